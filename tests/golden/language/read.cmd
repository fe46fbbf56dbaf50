read read.case
read --format markdown read.case
read ../../../examples/popov-v-hayashi/ball.case
read --for popov read.case
read --format sarif read.case
read bad_allow.case
exit: 0 0 0 2 2 1
