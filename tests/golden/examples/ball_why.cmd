why ../../../examples/popov-v-hayashi/ball.case 'possesses(hayashi)'
why ../../../examples/popov-v-hayashi/ball.case 'possesses(hayashi)' --for popov
why ../../../examples/popov-v-hayashi/ball.case 'half_share(popov)' --for popov
why ../../../examples/popov-v-hayashi/ball.case 'half_share(popov)' --for court --format json
