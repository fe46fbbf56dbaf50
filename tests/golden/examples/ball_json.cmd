status ../../../examples/popov-v-hayashi/ball.case --format json
