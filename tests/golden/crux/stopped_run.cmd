# The fact that freed ann is reckoned with also where only an earlier day of what she was held for bears on the answer
crux stopped_run.case known
crux stopped_run.case known --on 2000-01-02
