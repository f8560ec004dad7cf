"""The command line: one file per command, holding its arguments, its run and its output.

    main      which command is meant; errors, signals and exit codes around it
    parser    arguments, errors and help in the person's language
    runner    settings, log and services around the work of a command
    output    data on stdout, words on stderr, JSON
    views     messages and sendings as the JSON of the outside contract
    template  the text of a letter: an argument, a file or stdin
    local     the account's own data, opened without secrets or the service
    table     aligned columns that fit the terminal
    typed_before  what was typed before a question, which is no answer to it
    wants     --json and --check, found before the arguments are parsed

    inbox, show, search, sync            the mailbox
    export                               messages written to files, and a nightly archive
    send, sent, delete                   sending and deleting
    batch, batch_request, batch_views    many letters at once, from a table
    import_, originals                   the provider's signed originals
    dossier, register                    the proof of sendings, the list of everything
    backup, restore                      the user's data in one file, and brought back
    quota, quota_check                   how full it is; as a monitoring plugin
    doctor, self_test, accounts, purge, sandbox, demo  the account and this machine
    set_up                               an account asked for in lines, and tried before it is saved
    plain/                               the program as a conversation in lines
    keys                                 the program's keys as they are now
    completions, described, shells, manual  completion scripts and the man page, from the parsers

A command's module has `add_arguments(parser)` and `run(arguments) -> int`; only the module of the
command that was given is imported.
"""
