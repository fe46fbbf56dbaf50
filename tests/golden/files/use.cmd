# Several files: each once, and none of what a library has over is warned of.
check use.case
check lib/possession.case lib/words.case
check use.case --format json
status use.case
why use.case possesses(popov) --on 2001-10-07 --format json
