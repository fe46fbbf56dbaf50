check ../../../examples/contested-title/title.case
status ../../../examples/contested-title/title.case
