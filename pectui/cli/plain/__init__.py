"""The program without a screen: a conversation in lines, for screen readers, braille and scripts.

Nothing is repainted and no sequence is written: every change is a line, every question is one, and
the terminal's own way of typing is never changed. A word does what a key does on the screen.

    command       `pectui plain`: its arguments, and the conversation opened for an account
    conversation  the words typed, one after the other, and Ctrl+C between them
    words         the words that are understood, in both languages
    listing       what was listed last, a page at a time, and the letter that was opened of it
    mailbox       the words about messages: list, open, search
    deletion      the word that deletes messages, drafts, and the receipts of a sending
    sendings      the words about letters on their way: sent, outbox, drafts
    writing       one letter: its fields, its text, its draft
    review        what a letter becomes, told before it is confirmed, and what became of it
    news          what comes meanwhile: mail and receipts, a line each
    desk          what all of these work on
    console       lines told and asked for, news between them
    lines         lines as they are typed, read beside everything else
    editor        the person's own editor on the text of a letter
"""
