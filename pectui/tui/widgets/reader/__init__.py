"""The open message.

reader           headers, text in one of several views, and the search in it
message_head     the lines above the text
shown_body       its body in one of these views, and what is said of it
sending_summary  the lines above the receipts of a sending
way_line         its way to one recipient, as a small picture
text_view        a text of any length, drawn line by line
wrapped_text     that text cut into rows
matches          the places of words in it
find_bar         the line in which these words are typed
"""
