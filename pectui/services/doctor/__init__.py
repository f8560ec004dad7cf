"""What a working account needs, looked at one by one.

diagnosis    all the checks, in order
checks       the result of one check
access       what the reading calls tell about token, mailbox and scopes
reachability the way to the service: name, connection, certificate
surroundings what the program needs of this machine: folders, terminal, clipboard
tested       what the last self-test found out, held against the settings
report       what a bug report needs of this machine, without secrets
commands     the person's own commands for new mail, and how the last of them went
"""
