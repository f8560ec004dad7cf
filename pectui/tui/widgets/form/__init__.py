"""What a form is made of.

entry   a question: its label, where the answer goes, and what is wrong with it
one_of  one of several answers, on a line
"""
