# A chain of files that is too long, and files that are no text.
gen: b'case "0"\nuse "1.case"\nuse "zero.case"\nuse "latin.case"\nuse "empty.case"\nuse "dir"\n' -> 0.case
gen: b'library "zero"\0' -> zero.case
gen: b'library "\xe9"' -> latin.case
gen: b'' -> empty.case
gen: b'library "1"\nuse "2.case"\n' -> 1.case
gen: b'library "2"\nuse "3.case"\n' -> 2.case
gen: b'library "3"\nuse "4.case"\n' -> 3.case
gen: b'library "4"\nuse "5.case"\n' -> 4.case
gen: b'library "5"\nuse "6.case"\n' -> 5.case
gen: b'library "6"\nuse "7.case"\n' -> 6.case
gen: b'library "7"\nuse "8.case"\n' -> 7.case
gen: b'library "8"\nuse "9.case"\n' -> 8.case
gen: b'library "9"\nuse "10.case"\n' -> 9.case
gen: b'library "10"\nuse "11.case"\n' -> 10.case
gen: b'library "11"\nuse "12.case"\n' -> 11.case
gen: b'library "12"\nuse "13.case"\n' -> 12.case
gen: b'library "13"\nuse "14.case"\n' -> 13.case
gen: b'library "14"\nuse "15.case"\n' -> 14.case
gen: b'library "15"\nuse "16.case"\n' -> 15.case
gen: b'library "16"\nuse "17.case"\n' -> 16.case
gen: b'library "17"\nuse "18.case"\n' -> 17.case
gen: b'library "18"\nuse "19.case"\n' -> 18.case
gen: b'library "19"\nuse "20.case"\n' -> 19.case
gen: b'library "20"\nuse "21.case"\n' -> 20.case
gen: b'library "21"\nuse "22.case"\n' -> 21.case
gen: b'library "22"\nuse "23.case"\n' -> 22.case
gen: b'library "23"\nuse "24.case"\n' -> 23.case
gen: b'library "24"\nuse "25.case"\n' -> 24.case
gen: b'library "25"\nuse "26.case"\n' -> 25.case
gen: b'library "26"\nuse "27.case"\n' -> 26.case
gen: b'library "27"\nuse "28.case"\n' -> 27.case
gen: b'library "28"\nuse "29.case"\n' -> 28.case
gen: b'library "29"\nuse "30.case"\n' -> 29.case
gen: b'library "30"\nuse "31.case"\n' -> 30.case
gen: b'library "31"\nuse "32.case"\n' -> 31.case
gen: b'library "32"\nuse "33.case"\n' -> 32.case
gen: b'library "33"\nuse "34.case"\n' -> 33.case
gen: b'library "34"\nuse "35.case"\n' -> 34.case
gen: b'library "35"' -> 35.case
check {tmp}/0.case
exit: 1
