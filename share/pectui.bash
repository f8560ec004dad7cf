# Completion of pectui for bash; made by: pectui completions bash
_pectui_value() {
    case "$1 $2" in
        *' -A'|*' --account') echo 'one accounts' ;;
        'inbox -q'|'inbox --query') echo 'one nothing' ;;
        'inbox -p'|'inbox --page') echo 'one nothing' ;;
        'search --limit') echo 'one nothing' ;;
        'export -o'|'export --output') echo 'one files' ;;
        'export --format') echo 'one nothing' ;;
        'send -t'|'send --to') echo 'several nothing' ;;
        'send -s'|'send --subject') echo 'one nothing' ;;
        'send -b'|'send --body') echo 'one nothing' ;;
        'send -f'|'send --file') echo 'one files' ;;
        'send -a'|'send --attach') echo 'several files' ;;
        'send --at') echo 'one nothing' ;;
        'sent --wait') echo 'one nothing' ;;
        'sent --remove-copies') echo 'one nothing' ;;
        'batch -s'|'batch --subject') echo 'one nothing' ;;
        'batch -b'|'batch --body') echo 'one nothing' ;;
        'batch -f'|'batch --file') echo 'one files' ;;
        'batch -a'|'batch --attach') echo 'several files' ;;
        'batch --attachments-from') echo 'one files' ;;
        'batch --docx') echo 'one files' ;;
        'batch --to') echo 'one nothing' ;;
        'batch --header-row') echo 'one nothing' ;;
        'batch --sheet') echo 'one nothing' ;;
        'batch --may-be-empty') echo 'several nothing' ;;
        'batch --row') echo 'one nothing' ;;
        'batch --write') echo 'one files' ;;
        'batch -o'|'batch --output') echo 'one files' ;;
        'batch --at') echo 'one nothing' ;;
        'batch --hours') echo 'one nothing' ;;
        'batch --deliver-by') echo 'one nothing' ;;
        'batch --failed-of') echo 'one nothing' ;;
        'batch --silent-of') echo 'one nothing' ;;
        'batch --days') echo 'one nothing' ;;
        'batch --wait') echo 'one nothing' ;;
        'originals --remove') echo 'several nothing' ;;
        'originals -o'|'originals --output') echo 'one files' ;;
        'dossier --batch') echo 'one nothing' ;;
        'dossier -o'|'dossier --output') echo 'one files' ;;
        'register --tag') echo 'one nothing' ;;
        'register --from') echo 'one nothing' ;;
        'register --to') echo 'one nothing' ;;
        'register -o'|'register --output') echo 'one files' ;;
        'quota --check') echo 'one nothing' ;;
        'backup -o'|'backup --output') echo 'one files' ;;
        'accounts --username') echo 'one nothing' ;;
        'accounts --sender') echo 'one nothing' ;;
        'accounts --password-command') echo 'one nothing' ;;
        'accounts --token-command') echo 'one nothing' ;;
        'doctor --wait') echo 'one nothing' ;;
        'sandbox --port') echo 'one nothing' ;;
        'sandbox --messages') echo 'one nothing' ;;
        'sandbox --ids') echo 'one words sequence stable' ;;
        'sandbox --order') echo 'one words newest oldest' ;;
        'sandbox --bodies') echo 'one words utf8 latin1 plain twice damaged' ;;
        'sandbox --first-page') echo 'one words 0 1' ;;
        'sandbox --quota-unit') echo 'one words KB MB B' ;;
        'sandbox --attachments') echo 'one words either data-uri base64 spoiled' ;;
        'sandbox --receipt-names') echo 'one nothing' ;;
        'sandbox --receipt-delay') echo 'one nothing' ;;
        'sandbox --seed') echo 'one nothing' ;;
        'sandbox --fault') echo 'one nothing' ;;
    esac
}
_pectui_place() {
    case "$1 $2" in
        'show 0') echo nothing ;;
        'search '*) echo nothing ;;
        'export '*) echo nothing ;;
        'sent 0') echo nothing ;;
        'batch 0') echo 'words split check preview test send status report pause resume stop' ;;
        'batch 1') echo files ;;
        'delete '*) echo nothing ;;
        'import '*) echo files ;;
        'dossier '*) echo nothing ;;
        'restore 0') echo files ;;
        'accounts 0') echo 'words list add remove default' ;;
        'accounts 1') echo nothing ;;
        'completions 0') echo 'words bash zsh fish man accounts' ;;
    esac
}
_pectui_options() {
    case "$1" in
        '') echo '-A --account --json -h --help --version' ;;
        inbox) echo '-q --query -p --page -A --account --json -h --help' ;;
        show) echo '--raw -A --account --json -h --help' ;;
        search) echo '--limit -A --account --json -h --help' ;;
        export) echo '-o --output --format --force --since-last -A --account --json -h --help' ;;
        sync) echo '-A --account --json -h --help' ;;
        plain) echo '--demo -A --account --json -h --help' ;;
        send) echo '-t --to -s --subject -b --body -f --file -a --attach --at --again --dry-run --html --together -A --account --json -h --help' ;;
        sent) echo '--rebuild --wait --remove-copies -A --account --json -h --help' ;;
        batch) echo '-s --subject -b --body -f --file --html -a --attach --attachments-from --docx --pdf --to --header-row --sheet --without-hidden --may-be-empty --allow-duplicates --row --write -o --output --yes --only-ready --again --at --hours --deliver-by --failed-of --silent-of --days --wait -A --account --json -h --help' ;;
        delete) echo '-y --yes -A --account --json -h --help' ;;
        import) echo '--anyway -A --account --json -h --help' ;;
        originals) echo '--missing --check --remove -o --output -A --account --json -h --help' ;;
        dossier) echo '--batch -o --output -A --account --json -h --help' ;;
        register) echo '--sent --received --tag --from --to -o --output -A --account --json -h --help' ;;
        quota) echo '--check -A --account --json -h --help' ;;
        backup) echo '-o --output --force -A --account --json -h --help' ;;
        restore) echo '-A --account --json -h --help' ;;
        purge) echo '-A --account --json -h --help' ;;
        accounts) echo '--username --sender --sandbox --password-command --token-command --yes -A --account --json -h --help' ;;
        doctor) echo '--report --self-test -y --yes --allow-sending --allow-deleting --wait -A --account --json -h --help' ;;
        keys) echo '-A --account --json -h --help' ;;
        completions) echo '-A --account --json -h --help' ;;
        sandbox) echo '--port --messages --ids --order --bodies --first-page --quota-unit --attachments --receipt-names --receipt-delay --seed --lively --fault -A --account --json -h --help' ;;
        demo) echo '-A --account --json -h --help' ;;
    esac
}
_pectui_offer() {
    local word
    while IFS= read -r word; do
        [[ -n "$word" && "$word" == "$current"* ]] && COMPREPLY+=("$(printf %q "$word")")
    done
}
_pectui() {
    local current="${COMP_WORDS[COMP_CWORD]}" command='' takes='' kind='' word at=0 index ended=''
    COMPREPLY=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        word="${COMP_WORDS[index]}"
        if [[ -z "$ended" && "$word" == -- ]]; then
            ended=yes takes=''
        elif [[ -z "$ended" && "$word" == -?* ]]; then
            takes='' kind=''
            read -r takes kind <<<"$(_pectui_value "$command" "$word")"
        elif [[ -n "$takes" ]]; then
            [[ "$takes" == one ]] && takes=''
        elif [[ -z "$command" ]]; then
            command="$word"
        else
            at=$((at + 1))
        fi
    done
    if [[ -z "$ended" && "$takes" != one && "$current" == -* ]]; then
        kind="words $(_pectui_options "$command")"
    elif [[ -z "$takes" && -z "$command" ]]; then
        kind='words inbox show search export sync plain send sent batch delete import originals dossier register quota backup restore purge accounts doctor keys completions sandbox demo'
    elif [[ -z "$takes" ]]; then
        kind="$(_pectui_place "$command" "$at")"
    fi
    case "$kind" in
        words*) _pectui_offer <<<"$(printf '%s\n' ${kind#words})" ;;
        accounts) _pectui_offer <<<"$(pectui completions accounts 2>/dev/null)" ;;
        files)
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
            ;;
    esac
}
complete -F _pectui pectui
