# What historians write in words, and what is then meant.
date 'spring 1920' 'in the summer of 1920' 'Autumn 1920' '1920 fall' 'winter 1920' 'winter 0000' 'in the 1920s' 'circa 1920s' 'in the 19th century' '[1999' '{1990,1992' '[' springs 'in the'
exit: 1
