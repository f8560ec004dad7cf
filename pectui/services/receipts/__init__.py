"""Receipts, and how each recipient stands by them.

states       how a sending stands by what is stored about it, noted with it
tracking     receipts of sendings, kept once seen, and the states that follow from them
elsewhere    sendings made on another machine, known from their receipts
cleanup      what the receipts of closed sendings take, what is lost with them, and deleting them
kept_later   receipts that were read, kept without holding up who reads them
kept_whole   whether what would be deleted is stored here whole
"""
