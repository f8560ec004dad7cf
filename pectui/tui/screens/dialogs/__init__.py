"""The dialogs: screens over another screen, which wait for an answer.

simple          yes or no, one of several, one line of text; and what is only told
palette         a command found by what it is called, and done
help            every key, with what it does
links           the links of a message: copied, or opened after a question
files           the files of a letter, saved
export          messages on their way into a file
search_picker   saved searches: gone to, saved, forgotten
attach          files to attach
schedule        when a letter is to leave
template        the name of a template
draft_question  what becomes of an unsent letter when its writer leaves
review          the last look before a letter leaves
progress        a letter on its way
accounts        every account at a glance
quit            quitting while letters have not left
"""
