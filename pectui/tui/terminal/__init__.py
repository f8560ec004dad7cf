"""The terminal itself: keys and pastes, title and bell, clipboard, editor.

driver             what is typed and pasted; a terminal that was closed
compact            what is drawn, in fewer bytes
first_picture      the inbox as it was last seen, on the screen before Textual is loaded
guard              the last look at text before the terminal: no control character passes
attention          its bell, its title, a popup of the desktop
clipboard          the ways to the clipboard, and what is known afterwards
clipboard_process  one of these ways, in a process of its own
browser            a link handed to the desktop's browser
line_filters       lines drawn without colours, or without signs beyond ASCII
editor             the person's own editor, which has the terminal for a while
tmux               the tmux this program runs in, asked by its own command
"""
