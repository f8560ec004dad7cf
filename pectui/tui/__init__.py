"""The Textual program.

run             starts it, on an account or on the sandbox of the demo
app             its wiring: accounts, screens, what is done by a key
account_app     screens that each belong to an account, of which one is shown
accounts        which accounts there are; the others are opened beside the one that is shown
desk            one account: services, background, what is known of it
home            what an account asks of the program at large
acting          for which account something goes on
glance          what is told of an account beside the others
removal         an account taken out, after saying what becomes of its data
own_commands    a command of this program run as a process of its own
program         what a screen knows of the program
exit            quitting, and the question about letters that have not left
terminal_app    how it behaves in a terminal: themes, signals, first picture, crash
commands        the registry of commands as Textual binds it
palette         what can be done now, in words; offers: how what is typed finds it
messages        what workers tell screens
workers         the one wrapper around Textual's workers
show            text from outside made fit for a widget; the one way to notify
counts          letters that wait, and what needs a look
theme           the colours
stylesheet      the styles, each read once for a theme
chosen_theme    the one a person chooses, drawn in and remembered
reading_copies  a message or a report saved to a file
typed_paths     paths as a person types, pastes or drops them
screens/        one for each part of the program, and the dialogs
widgets/        what the screens are made of, in folders as on the picture
background/     what goes on beside the screens
terminal/       the terminal itself: driver, clipboard, editor, title and bell
formats/        how dates, sizes and keys are written
styles/         the style sheets
"""
