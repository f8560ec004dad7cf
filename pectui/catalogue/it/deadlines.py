"""Words of the law's clocks: the rule, and that a lawyer decides."""

TEXTS: dict[str, str] = {
    "deadlines.accepted": "accettata {moment}",
    "deadlines.delivered": "consegnata {moment}",
    "deadlines.effective": "efficace per il destinatario {moment}",
    "deadlines.deliver-by": "Da consegnare entro: {moment}",
    "deadlines.in-time": "in tempo",
    "deadlines.too-late": "oltre il termine",
    "deadlines.rule": "La regola (art. 147 c.p.c.): per chi invia vale il momento della ricevuta di accettazione; per il destinatario quello della ricevuta di avvenuta consegna che, tra le 21:00 e le 07:00, vale dalle 07:00. Gli effetti su un termine li valuta un avvocato.",
    "deadlines.full": "{address}: la casella del destinatario è piena. La PEC non è stata consegnata e la notifica via PEC non si è perfezionata. Si può inviare di nuovo o procedere con altri mezzi (altro indirizzo, raccomandata, ufficiale giudiziario); quale, e in tempo utile, lo valuta un avvocato.",
}
