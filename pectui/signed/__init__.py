"""The provider's signed messages: taken apart, read and judged, without input or output.

mime        mail cut by its bytes: headers, parts, contents undone
daticert    the certified data in a signed message, by a parser that expands nothing
original    one signed message taken apart: what was signed, by what signature, saying what
judgement   whether it is intact, who signed it, and whether that certificate counts
receipts    what originals add to the receipts of a sending, and which are still to be fetched
letters     the letter in a signed message, and its files
words       how an original was judged, for a person
problems    why something is no original, or proves nothing

Only `judgement` knows the libraries for signatures (the extra `verify`); it is loaded late.
"""
