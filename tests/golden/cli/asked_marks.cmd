# What is wrong with a question shows the places of the case that say why, in the text of the case.
status asked_marks.case 'preferred(r, letter)'
status asked_marks.case 'discredited(r)'
status asked_marks.case 'held(X, Y)' 'free(ann)'
why asked_marks.case 'free(ann)' --given 'preferred(r, letter)'
exit: 2 2 2 2
