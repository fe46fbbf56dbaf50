check ../../../examples/popov-v-hayashi/ball.case
status ../../../examples/popov-v-hayashi/ball.case
