"""The dossier of a sending: a folder or a zip to hand over, which says itself what it is.

writing     the dossiers of some sendings, or of a batch with its register
material    what is known of a sending, and every text made readable
documents   letter, files, receipts and signed originals, each written and listed
chronology  what happened when, and by whose word
summary     the page that a browser shows and prints
notice      what the dossier is, what it is not, what is missing
listing     every document with its hash, for a spreadsheet and for programs
folder      the files of one dossier: safe names, hashes, the manifest
places      a new folder or zip, whole or not at all
"""
