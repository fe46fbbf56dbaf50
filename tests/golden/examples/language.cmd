check ../../../examples/language-page/lib/possession.case
check ../../../examples/language-page/forms.case
status ../../../examples/language-page/forms.case
status ../../../examples/language-page/forms.case --on 2008-03-28 recognised(W,kosovo) title(S,L)
why ../../../examples/language-page/forms.case possesses(hayashi) --on 2001-10-08
