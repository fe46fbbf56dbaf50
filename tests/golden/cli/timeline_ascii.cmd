# Where the locale is not UTF-8, bars are in ASCII.
env: LC_ALL=C
timeline ../semantics/once_only.case independent(X)
timeline ../semantics/once_only.case independent(X) -o {tmp}/answer.txt
timeline {tmp}/answer.txt
exit: 0 0 1
