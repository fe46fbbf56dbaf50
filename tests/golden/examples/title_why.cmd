why ../../../examples/contested-title/title.case 'title(azerbaijan, nk)' --on 1992-03-03
why ../../../examples/contested-title/title.case 'title(nkr, nk)' --for artsakh --on 1991-12-26
