"""Letters written in HTML, with tables, lists and links, and the two very long ones."""

from __future__ import annotations

from pectui.sandbox.content.letter import Letter

PAGES = (
    Letter(
        "estratto.conto@{company_slug}.example",
        "Estratto conto al {yesterday} - {company}",
        "<html><head><style>td {{ padding: 4px }}</style></head><body>"
        "<p>Spett.le <b>Studio Verdi</b>,</p><p>riportiamo la situazione contabile alla data "
        "odierna:</p><table border='1'><tr><th>Documento</th><th>Data</th><th>Importo</th>"
        "<th>Stato</th></tr><tr><td>Fattura {invoice}</td><td>{yesterday}</td><td>&euro; {amount}"
        "</td><td>da saldare</td></tr><tr><td>Nota di credito {rg}</td><td>{day}</td>"
        "<td>&minus;&euro; {small}</td><td>emessa</td></tr><tr><td>Bolla {protocol}</td>"
        "<td>{yesterday}</td><td>&euro; {net}</td><td>da fatturare</td></tr></table>"
        "<p>Per ogni chiarimento: <a href='https://clienti.{company_slug}.example/conti?id={rg}'>"
        "area clienti</a>.</p><p>Cordiali saluti<br>{person}</p></body></html>",
        52,
    ),
    Letter(
        "bandi@regione-servizi.example",
        "Bando Digitale {year}: apertura sportello e documenti richiesti",
        "<h2>Bando Digitale {year}</h2><p>Lo sportello apre il <strong>{due}</strong> alle ore "
        "{hour}. Ogni impresa pu&ograve; chiedere fino a <em>&euro;&nbsp;{net}</em> a fondo "
        "perduto.</p><h3>Documenti</h3><ol><li>domanda firmata digitalmente</li><li>preventivi:<ul>"
        "<li>almeno due per voce di spesa</li><li>datati dopo il {yesterday}</li></ul></li>"
        "<li>visura camerale aggiornata</li></ol><p>Testo integrale: "
        "<a href='https://bandi.regione-servizi.example/digitale-{year}'>"
        "bandi.regione-servizi.example/digitale-{year}</a></p>"
        "<p><small>Messaggio inviato a chi ha manifestato interesse &lt;elenco "
        "{rg}&gt;.</small></p>",
        47,
    ),
    Letter(
        "scadenziario@ordine-commercialisti-{city_slug}.example",
        "Scadenze fiscali di {month} {year} – promemoria per gli iscritti",
        "<div><p>Care Colleghe, cari Colleghi,</p><p>ecco il promemoria del mese:</p><ul>"
        "<li><b>16</b>: versamento IVA mensile, ritenute, contributi</li>"
        "<li><b>25</b>: elenchi riepilogativi delle cessioni intracomunitarie</li>"
        "<li><b>31</b>: dichiarazione mensile; imposta di bollo sulle fatture "
        "elettroniche</li></ul><blockquote>Nota: per gli importi inferiori a &euro; 100 il "
        "versamento pu&ograve; essere differito.</blockquote><p>Approfondimenti: "
        "<a href='https://ordine-{city_slug}.example/circolari/{rg}'>circolare {rg}</a></p>"
        "<p>La Segreteria</p></div>",
        30,
    ),
    Letter(
        "paghe@{company_slug}.example",
        "Riepilogo cedolini {month} {year} [riservato]",
        "<p>Buongiorno,<br>di seguito il riepilogo dei costi del personale di {month}.</p>"
        "<table><thead><tr><th>Reparto</th><th>Addetti</th><th>Lordo</th></tr></thead><tbody>"
        "<tr><td>Produzione</td><td>11</td><td>&euro; {amount}</td></tr>"
        "<tr><td>Uffici</td><td>4</td><td>&euro; {net}</td></tr>"
        "<tr><td>Tirocini</td><td>2</td><td>&euro; {small}</td></tr></tbody></table>"
        "<p>I cedolini sono nell'allegato protetto; la password arriva per SMS.</p>"
        "<p>{person}<br><i>{company}</i></p>",
        410,
    ),
    Letter(
        "prenotazioni@hotel-belvedere.example",
        "Conferma prenotazione sala riunioni {due}",
        "<p>Gentile {person},</p><p>confermiamo la <b>Sala Camelia</b> per il {due}, dalle {hour}, "
        "allestimento a ferro di cavallo per 18 persone.</p><dl><dt>Videoproiettore</dt>"
        "<dd>incluso</dd><dt>Coffee break</dt><dd>&euro; {small} a persona</dd></dl>"
        "<p>Come arrivare: <a href='https://hotel-belvedere.example/mappa'>mappa e parcheggio</a> "
        "oppure scrivi a <a href='mailto:eventi@hotel-belvedere.example'>eventi@hotel-belvedere"
        ".example</a>.</p>",
        73,
    ),
    Letter(
        "comunicazioni@fondo-artigiani.example",
        "Fondo Artigiani: rendicontazione annuale della posizione {protocol}",
        "<html><body><h1>La tua posizione</h1><p>Iscritto: {person}</p><table>"
        "<tr><td>Contributi {last_year}</td><td align='right'>&euro; {net}</td></tr>"
        "<tr><td>Rendimento</td><td align='right'>+{percent},14%</td></tr>"
        "<tr><td><b>Montante</b></td><td align='right'><b>&euro; {amount}</b></td></tr></table>"
        "<p>Hai cambiato indirizzo? <a href='https://area.fondo-artigiani.example'>Aggiorna i tuoi "
        "dati</a></p></body></html>",
        205,
    ),
)

_CLAUSES = (
    "Le premesse e gli allegati formano parte integrante e sostanziale del presente contratto.",
    "Il Fornitore si obbliga a eseguire le prestazioni a regola d'arte, con personale idoneo.",
    (
        "Il corrispettivo è fisso e invariabile per l'intera durata, salvo quanto previsto dal "
        "successivo articolo sulla revisione dei prezzi."
    ),
    "Ogni modifica deve essere concordata per iscritto, a pena di nullità.",
    (
        "Il Committente può recedere in qualunque momento con preavviso di sessanta giorni, da "
        "comunicare a mezzo posta elettronica certificata."
    ),
    (
        "Il ritardo nell'esecuzione comporta una penale giornaliera pari all'uno per mille "
        "dell'importo contrattuale, fino a un massimo del dieci per cento."
    ),
    "Le Parti si impegnano a mantenere riservate le informazioni di cui vengano a conoscenza.",
    "Il trattamento dei dati personali avviene nel rispetto della normativa vigente.",
    "Il Fornitore assume gli obblighi di tracciabilità dei flussi finanziari.",
    "Per ogni controversia è competente in via esclusiva il foro del luogo del Committente.",
    "Restano salvi i diritti maturati dalle Parti fino alla data di efficacia dello scioglimento.",
)
_TITLES = (
    *("Oggetto", "Durata", "Corrispettivo", "Modalità di esecuzione", "Obblighi del Fornitore"),
    *("Penali", "Subappalto", "Recesso", "Riservatezza", "Sicurezza sul lavoro", "Foro competente"),
)


def _articles(count: int) -> str:
    parts = []
    for article in range(1, count + 1):
        clauses = "\n".join(
            f"{article}.{place} {_CLAUSES[(article * 3 + place * 5) % len(_CLAUSES)]}"
            for place in range(1, 4 + article % 4)
        )
        parts.append(f"Articolo {article} - {_TITLES[article % len(_TITLES)]}\n{clauses}")
    return "\n\n".join(parts)


def _inventory(count: int) -> str:
    places = ("archivio", "ingresso", "sala riunioni", "ufficio 1", "ufficio 2", "magazzino")
    things = ("scrivania", "sedia ergonomica", "armadio", "stampante", "monitor", "libreria")
    return "\n".join(
        f"{n:>5}  {things[n * 7 % 6]:<18} {places[n * 5 % 6]:<14} buono stato, n. inv. {n * 37:06}"
        for n in range(1, count + 1)
    )


LONG = (
    Letter(
        "contratti@consorzio-acque.example",
        "Contratto quadro di fornitura: testo definitivo per la firma",
        "Spett.le Studio Verdi,\n\nriportiamo di seguito il testo definitivo concordato con "
        "{company}, da restituire firmato entro il {due}.\n\n" + _articles(120),
        640,
    ),
    Letter(
        "inventari@procedure.example",
        "Inventario dei beni mobili di {company} - procedura {rg}/{year}",
        "Si trasmette l'inventario completo redatto dal coadiutore {person}.\n\n"
        + _inventory(2_400),
        900,
    ),
)
