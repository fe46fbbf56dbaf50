# Words for dates of which some parts are not specified.
date 1560-XX-25 1560-XX-01 1560-XX-12 1560-XX-22 1560-1X-03 156X-XX-25 1985-XX-XX XXXX-12-XX 156X-12-25 1560-XX-XX
