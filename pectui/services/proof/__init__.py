"""What can be handed over about a sending.

dossier         a sending as a folder or a zip that can be checked
register        what was sent and received in a period, as a table
register_rows   the rows of that table
deadlines       when a sending was accepted, delivered and takes effect, in words
reports         a sending with its receipts, as text
originals       the provider's signed messages: taken in, bound, listed, taken out again
mail_files      messages out of files, folders, zips and mboxes
checks          files that may be originals, checked with what is installed
letter_files    the files of a letter, out of its original: listed and saved
original_files  their files with the user's data
check_lists     the originals not fetched yet, as a list to work through in the webmail
"""
