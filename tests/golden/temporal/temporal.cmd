# The worked temporal cases; what a case asks of another viewpoint is asked beside its expectations.
check t01_vacatio_legis.case
check t02_abrogation_ex_nunc.case
check t03_annulment_ex_tunc.case
check t04_persisting_effect.case
check t05_succession.case
check t06_overlapping_recognition.case
check t07_uncertain_act.case
check t08_ordered_pair.case
check t09_shared_cut.case
check t10_knowledge_time.case
check t11_temporal_exception.case
check t12_ambiguity_blocked.case
check t13_old_style.case
# T01: not known before it was enacted
status t01_vacatio_legis.case duty --on 1954-03-01 --known-by 1954-02-18
# T02: seen from before the repeal
status t02_abrogation_ex_nunc.case liable --on 1991-05-01 --known-by 1991-06-01
# T03: until the annulment, and from then on
status t03_annulment_ex_tunc.case liable --on 1991-05-01 --known-by 1991-12-31
status t03_annulment_ex_tunc.case liable --on 1991-05-01 --known-by 1992-01-01
# T04: while it was not annulled
status t04_persisting_effect.case pensioner --on 1991-06-01 --known-by 1991-12-31
# T06, T11, T12: the whole intervals
status t06_overlapping_recognition.case --format json
status t11_temporal_exception.case --format json
status t12_ambiguity_blocked.case --format json
# T10: before the record, and after
status t10_knowledge_time.case valid --on 1954-03-01 --known-by 1990-01-01
status t10_knowledge_time.case valid --on 1954-03-01 --known-by 1993-01-01
# T13: the calendar
date '1917-10-25 julian' '1900-02-29 julian' '1582-10-04 julian' '1783-04-08 julian' '1918-01-31 julian' '-0043-03-15 julian' '0000-02-29 julian' --format json
