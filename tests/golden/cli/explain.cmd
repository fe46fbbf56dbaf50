# A page, a code that is near another one, and what is no code.
explain E0106
explain w0104
explain E0160
explain nonsense
explain E0106 E0107
exit: 0 0 2 2 2
