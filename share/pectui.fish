# Completion of pectui for fish; made by: pectui completions fish
function __pectui_in
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case -A --account
                set -e words[1]
                set -q words[1]; and set -e words[1]
            case '-*'
                set -e words[1]
            case '*'
                test "$words[1]" = "$argv[1]"
                return
        end
    end
    test -z "$argv[1]"
end
complete -c pectui -f
complete -c pectui -n '__pectui_in' -l version
complete -c pectui -n '__pectui_in' -a inbox -d 'one page of the inbox, newest first'
complete -c pectui -n '__pectui_in' -a show -d 'one message, decoded'
complete -c pectui -n '__pectui_in' -a search -d 'search the copy of the mailbox, without the network'
complete -c pectui -n '__pectui_in' -a sync -d 'bring the copy of the mailbox up to date'
complete -c pectui -n '__pectui_in' -a send -d 'send a letter'
complete -c pectui -n '__pectui_in' -a sent -d 'the sendings known here and how they stand'
complete -c pectui -n '__pectui_in' -a batch -d 'send many letters at once, from a table'
complete -c pectui -n '__pectui_in' -a delete -d 'delete messages, each checked first'
complete -c pectui -n '__pectui_in' -a import -d 'take the provider\'s signed originals in'
complete -c pectui -n '__pectui_in' -a originals -d 'list the signed originals, and those not fetched yet'
complete -c pectui -n '__pectui_in' -a quota -d 'how full the mailbox is, in one line'
complete -c pectui -n '__pectui_in' -a purge -d 'remove what is kept here of the mailbox'
complete -c pectui -n '__pectui_in' -a doctor -d 'check what a working account needs'
complete -c pectui -n '__pectui_in' -a keys -d 'the keys of the program as they are now'
complete -c pectui -n '__pectui_in' -a completions -d 'a completion script for bash, zsh or fish, or the man page'
complete -c pectui -n '__pectui_in' -a sandbox -d 'serve the sandbox on this machine'
complete -c pectui -n '__pectui_in' -a demo -d 'the program on the built-in sandbox'
complete -c pectui -s A -l account -x -a '(pectui completions accounts 2>/dev/null)' -d 'the account to use, instead of the default one'
complete -c pectui -l json -d 'one JSON document on stdout'
complete -c pectui -s h -l help -d 'show this help'
complete -c pectui -n '__pectui_in inbox' -s q -l query -x -d 'search at the service; on a large mailbox it can take minutes'
complete -c pectui -n '__pectui_in inbox' -s p -l page -x -d 'which page; 1 is the newest'
complete -c pectui -n '__pectui_in show' -l raw -d 'the body as the service gave it'
complete -c pectui -n '__pectui_in search' -l limit -x -d 'print the newest N at most'
complete -c pectui -n '__pectui_in send' -s t -l to -x -d 'recipients; several may follow, or be separated by commas'
complete -c pectui -n '__pectui_in send' -s s -l subject -x -d 'the subject, at most 120 characters'
complete -c pectui -n '__pectui_in send' -s b -l body -x -d 'the text; others on this machine can read it in the list of processes, unlike -f or stdin'
complete -c pectui -n '__pectui_in send' -s f -l file -r -F -d 'a file with the text, in UTF-8; “-” is stdin'
complete -c pectui -n '__pectui_in send' -s a -l attach -r -F -d 'files to attach; several may follow'
complete -c pectui -n '__pectui_in send' -l at -x -d 'when it leaves: 18:30, “tomorrow 9:00”, “26/11 09:00”; the hour of Rome'
complete -c pectui -n '__pectui_in send' -l again -d 'send it although an equal letter is queued, under way, unknown or found to have left'
complete -c pectui -n '__pectui_in send' -l dry-run -d 'check the letter and print what would leave; nothing is sent or queued'
complete -c pectui -n '__pectui_in send' -l html -d 'the text is HTML already'
complete -c pectui -n '__pectui_in send' -l together -d 'one sending for all recipients: one code, and receipts that may not tell them apart'
complete -c pectui -n '__pectui_in send' -F
complete -c pectui -n '__pectui_in sent' -l rebuild -d 'look through the whole inbox for letters sent from another machine or program'
complete -c pectui -n '__pectui_in sent' -l wait -x -d 'return when the state is final, or after so many seconds'
complete -c pectui -n '__pectui_in sent' -l remove-copies -x -d 'remove the copies of attachments of letters settled for so many days; the letters stay'
complete -c pectui -n '__pectui_in batch' -s s -l subject -x -d 'the subject, a template'
complete -c pectui -n '__pectui_in batch' -s b -l body -x -d 'the text, a template'
complete -c pectui -n '__pectui_in batch' -s f -l file -r -F -d 'a file with the text, a template; “-” for stdin'
complete -c pectui -n '__pectui_in batch' -l html -d 'the text is HTML; fields are escaped in it'
complete -c pectui -n '__pectui_in batch' -s a -l attach -r -F -d 'files for every letter; with a field in the name, the file of each row'
complete -c pectui -n '__pectui_in batch' -l attachments-from -r -F -d 'the folder of the files that rows name, if it is not that of the table'
complete -c pectui -n '__pectui_in batch' -l docx -r -F -d 'a DOCX with fields, filled for each row and attached'
complete -c pectui -n '__pectui_in batch' -l pdf -d 'attach it as PDF (needs LibreOffice)'
complete -c pectui -n '__pectui_in batch' -l to -x -d 'the column of the addresses; “pec” and other usual names are found'
complete -c pectui -n '__pectui_in batch' -l header-row -x -d 'the row of the titles, where others stand above'
complete -c pectui -n '__pectui_in batch' -l sheet -x -d 'the sheet of the workbook'
complete -c pectui -n '__pectui_in batch' -l without-hidden -d 'leave out rows hidden in the workbook'
complete -c pectui -n '__pectui_in batch' -l may-be-empty -x -d 'fields of the letter that may be empty'
complete -c pectui -n '__pectui_in batch' -l allow-duplicates -d 'allow one address in several rows, and letters equal to one that left within 30 days'
complete -c pectui -n '__pectui_in batch' -l row -x -d 'the row, as the spreadsheet counts'
complete -c pectui -n '__pectui_in batch' -l write -r -F -d 'preview: write every letter into this new folder'
complete -c pectui -n '__pectui_in batch' -s o -l output -r -F -d 'check: what is found as a table; report: where (.csv, .xlsx)'
complete -c pectui -n '__pectui_in batch' -l yes -d 'send without asking'
complete -c pectui -n '__pectui_in batch' -l only-ready -d 'send the rows that are ready, leave out the others'
complete -c pectui -n '__pectui_in batch' -l again -d 'the same table and template once more, as a new batch'
complete -c pectui -n '__pectui_in batch' -l at -x -d 'leave at this time: 18:30, tomorrow 9:00, 26/11 09:00'
complete -c pectui -n '__pectui_in batch' -l hours -x -d 'leave in these hours of the day only, Rome\'s time'
complete -c pectui -n '__pectui_in batch' -l deliver-by -x -d 'they must be delivered by then: the report says whether they were'
complete -c pectui -n '__pectui_in batch' -l failed-of -x -d 'instead of a table: those with whom this batch failed'
complete -c pectui -n '__pectui_in batch' -l silent-of -x -d 'instead of a table: those who have not answered to this batch'
complete -c pectui -n '__pectui_in batch' -l days -x -d 'with --silent-of: for how many days'
complete -c pectui -n '__pectui_in batch' -l wait -x -d 'wait at most so long for the final states'
complete -c pectui -n '__pectui_in batch' -a 'check preview test send status report pause resume stop'
complete -c pectui -n '__pectui_in batch' -F
complete -c pectui -n '__pectui_in delete' -s y -l yes -d 'do not ask'
complete -c pectui -n '__pectui_in import' -l anyway -d 'keep what is refused, too; it proves nothing'
complete -c pectui -n '__pectui_in import' -F
complete -c pectui -n '__pectui_in originals' -l missing -d 'list the originals not fetched yet, oldest first'
complete -c pectui -n '__pectui_in originals' -l check -d 'check all of them anew'
complete -c pectui -n '__pectui_in originals' -l remove -x -d 'take originals out again, by their numbers'
complete -c pectui -n '__pectui_in originals' -s o -l output -r -F -d 'with --missing: write the list to a new file, to tick off in the webmail'
complete -c pectui -n '__pectui_in quota' -l check -x -d 'speak as a monitoring plugin: from WARN and from CRIT percent on the exit code is 1 and 2; 3 when it cannot be known'
complete -c pectui -n '__pectui_in completions' -a 'bash zsh fish man accounts'
complete -c pectui -n '__pectui_in sandbox' -l port -x -d 'the port; 0 takes a free one (8025)'
complete -c pectui -n '__pectui_in sandbox' -l messages -x -d 'how many messages there are (981)'
complete -c pectui -n '__pectui_in sandbox' -l ids -x -a 'sequence stable' -d 'numbers that shift when something is deleted, or that stay (sequence)'
complete -c pectui -n '__pectui_in sandbox' -l order -x -a 'newest oldest' -d 'what the first page holds (newest)'
complete -c pectui -n '__pectui_in sandbox' -l bodies -x -a 'utf8 latin1 plain' -d 'how bodies are encoded (utf8)'
complete -c pectui -n '__pectui_in sandbox' -l first-page -x -a '0 1' -d 'the number of the first page (1)'
complete -c pectui -n '__pectui_in sandbox' -l receipt-delay -x -d 'until the acceptance receipt comes (2)'
complete -c pectui -n '__pectui_in sandbox' -l seed -x -d 'another seed, another mailbox (2026)'
complete -c pectui -n '__pectui_in sandbox' -l lively -d 'new letters keep coming'
complete -c pectui -n '__pectui_in sandbox' -l fault -x -d 'something that goes wrong, once or so many times (“*” alone: for ever): drop-before, drop-after, 429, 500, 502-html, truncated, slow … on a call as “GET /inbox”, “POST /send” or “*”; may be repeated'
