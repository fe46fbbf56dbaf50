solve --convert apx -f four.af
solve --convert iccma23 -f named.apx
solve --convert tgf -f named.apx
solve --convert aba -f four.af
solve --convert aba -f small.aba
solve --convert af -f named.tgf -fo tgf
