# What a section says holds until the next; what an item says itself comes first.
check section.case
check bad_section.case
# What is wrong with a section is said once.
check section_names.case
exit: 0 1 1
