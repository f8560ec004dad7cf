"""Completion scripts for bash, zsh and fish, made from what the parsers take.

No script knows a batch, a code or a message: only what the parsers say, files where files are
meant, and the names of the accounts, for which the script asks while one types.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli.described import described, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.cli.described import Described, Taken

_VERSION = "--version"

_BASH = """\
# {heading}
_pectui_value() {{
    case "$1 $2" in
{values}
    esac
}}
_pectui_place() {{
    case "$1 $2" in
{places}
    esac
}}
_pectui_options() {{
    case "$1" in
{options}
    esac
}}
_pectui_offer() {{
    local word
    while IFS= read -r word; do
        [[ -n "$word" && "$word" == "$current"* ]] && COMPREPLY+=("$(printf %q "$word")")
    done
}}
_pectui() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" command='' takes='' kind='' word at=0 index ended=''
    COMPREPLY=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        word="${{COMP_WORDS[index]}}"
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
        kind='words {commands}'
    elif [[ -z "$takes" ]]; then
        kind="$(_pectui_place "$command" "$at")"
    fi
    case "$kind" in
        words*) _pectui_offer <<<"$(printf '%s\\n' ${{kind#words}})" ;;
        accounts) _pectui_offer <<<"$(pectui completions accounts 2>/dev/null)" ;;
        files)
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
            ;;
    esac
}}
complete -F _pectui pectui
"""


def bash() -> str:
    """Return the script for bash."""
    values = [_bash_value("*", one) for one in shared_options() if one.value]
    places, options = [], [_bash_case("''", _names((*shared_options(),), _VERSION))]
    for command in described():
        own = [one for one in command.options if not one.shared and one.value]
        values += [_bash_value(command.name, one) for one in own]
        places += [_bash_place(command.name, at, one) for at, one in enumerate(command.places)]
        options.append(_bash_case(command.name, _names(command.options)))
    return _BASH.format(
        heading=t("cli.completions.heading", name="bash"),
        values="\n".join(values),
        places="\n".join(places),
        options="\n".join(options),
        commands=" ".join(one.name for one in described()),
    )


def _names(options: Iterable[Taken], *more: str) -> str:
    return " ".join((*(name for one in options for name in one.names), *more))


def _bash_case(pattern: str, words: str) -> str:
    return f"        {pattern}) echo {shlex.quote(words)} ;;"


def _bash_value(command: str, option: Taken) -> str:
    start = "*" if command == "*" else ""
    name = "" if command == "*" else command
    pattern = "|".join(f"{start}'{name} {one}'" for one in option.names)
    several = "several" if option.several else "one"
    return _bash_case(pattern, f"{several} {_bash_kind(option)}")


def _bash_place(command: str, at: int, place: Taken) -> str:
    pattern = f"'{command} '*" if place.several else f"'{command} {at}'"
    return _bash_case(pattern, _bash_kind(place))


def _bash_kind(taken: Taken) -> str:
    if taken.choices:
        return f"words {' '.join(taken.choices)}"
    return {"account": "accounts", "file": "files", "text": "nothing"}[taken.kind]


_ZSH = """\
#compdef pectui
# {heading}
_pectui_accounts() {{
    local -a names
    names=(${{(f)"$(pectui completions accounts 2>/dev/null)"}})
    compadd -a names
}}
_pectui() {{
    local curcontext="$curcontext" state line
    typeset -A opt_args
    _arguments -C \\
{shared}
        '1:command:->command' \\
        '*::argument:->argument'
    case $state in
        command)
            local -a commands
            commands=(
{commands}
            )
            _describe -t commands command commands
            ;;
        argument)
            case $words[1] in
{cases}
            esac
            ;;
    esac
}}
if [[ $funcstack[1] == _pectui ]]; then
    _pectui "$@"
else
    compdef _pectui pectui
fi
"""


def zsh() -> str:
    """Return the script for zsh: a function to be loaded, or a file to be sourced."""
    shared = [*map(_zsh_option, shared_options()), f"'{_VERSION}'"]
    commands = [f"{one.name}:{_zsh_quoted(one.summary)}" for one in described()]
    return _ZSH.format(
        heading=t("cli.completions.heading", name="zsh"),
        shared="\n".join(f"        {one} \\" for one in shared),
        commands="\n".join(f"                {shlex.quote(one)}" for one in commands),
        cases="\n".join(map(_zsh_case, described())),
    )


def _zsh_case(command: Described) -> str:
    specs = [*map(_zsh_option, command.options), *map(_zsh_place, command.places)]
    lines = " \\\n".join(f"                        {one}" for one in specs)
    return f"                {command.name})\n                    _arguments \\\n{lines} ;;"


def _zsh_option(option: Taken) -> str:
    words = f"[{_zsh_quoted(option.help)}]"
    if option.value:
        several = ":*-*" if option.several else ""
        words += f"{several}:{_zsh_quoted(option.value)}:{_zsh_action(option)}"
    first = "" if option.several else f"({' '.join(option.names)})"
    again = "*" if option.several else ""
    return " ".join(shlex.quote(f"{first}{again}{name}{words}") for name in option.names)


def _zsh_place(place: Taken) -> str:
    start = "*:" if place.several else (":" if place.needed else "::")
    return shlex.quote(f"{start}{_zsh_quoted(place.value)}:{_zsh_action(place)}")


def _zsh_quoted(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "[]:\\" else sign for sign in text)


def _zsh_action(taken: Taken) -> str:
    if taken.choices:
        return f"({' '.join(taken.choices)})"
    return {"account": "_pectui_accounts", "file": "_files", "text": " "}[taken.kind]


_FISH = """\
# {heading}
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
{lines}
"""


def fish() -> str:
    """Return the script for fish."""
    commands = [f"-a {one.name} -d {_fish_quoted(one.summary)}" for one in described()]
    lines = [_fish("", rest) for rest in (f"-l {_VERSION[2:]}", *commands)]
    lines += [_fish_option(None, one) for one in shared_options()]
    for command in described():
        own = [one for one in command.options if not one.shared]
        lines += [_fish_option(command.name, one) for one in own]
        lines += [_fish_place(command.name, one) for one in command.places]
        if not command.places and any(one.several and one.kind == "file" for one in own):
            lines.append(_fish(command.name, "-F"))  # the second file and those after it
    heading = t("cli.completions.heading", name="fish")
    return _FISH.format(heading=heading, lines="\n".join(filter(None, lines)))


def _fish(command: str | None, rest: str) -> str:
    where = "" if command is None else f" -n {_fish_quoted(f'__pectui_in {command}'.strip())}"
    return f"complete -c pectui{where} {rest}"


def _fish_option(command: str | None, option: Taken) -> str:
    names = [f"-s {one[1:]}" if len(one) == 2 else f"-l {one[2:]}" for one in option.names]
    if option.value:
        names.append(_fish_values(option) or "-x")
    return _fish(command, f"{' '.join(names)} -d {_fish_quoted(option.help)}")


def _fish_place(command: str, place: Taken) -> str:
    if place.choices:
        return _fish(command, f"-a {_fish_quoted(' '.join(place.choices))}")
    return _fish(command, "-F") if place.kind == "file" else ""


def _fish_values(option: Taken) -> str:
    if option.choices:
        return f"-x -a {_fish_quoted(' '.join(option.choices))}"
    if option.kind == "account":
        return "-x -a '(pectui completions accounts 2>/dev/null)'"
    return "-r -F" if option.kind == "file" else ""


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
