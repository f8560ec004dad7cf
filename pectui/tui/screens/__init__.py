"""The screens: one for each part of the program, and what they ask.

routes            the way to each screen, loaded when it is first asked for
base              what every screen has: it ends once, and knows the program
framed            what has top bar, heading and footer, and how it is made of parts
inbox             the copy of the mailbox, made of the four that follow, a message open or not
inbox_list        which messages are listed: views, folding, what changes
inbox_search      searches, while one types and saved ones
inbox_addressees  to whom the sendings went that receipts speak of
start_picture     what the next start shows first, kept
inbox_words       what it says about itself
search_suggester  addresses completed in a search
service_search    what the service finds
service_pages     its pages, asked for and kept as their messages stand
message_reading   the open message, in these two, and the way to the next
message_commands  what can be done with messages there
message_marks     the person's marks on messages: read, flag, note, tags
message_deletion  deleting messages: asked about, and told
message_files     the open message's signed original, and the files in that
message_copies    the open message copied, or saved to a file
message_answers   answers, and the sending a message is about
sent              what was sent from here
sent_search       searches among it
sent_replies      how many letters answer each sending, and these below it
sent_rebuild      sendings made elsewhere, learned from the inbox
sent_words        what it says about itself
sending           one sending: the way to its recipients, and all that can be read of it
sending_parts     what can be read of it, as messages for the reader
sending_actions   what can be done with a sending, in both
new_places        where something new goes, asked; then it is written
dossiers          where the dossier of a sending or a batch goes, asked; then it is written
registers         where a register of the sendings listed goes, asked; then it is written
exports           where messages are exported to, asked
originals         signed originals: to be fetched, kept here, taken in and out again
original_parts    which part of them is shown
original_commands what is done with them
original_words    one of them, told in a few lines
original_questions  asked before one is taken out, or kept though it was refused
original_imports  files chosen, and taken in
outbox            what has not left yet
outbox_commands   what can be done with a letter there
outbox_unknown    letters there whose answer was lost
drafts            letters being written, and templates
compose           writing a letter, made of these:
compose_draft     the draft on disk
compose_sending   review, and on to the outbox
compose_leaving   keeping or throwing away what is not sent
letter_to_batch   a batch made of it
address_memory    what is known of its recipients, asked in the background
edited_text       its text while an editor has it
account           the account in use, and whether it works
account_form      setting it up
account_entries   its questions on the screen, and what was answered
account_questions what is asked there, and where the answers are found
cleanup           the receipts of closed sendings, listed to be deleted
cleanup_run       deleting them: asked about, and told
cleanup_reports   the reports of their sendings, saved before
batches/          the room of batches: one letter to each row of a table
dialogs/          what the screens ask, and tell in between
"""
