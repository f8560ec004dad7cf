"""Letters the studio itself has sent, with the answers they get."""

from __future__ import annotations

from pectui.sandbox.content.letter import Letter

OWN = (
    Letter(
        "protocollo@comune-{city_slug}.example",
        "Richiesta di accesso agli atti, pratica edilizia {street} {number}",
        "Spett.le Ufficio, per conto di {person} si chiede copia degli atti della pratica edilizia "
        "relativa all'immobile di {street} {number}.<br><br>Si allega delega.<br><br>Studio Verdi",
        220,
    ),
    Letter(
        "fatture@{company_slug}.example",
        "Contestazione fattura {invoice}",
        "Buongiorno,<br>la fattura {invoice} riporta un importo di &euro; {amount} che non "
        "corrisponde all'ordine. Chiediamo nota di credito.<br><br>Studio Verdi",
        40,
    ),
    Letter(
        "direzione.provinciale.{city_slug}@tributi.example",
        "Istanza in autotutela - avviso n. {protocol}",
        "Si chiede l'annullamento dell'avviso indicato in oggetto per i motivi esposti "
        "nell'istanza allegata.<br><br>Con osservanza<br>Studio Verdi",
        350,
    ),
    Letter(
        "amministratore.{person_slug}@condomini.example",
        "Delega per l'assemblea del {due}",
        "Si trasmette la delega firmata per l'assemblea del {due}, unità al piano {floor}."
        "<br><br>Cordiali saluti",
        60,
    ),
    Letter(
        "avv.{person_slug}@avvocati.example",
        "Riscontro alla Vostra diffida del {yesterday}",
        "Egregio Avvocato,<br>contestiamo integralmente quanto affermato: la documentazione è "
        "stata consegnata nei termini, come da ricevute allegate.<br><br>Distinti saluti",
        180,
    ),
    Letter(
        "sede.{city_slug}@previdenza-lavoro.example",
        "Trasmissione documenti per DURC - {company}",
        "In riscontro all'invito a regolarizzare si trasmettono le quietanze dei versamenti.",
        410,
    ),
    Letter(
        "registro.imprese.{city_slug}@camere.example",
        "Integrazione pratica {protocol}/{year}",
        "Si trasmettono i documenti richiesti a integrazione della pratica.<br><br>Studio Verdi",
        150,
    ),
    Letter(
        "filiale.{city_slug}@banca-delle-colline.example",
        "Recesso dal contratto di conto corrente n. {protocol}",
        "Con la presente si comunica il recesso senza spese dal contratto in oggetto.",
        25,
    ),
    Letter(
        "{person_slug}@pec.example",
        "Convocazione per la consegna dei documenti",
        "Gentile {person},<br>i documenti sono pronti: può ritirarli in studio dal {due}.",
        12,
    ),
    Letter(
        "amministrazione@{company_slug}.example",
        "Avviso di pagamento onorari {year}, rata di {month}",
        "Spett.le cliente,<br>si trasmette il preavviso di parcella di &euro; {amount}.",
        70,
    ),
    Letter(
        "gare@comune-{city_slug}.example",
        "Offerta per la procedura CIG {cig}",
        "Si trasmette la documentazione richiesta dal disciplinare.<br><br>Studio Verdi",
        1900,
    ),
    Letter(
        "sinistri@assicurazioni-torrione.example",
        "Denuncia di sinistro del {yesterday} in {street}",
        "Si denuncia il sinistro descritto nel modulo allegato, con le fotografie dei danni.",
        2600,
    ),
    Letter(
        "notaio.{person_slug}@notai.example",
        "Statuto e visura di {company} per la stipula",
        "Egregio Notaio,<br>in allegato lo statuto aggiornato e la visura storica.",
        330,
    ),
    Letter(
        "disdette@{company_slug}.example",
        "Disdetta contratto di noleggio fotocopiatore",
        "Si comunica la disdetta con effetto dal {later}, nel rispetto del preavviso.",
        18,
    ),
)

REPLIES = (
    (
        "Buongiorno,\n\nabbiamo ricevuto la Vostra comunicazione, che è stata assunta al "
        "protocollo con n. {protocol}. Sarà riscontrata entro il {due}.\n\n"
        "Cordiali saluti\n{person}"
    ),
    "Gentile Studio,\n\ngrazie, la documentazione è completa: procediamo.\n\n{person}",
    (
        "Egregi,\n\nnon possiamo accogliere la richiesta per le ragioni già esposte; "
        "restiamo comunque disponibili a un incontro il {due} alle ore {hour}.\n\n"
        "Distinti saluti\n{person}"
    ),
    (
        "Ciao,\n\nricevuto tutto, ma il secondo allegato non si apre: puoi rimandarlo in PDF/A?\n\n"
        "{first}"
    ),
    "Si conferma la ricezione. La pratica è stata assegnata a {person}, piano {floor}.\n",
    "Buongiorno,\nper procedere manca ancora la copia del documento d'identità.\nGrazie\n{person}",
)
