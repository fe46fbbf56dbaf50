# Every shape of an answer.
solve -p SE-GR -f four.af
solve -p SE-PR -f four.af
solve -p SE-ST -f four.af
solve -p EE-CO -f four.af
solve -p EE-ST -f four.af
solve -p CE-CO -f four.af
solve -p CE-ST -f four.af
solve -p DC-CO -f four.af -a 3
solve -p DC-CO -f four.af -a 4
solve -p DS-PR -f four.af -a 1
solve -p DS-ST -f four.af -a 1
solve -p DS-STG -f four.af -a 4
solve -p DC-SST -f four.af -a 2 --no-certificate
solve -p DS-PR -f four.af -a 1 --no-certificate
solve -p DC-PR -f four.af -a 3 --verify --backend picosat
solve -p EE-PR -f four.af --verify
solve --p CE-PR --f four.af --timeout 100
