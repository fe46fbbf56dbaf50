# What dates mean, in words and for programs; several at once; what is no date.
date 1985-04 2004-06~-11 156X-12-25 '[1667,1668,1670..1672]' 2001-24 1985/ -0043-03-15 '1917-10-25 julian'
date --format json -1985 ../1985 /1985 Y-17E7 'nonsense "quoted"' 1985-04-12T23:20:30+04:30
date 1/2/1993 2023-02-30 1994/1988 '12 March 1920' Y99999999999999999 x
date --format json - 1990
date --on 1990 1990
stdin: dates.txt
exit: 0 1 1 1 2
