check rank.case
