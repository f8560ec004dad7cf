"""Words about what stands against a letter before it leaves."""

TEXTS: dict[str, str] = {
    "letters.sends.one": "1 send",
    "letters.sends.many": "{count} sends",
    "letters.cost": "EUR {amount}",
    "letters.left-today": "{left} of the plan's {limit} left today",
    "letters.left-this-month": "{left} of {limit} left this month",
    "letters.over-today": (
        "This letter makes {count} {count:send|sends}, but as far as known here the plan's {limit} a day leave "
        "{left} for today"
    ),
    "letters.over-this-month": (
        "This letter makes {count} {count:send|sends}, but as far as known here the plan's {limit} a month "
        "leave {left} for this month"
    ),
    "letters.failed-before": "The last letter to {address} failed: {date}",
    "letters.failed-because": "The last letter to {address} failed: {date}. Its receipt says: {reason}. Better reach them by other means",
    "letters.no-blind-copies": (
        "Certified mail has no blind copies (Bcc): give the address alone; each recipient gets a "
        "sending of its own and does not see the others"
    ),
    "letters.two-addresses": (
        "{entry} may mean two addresses: leave only the one that is meant, or put the name in "
        "quotation marks"
    ),
    "letters.in-subject": "In the subject: {change}",
    "letters.in-text": "In the text: {change}",
    "letters.file-renamed": "The file {path} leaves as “{name}”",
    "letters.nameless-file": "The name of the file {path} has nothing that can be read: rename it",
    "letters.empty-file": "The attachment {name} is empty",
    "letters.no-room-for-reference": "With its reference the subject is longer than 120 characters: {room} are left for it",
    "letters.no-recipient": "No recipient is given",
    "letters.too-large": (
        "Encoded, and times its recipients, one sending would weigh {size} MB; the limit is "
        "{limit} MB"
    ),
    "letters.large": "Size times recipients is {size} MB; above {limit} MB an addressee's provider may refuse",
    "letters.empty-subject": "The subject is empty",
    "letters.empty-body": "The letter has no text",
    "letters.forgotten-attachment": "The text speaks of an attachment, but none is attached",
    "letters.same-name": "{count} attachments are named {name}",
    "letters.foreign-letters": "The domain of {address} has letters outside plain ASCII; it really is {plain}",
    "letters.look-alike": "{address} looks like {other}, to which you wrote before, but is another address",
    "letters.to-a-provider": "{address} is a provider's machine, which writes receipts: nobody reads what it is sent",
    "letters.ordinary-mail": (
        "{address} is ordinary mail: it will be paid for and accepted, and no delivery receipt will "
        "ever come"
    ),
    "letters.together": (
        "One message to all {count} recipients: each sees the others, and a receipt may not say "
        "whom it is about"
    ),
    "letters.equal-in-flight": "An equal letter to {recipients}, confirmed on {date}, is waiting or under way",
    "letters.equal-unknown": "It is not known yet whether an equal letter to {recipients}, confirmed on {date}, has left",
    "letters.equal-sent": "An equal letter to {recipients} was sent within the last 24 hours",
}
