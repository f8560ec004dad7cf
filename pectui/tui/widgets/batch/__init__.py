"""The steps that lead a batch from its table to its confirmation.

step_strip    their names: where one is
step          what every step has: what it shows goes into a preparation
table_step    the table: file, sheet, header, column of recipients, and a first look
letter_step   the letter: subject, text, files
check_step    what is to be said of the rows
preview_step  the letter of any row, exactly as it will leave
confirm_step  when it leaves, what it costs, and the last look
"""
