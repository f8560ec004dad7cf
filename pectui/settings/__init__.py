"""The settings: what a person may choose, where it is read from, and what comes of it.

configuration    an account and the program's options, as plain data
loader           settings and secrets read into a configuration
values           every key, its check and its default, and the order of their sources
checks           what each value must be like
file             the settings file: its tables, and whether others may read it
accounts         accounts and choices written into the settings file
portable         the settings as they may leave this machine, without secrets
own_keys         the person's own keys, checked
presets          keys of other programs, for hands that know them
own_themes       themes that a person made, checked
palettes         the colours of our own themes
hooks            the commands to run when something comes, checked
key_names        which keys there are, and by what names
secrets          passwords and tokens: environment, command, keyring, file
keyring_process  the system keyring, asked in a process of its own
process          settings read in a short-lived process
"""
