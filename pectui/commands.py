"""The registry of commands: id, keys and action, from which keys, footer, help and palette come.

Words are in the catalogue under `commands.<id>` (footer, palette) and `commands.<id>.help`.
Ids are the outside names by which a user gives a command other keys, so that the settings know
them without a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from pectui.catalogue import t


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do."""

    id: str
    keys: str
    """Textual key names, comma-separated; the first is shown."""
    action: str
    weight: int = 0
    """Place in the footer, 1 first; 0 is not shown there."""
    priority: bool = False
    """Whether it works although a field would take the key."""

    @property
    def group(self) -> str:
        """The part of the program it belongs to."""
        return self.id.partition(".")[0]

    @property
    def label(self) -> str:
        """A word or two for footer and palette."""
        return t(f"commands.{self.id}")

    @property
    def help(self) -> str:
        """What it does, in a sentence."""
        return t(f"commands.{self.id}.help")


_ALL = (
    Command("app.inbox", "1", "view('inbox')"),
    Command("app.sent", "2", "view('sent')"),
    Command("app.outbox", "3", "view('outbox')"),
    Command("app.drafts", "4", "view('drafts')"),
    Command("app.account", "5", "view('account')"),
    Command("app.batches", "6", "view('batches')"),
    Command("app.cleanup", "f8", "cleanup"),
    Command("app.next-account", "A", "next_account"),
    Command("app.accounts", "0", "accounts"),
    Command("app.write", "c,m", "write", weight=3),
    Command("app.help", "question_mark,f1", "help", weight=9),
    Command("app.commands", "colon,ctrl+p", "command_palette"),
    Command("app.suspend", "ctrl+z", "app.suspend_process"),
    Command("app.quit", "ctrl+q", "leave", priority=True),
    Command("app.interrupt", "ctrl+c", "app.help_quit"),
    Command("list.down", "j,down", "move('down')"),
    Command("list.up", "k,up", "move('up')"),
    Command("list.page-down", "pagedown", "move('page-down')"),
    Command("list.page-up", "pageup", "move('page-up')"),
    Command("list.first", "g,home", "move('first')"),
    Command("list.last", "G,end", "move('last')"),
    Command("list.open", "enter,o,right", "open", weight=1),
    Command("list.mark", "x,space", "mark", weight=8),
    Command("inbox.next-page", "greater_than_sign,n", "next_page", weight=4),
    Command("inbox.previous-page", "less_than_sign,p", "previous_page", weight=5),
    Command("inbox.search", "slash", "search", weight=6),
    Command("inbox.filter", "l", "filter"),
    Command("inbox.service-search", "f3", "service_search"),
    Command("inbox.searches", "S", "searches"),
    Command("inbox.next-view", "w", "next_view", weight=6),
    Command("inbox.previous-view", "W", "previous_view"),
    Command("inbox.fold", "z", "fold", weight=9),
    Command("inbox.fold-all", "Z", "fold_all"),
    Command("inbox.unread", "u", "unread"),
    Command("inbox.read-all", "U", "read_all"),
    Command("inbox.flag", "t,asterisk", "flag"),
    Command("inbox.note", "a", "note"),
    Command("inbox.tags", "T", "tags"),
    Command("inbox.pause", "P", "pause"),
    Command("inbox.refresh", "ctrl+r,f5", "refresh"),
    Command("inbox.delete", "d,delete", "delete", weight=7),
    Command("inbox.reply", "r", "reply", weight=2),
    Command("inbox.forward", "f", "forward"),
    Command("inbox.receipts", "i", "receipts"),
    Command("inbox.copy", "y", "copy"),
    Command("inbox.save", "s", "save"),
    Command("inbox.export", "e", "export"),
    Command("inbox.back", "escape,left", "back", weight=1),
    Command("inbox.close", "q", "close"),
    Command("reader.next-message", "J,ctrl+down", "next_message"),
    Command("reader.previous-message", "K,ctrl+up", "previous_message"),
    Command("reader.mode", "v", "mode", weight=4),
    Command("reader.hidden", "h", "hidden"),
    Command("reader.links", "L", "links", weight=2),
    Command("reader.files", "E", "files", weight=3),
    Command("reader.find", "slash", "find", weight=5),
    Command("field.done", "enter", "submit", weight=1),
    Command("text.page-down", "space", "move('page-down')"),
    Command("text.page-up", "b", "move('page-up')"),
    Command("text.next-match", "n,enter", "step(1)"),
    Command("text.previous-match", "N", "step(-1)"),
    Command("find.close", "escape", "close_find", weight=1),
    Command("find.next", "enter,down", "step(1)", weight=1),
    Command("find.previous", "up", "step(-1)"),
    Command("links.open", "enter,o,right", "open", weight=1),
    Command("links.copy", "y", "copy", weight=2),
    Command("links.back", "q,escape,left", "back", weight=3),
    Command("attached.save", "enter,s,o,right", "save", weight=1),
    Command("attached.all", "a", "all", weight=2),
    Command("attached.back", "q,escape,left", "back", weight=3),
    Command("sent.refresh", "ctrl+r,f5", "refresh", weight=4),
    Command("sent.search", "slash", "search", weight=5),
    Command("sent.filter", "l", "next_filter", weight=5),
    Command("sent.fold", "z", "fold", weight=7),
    Command("sent.seen", "v", "see_to", weight=6),
    Command("sent.rebuild", "b", "rebuild", weight=8),
    Command("sent.delete", "d,delete", "delete_receipts", weight=7),
    Command("sent.copy", "y", "copy"),
    Command("sent.save", "s", "save"),
    Command("sent.dossier", "p", "dossier", weight=8),
    Command("sent.originals", "O", "originals", weight=8),
    Command("sent.import", "I", "take_in"),
    Command("sent.register", "R", "register"),
    Command("sent.again", "a", "write_again"),
    Command("sent.messages", "i", "messages", weight=6),
    Command("sent.back", "q,escape,left", "back", weight=2),
    Command("originals.import", "i", "take_in", weight=2),
    Command("originals.next-part", "w", "next_part", weight=3),
    Command("originals.previous-part", "W", "previous_part"),
    Command("originals.remove", "d,delete", "remove", weight=4),
    Command("originals.anyway", "a", "keep_anyway", weight=4),
    Command("originals.save", "s", "save", weight=5),
    Command("originals.check", "ctrl+r,f5", "check", weight=6),
    Command("originals.back", "q,escape,left", "back", weight=7),
    Command("outbox.cancel", "d,delete", "cancel", weight=2),
    Command("outbox.now", "s", "send_now", weight=4),
    Command("outbox.later", "t", "later", weight=4),
    Command("outbox.again", "a", "send_again", weight=5),
    Command("outbox.edit", "e", "edit", weight=3),
    Command("outbox.pause", "p", "pause", weight=7),
    Command("outbox.look", "ctrl+r,f5", "refresh", weight=6),
    Command("outbox.back", "q,escape,left", "back"),
    Command("drafts.edit", "e", "edit", weight=2),
    Command("drafts.template", "t", "keep_as_template", weight=3),
    Command("drafts.copy", "y", "duplicate", weight=4),
    Command("drafts.delete", "d,delete", "delete", weight=5),
    Command("drafts.refresh", "ctrl+r,f5", "refresh"),
    Command("drafts.back", "q,escape,left", "back"),
    Command("batches.new", "n", "begin", weight=2),
    Command("batches.hold", "p", "hold", weight=4),
    Command("batches.report", "s", "report", weight=5),
    Command("batches.dossier", "P", "dossier"),
    Command("batches.delete", "d,delete", "delete", weight=4),
    Command("batches.refresh", "ctrl+r,f5", "refresh"),
    Command("batches.back", "q,escape,left", "back"),
    Command("batch.next-states", "w", "next_states", weight=3),
    Command("batch.previous-states", "W", "previous_states"),
    Command("batch.hold", "p", "hold", weight=2),
    Command("batch.stop", "d,delete", "stop", weight=6),
    Command("batch.report", "s", "report", weight=4),
    Command("batch.dossier", "P", "dossier"),
    Command("batch.again", "a", "again", weight=5),
    Command("batch.next-letter", "n", "next_letter", weight=7),
    Command("batch.refresh", "ctrl+r,f5", "refresh"),
    Command("batch.back", "q,escape,left", "back", weight=8),
    Command("prepare.on", "f9,ctrl+r", "step(1)", weight=1, priority=True),
    Command("prepare.before", "f8,ctrl+l", "step(-1)", weight=2, priority=True),
    Command("prepare.file", "f6,ctrl+t", "choose_file", weight=3, priority=True),
    Command("prepare.field", "f7,ctrl+n", "insert_field", weight=4, priority=True),
    Command("prepare.editor", "f4,ctrl+g", "editor", weight=5, priority=True),
    Command("prepare.trial", "f3", "send_trial", weight=3, priority=True),
    Command("prepare.save", "f2,ctrl+o", "save", weight=4, priority=True),
    Command("prepare.split", "a", "split", weight=3),
    Command("prepare.back", "escape", "back", weight=6),
    Command("preview.before", "left", "show_row(-1)", weight=4),
    Command("preview.after", "right", "show_row(1)", weight=3),
    Command("account.check", "ctrl+r,f5", "check", weight=1),
    Command("account.edit", "e,enter", "edit", weight=2),
    Command("account.back", "q,escape,left", "back"),
    Command("accounts.open", "enter", "open", weight=1),
    Command("accounts.remove", "d,delete", "remove", weight=2),
    Command("accounts.close", "escape,q,left", "cancel", weight=3),
    Command("cleanup.all", "a", "mark_all", weight=2),
    Command("cleanup.age", "l", "age", weight=6),
    Command("cleanup.save", "s", "save", weight=4),
    Command("cleanup.delete", "d,delete", "delete", weight=3),
    Command("cleanup.refresh", "ctrl+r,f5", "refresh"),
    Command("cleanup.back", "q,escape,left", "back", weight=7),
    Command("compose.send", "f9,ctrl+r", "review", weight=1, priority=True),
    Command("compose.attach", "f6,ctrl+t", "attach", weight=2, priority=True),
    Command("compose.save", "f2,ctrl+o", "save_draft", weight=3, priority=True),
    Command("compose.editor", "f4,ctrl+g", "editor", weight=4, priority=True),
    Command("compose.later", "f8,ctrl+l", "later", weight=6, priority=True),
    Command("compose.template", "f7,ctrl+n", "keep_as_template", weight=7, priority=True),
    Command("compose.batch", "f3", "to_batch", priority=True),
    Command("compose.back", "escape", "back", weight=5),
    Command("recipients.next", "down", "choose(1)"),
    Command("recipients.previous", "up", "choose(-1)"),
    Command("recipients.take", "tab", "take"),
    Command("recipients.close", "escape", "close_completions"),
    Command("files.remove", "delete,d", "remove"),
    Command("attach.complete", "tab", "complete"),
    Command("attach.up", "backspace,f7", "up"),
    Command("attach.whole", "f9,ctrl+r", "whole"),
    Command("attach.close", "escape", "close"),
    Command("unsent.keep", "k", "answer('keep')"),
    Command("unsent.discard", "x", "answer('discard')"),
    Command("unsent.stay", "escape", "stay"),
    Command("review.send", "y", "send"),
    Command("review.recipients", "r", "recipients"),
    Command("review.back", "n,escape,q", "back"),
    Command("progress.close", "escape,enter,q", "close"),
    Command("progress.take-back", "u", "take_back"),
    Command("progress.edit", "e", "edit"),
    Command("progress.sent", "2", "show('sent')"),
    Command("progress.outbox", "3", "show('outbox')"),
    Command("form.save", "f9,ctrl+r", "save"),
    Command("form.reveal", "f2", "reveal"),
    Command("form.leave", "escape", "leave"),
    Command("palette.down", "down,ctrl+n", "move(1)"),
    Command("palette.up", "up,ctrl+p", "move(-1)"),
    Command("palette.complete", "tab", "complete"),
    Command("palette.close", "escape", "close"),
    Command("choice.next", "right,space", "step(1)"),
    Command("choice.previous", "left", "step(-1)"),
    Command("quit.wait", "w", "choose('wait')"),
    Command("quit.now", "s", "choose('now')"),
    Command("quit.back", "u", "choose('back')"),
    Command("quit.leave", "y", "choose('leave')"),
    Command("quit.stay", "n,escape,q", "choose('stay')"),
    Command("dialog.yes", "y", "answer(True)", weight=1),
    Command("dialog.no", "n,escape,q", "answer(False)", weight=2),
    Command("dialog.down", "j,down", "scroll_by(1)"),
    Command("dialog.up", "k,up", "scroll_by(-1)"),
    Command("dialog.close", "escape,q,enter,left", "dismiss"),
    Command("dialog.no-choice", "escape,q", "cancel"),
    Command("dialog.no-text", "escape", "cancel"),
    Command("help.close", "escape,q,question_mark,f1,enter,left", "dismiss"),
    Command("help.page-down", "pagedown,space", "scroll_by(10)"),
    Command("help.page-up", "pageup", "scroll_by(-10)"),
    Command("help.first", "g,home", "scroll_by(-9999)"),
    Command("help.last", "G,end", "scroll_by(9999)"),
)

COMMANDS: dict[str, Command] = {command.id: command for command in _ALL}
"""Every command by its id."""

PLACES: tuple[tuple[str, ...], ...] = (
    ("app", "list", "inbox", "reader"),
    ("app", "text", "inbox", "reader"),
    ("find",),
    ("field",),
    ("links",),
    ("attached",),
    ("app", "list", "sent"),
    ("app", "text", "sent"),
    ("app", "list", "originals"),
    ("app", "list", "outbox"),
    ("app", "list", "drafts"),
    ("app", "list", "batches"),
    ("app", "list", "batch"),
    ("app", "list", "prepare", "files"),
    ("app", "text", "preview", "prepare"),
    ("app", "account"),
    ("accounts",),
    ("app", "list", "cleanup"),
    ("app", "compose", "files"),
    ("recipients",),
    ("attach",),
    ("unsent",),
    ("review", "text"),
    ("progress",),
    ("app", "form", "choice"),
    ("palette",),
    ("quit",),
    ("dialog", "help"),
)
"""Groups of commands whose keys work at the same time, in the parts of the program."""


def beside(command: str) -> list[str]:
    """Return the ids of the other commands that work at the same time."""
    group = COMMANDS[command].group
    groups = {one for place in PLACES if group in place for one in place}
    return [one for one in COMMANDS if one != command and COMMANDS[one].group in groups]


_SHOWN = {
    "question_mark": "?", "asterisk": "*", "colon": ":", "slash": "/", "greater_than_sign": ">",
    "less_than_sign": "<", "full_stop": ".", "comma": ",", "minus": "-", "equals_sign": "=",
    "backslash": "\\", "number_sign": "#", "plus": "+",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "escape": "Esc",
    "home": "Home", "tab": "Tab", "backspace": "Backspace",
}  # fmt: skip
_NAMED = {
    "delete": "shell.key.delete",
    "end": "shell.key.end",
    "enter": "shell.key.enter",
    "pagedown": "shell.key.pagedown",
    "pageup": "shell.key.pageup",
    "space": "shell.key.space",
}
"""Keys that are printed otherwise on an Italian keyboard."""


def shown_key(key: str) -> str:
    """Return a Textual key name as it is printed on a keyboard."""
    if key in _NAMED:
        return t(_NAMED[key])
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return f"^{shown_key(key[5:]).upper()}" if len(key) == 6 else f"^{shown_key(key[5:])}"
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


def spelled_key(key: str) -> str:
    """Return a key for a page of text, where `^R` would be read as two signs."""
    shown = shown_key(key)
    return f"Ctrl+{shown[1:]}" if shown.startswith("^") and len(shown) > 1 else shown
