"""What is known of addresses, and how they are completed as they are typed.

memory     the addresses of one mailbox: completed, with what became of letters to them
directory  every address with the words it is found by, the heaviest first
"""
