"""What pectui needs of the machine it runs on, and what it keeps from it.

paths        where configuration, data, cache and state live: private folders
processes    how children are started, and without which secrets
whole_files  files that are written whole or not at all, and never over another one unasked
logs         the log and crash files, without secrets or letters
reasons      why the operating system refused, in our words
redaction    secrets struck out of a text in every form they travel in
"""
