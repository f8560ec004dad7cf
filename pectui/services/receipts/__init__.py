"""Receipts, and how each recipient stands by them.

tracking     receipts of sendings, kept once seen, and the states that follow from them
elsewhere    sendings made on another machine, known from their receipts
cleanup      what the receipts of closed sendings take, and deleting those chosen
kept_whole   whether what would be deleted is stored here whole
"""
