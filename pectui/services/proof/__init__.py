"""What can be handed over about a sending.

reports      a sending with its receipts, as text
"""
