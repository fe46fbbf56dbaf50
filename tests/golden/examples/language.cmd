check ../../../examples/language-page/lib/possession.case
check ../../../examples/language-page/ball.case
status ../../../examples/language-page/ball.case
status ../../../examples/language-page/ball.case --on 2008-03-28 recognised(W,kosovo) title(S,L)
why ../../../examples/language-page/ball.case possesses(hayashi) --on 2001-10-08
