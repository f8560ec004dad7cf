"""Letters of courts, chambers of commerce, tax and pension offices, towns and schools."""

from __future__ import annotations

from pectui.sandbox.content.letter import Letter

OFFICES = (
    Letter(
        "tribunale.{city_slug}@giustizia.example",
        "Comunicazione di cancelleria - R.G. {rg}/{year}",
        "Tribunale Ordinario di {city}\nSezione Lavoro\n\n"
        "Si dà atto che in data {yesterday} alle ore {hour} il cancelliere ha provveduto alla "
        "comunicazione del seguente evento.\n\n"
        "Numero di ruolo generale: {rg}/{year}\nGiudice: dott. {person}\n"
        "Parte principale: {company}\nOggetto: FISSAZIONE UDIENZA DI DISCUSSIONE\n"
        "Descrizione: rinvio all'udienza del {due}, ore {hour}, aula 14.\n\n"
        "Note: le parti sono invitate a depositare note conclusive fino a dieci giorni prima.",
        90,
    ),
    Letter(
        "tribunale.{city_slug}@giustizia.example",
        "Comunicazione di cancelleria: emissione del decreto ingiuntivo n. {protocol} - R.G. "
        "{rg}/{year}",
        "Tribunale Ordinario di {city}\nUfficio decreti ingiuntivi\n\n"
        "Si comunica al difensore costituito che in data {yesterday} è stato emesso il decreto "
        "ingiuntivo n. {protocol}, con il quale si ingiunge a {company} di pagare la somma di "
        "€ {amount} oltre interessi e spese della procedura.\n\n"
        "La notificazione del ricorso e del decreto è a cura della parte ricorrente, entro "
        "sessanta giorni dalla pronuncia.\n\nIl Funzionario giudiziario\n{person}",
        420,
    ),
    Letter(
        "giudicedipace.{city_slug}@giustizia.example",
        "Giudice di Pace di {city}: deposito sentenza n. {rg}/{year}",
        "Si comunica che in data {yesterday} è stata depositata la sentenza n. {rg}/{year} nella "
        "causa promossa da {person} contro {company}.\n\nIl testo integrale è consultabile in "
        "cancelleria, piano {floor}, nei giorni di martedì e giovedì dalle 9:00 alle 12:00.",
        140,
    ),
    Letter(
        "volontaria.giurisdizione.{city_slug}@giustizia.example",
        "Amministrazione di sostegno {rg}/{last_year}: rendiconto da integrare",
        "Gentile amministratore,\n\nil Giudice tutelare, esaminato il rendiconto annuale, dispone "
        "che lo stesso sia integrato con:\n"
        "  - estratto conto bancario al 31/12/{last_year};\n"
        "  - giustificativi delle spese superiori a € 500,00;\n"
        "  - relazione sulle condizioni di vita del beneficiario.\n\n"
        "Termine per il deposito: {due}.",
        55,
    ),
    Letter(
        "registro.imprese.{city_slug}@camere.example",
        "Pratica {protocol}/{year}: evasione della domanda di iscrizione",
        "Camera di Commercio di {city}\nUfficio del Registro delle Imprese\n\n"
        "La domanda prot. {protocol} presentata per conto di {company} è stata EVASA in data "
        "{yesterday}.\n\nDiritti di segreteria: € 90,00\nBollo: € 65,00\n\n"
        "La visura aggiornata è disponibile nell'area riservata. Il presente messaggio è generato "
        "automaticamente: non rispondere a questo indirizzo.",
        180,
    ),
    Letter(
        "registro.imprese.{city_slug}@camere.example",
        "Pratica {protocol}/{year} sospesa: richiesta di correzione",
        "In relazione alla pratica {protocol} di {company} si segnala che l'istruttoria è SOSPESA "
        "per i seguenti motivi:\n\n"
        "1) manca la firma digitale dell'amministratore sull'intercalare P;\n"
        "2) il codice ATECO indicato non corrisponde all'attività dichiarata;\n"
        "3) importo dei diritti insufficiente (versati € {small}).\n\n"
        "Le correzioni vanno trasmesse entro il {due}; in difetto la domanda sarà rifiutata.",
        35,
    ),
    Letter(
        "diritto.annuale.{city_slug}@camere.example",
        "Diritto annuale {year}: avviso di scadenza per {company}",
        "Gentile impresa,\n\nsi avvicina il termine per il versamento del diritto annuale {year}. "
        "L'importo calcolato sulla base dei dati in nostro possesso è di € {small}, codice tributo "
        "3850, da versare con modello F24 entro il {due}.\n\n"
        "Chi versa entro i trenta giorni successivi applica la maggiorazione dello 0,40%.",
        28,
    ),
    Letter(
        "direzione.provinciale.{city_slug}@tributi.example",
        "Invito al contraddittorio n. {protocol} - anno d'imposta {last_year}",
        "Agenzia Tributi e Riscossioni\nDirezione Provinciale di {city}\n\n"
        "Si invita il contribuente {company} a comparire, anche tramite rappresentante munito di "
        "delega, il giorno {due} alle ore {hour} presso l'Ufficio Controlli, piano {floor}, "
        "stanza 12, per fornire chiarimenti in merito a:\n\n"
        " • costi per servizi non documentati (€ {net});\n"
        " • detrazione dell'imposta per € {vat}.\n\n"
        "La mancata comparizione non costituisce motivo di sanzione.\n\nIl Responsabile\n{person}",
        260,
    ),
    Letter(
        "direzione.provinciale.{city_slug}@tributi.example",
        "Comunicazione di irregolarità n. {protocol} (controllo automatizzato)",
        "Dal controllo della dichiarazione relativa all'anno {last_year} risultano dovute le "
        "somme seguenti:\n\n"
        "   imposta          € {net}\n   sanzione ridotta € {small}\n   interessi        € "
        "12,37\n\nIl pagamento entro sessanta giorni consente la riduzione delle sanzioni a un "
        "terzo. Per segnalare dati non considerati è possibile usare il canale telematico o "
        "rispondere a questo messaggio allegando la documentazione.",
        310,
    ),
    Letter(
        "rimborsi.iva@tributi.example",
        "Rimborso IVA {last_year}: esito favorevole, importo € {amount}",
        "Si comunica che la richiesta di rimborso dell'eccedenza d'imposta presentata da {company} "
        "è stata riconosciuta per l'importo di € {amount}.\n\n"
        "L'accredito avverrà sul conto corrente indicato entro il {due}. Non è richiesto alcun "
        "adempimento.",
        40,
    ),
    Letter(
        "rateazioni@tributi.example",
        "Piano di rateizzazione prot. {protocol}: accoglimento in 72 rate",
        "L'istanza di rateizzazione presentata il {yesterday} è stata accolta.\n\n"
        "Debito complessivo: € {amount}\nNumero delle rate: 72\nPrima scadenza: {due}\n\n"
        "Si ricorda che il mancato pagamento di otto rate, anche non consecutive, comporta la "
        "decadenza dal beneficio. In allegato il piano completo e i moduli di pagamento.",
        520,
    ),
    Letter(
        "sede.{city_slug}@previdenza-lavoro.example",
        "DURC: invito a regolarizzare - {company}",
        "Ente Nazionale Previdenza e Lavoro\nSede di {city}\n\n"
        "Dalle verifiche effettuate risultano scoperture contributive per complessivi € {net}, "
        "periodo da 03/{last_year} a 09/{last_year}.\n\n"
        "Si invita a regolarizzare la posizione entro 15 giorni dal ricevimento della presente. "
        "Decorso il termine, l'esito della verifica sarà negativo.",
        75,
    ),
    Letter(
        "sede.{city_slug}@previdenza-lavoro.example",
        "Domanda di assegno unico prot. {protocol}: documentazione mancante",
        "Gentile {person},\n\nper poter definire la Sua domanda è necessario acquisire:\n"
        "  a) attestazione ISEE in corso di validità;\n"
        "  b) copia del documento d'identità di entrambi i genitori.\n\n"
        "La documentazione può essere trasmessa rispondendo a questa PEC entro il {due}.",
        22,
    ),
    Letter(
        "ispettorato.{city_slug}@previdenza-lavoro.example",
        "Verbale unico di accertamento n. {protocol} - trasmissione",
        "Si trasmette il verbale unico redatto a conclusione degli accertamenti svolti presso la "
        "sede di {company}, {street} {number}, {city} ({prov}).\n\n"
        "Avverso il verbale è ammesso ricorso entro trenta giorni al Comitato regionale.\n\n"
        "L'ispettrice incaricata\n{person}",
        870,
    ),
    Letter(
        "protocollo@comune-{city_slug}.example",
        "Comune di {city} - Prot. {protocol}/{year} - Avvio del procedimento SCIA",
        "Ai sensi dell'art. 7 della legge 241/1990 si comunica l'avvio del procedimento relativo "
        "alla segnalazione presentata per l'immobile di {street} {number}.\n\n"
        "Responsabile del procedimento: arch. {person}\n"
        "Termine di conclusione: 30 giorni\n"
        "Ufficio presso cui prendere visione degli atti: Sportello Unico, piano {floor}.",
        65,
    ),
    Letter(
        "polizia.municipale@comune-{city_slug}.example",
        "Verbale n. {protocol}/V: violazione del Codice della strada",
        "Si notifica il verbale di contestazione relativo al veicolo intestato a {company}.\n\n"
        "Luogo: {street}, {city}\nData e ora: {yesterday}, {hour}\n"
        "Articolo violato: 142, comma 7 (superamento del limite fino a 10 km/h)\n"
        "Importo: € 42,00 - ridotto a € 29,40 se pagato entro cinque giorni\n\n"
        "I dati del conducente vanno comunicati entro sessanta giorni.",
        210,
    ),
    Letter(
        "tributi@comune-{city_slug}.example",
        "TARI {year}: è disponibile l'avviso di pagamento",
        "Gentile contribuente,\n\nl'avviso TARI {year} per l'utenza di {street} {number} ammonta "
        "a € {small}. Le rate scadono il 30 aprile, il 31 luglio e il 2 dicembre.\n\n"
        "È possibile pagare con il codice QR riportato nell'avviso oppure domiciliare gli addebiti "
        "sul conto corrente.",
        95,
    ),
    Letter(
        "gare@comune-{city_slug}.example",
        "Gara CIG {cig}: richiesta di chiarimenti e soccorso istruttorio",
        "Stazione appaltante: Comune di {city}\nCIG: {cig}\n"
        "Oggetto: manutenzione straordinaria degli edifici scolastici\n\n"
        "Con riferimento all'offerta presentata, la Commissione ha rilevato l'incompletezza della "
        "dichiarazione sui requisiti di capacità tecnica. Si assegna termine perentorio fino alle "
        "ore 12:00 del {due} per integrare, a pena di esclusione.\n\nIl RUP\ning. {person}",
        130,
    ),
    Letter(
        "appalti@asl-{city_slug}.example",
        "Aggiudicazione - CIG {cig} - lotto 3",
        "Si comunica, ai sensi del Codice dei contratti pubblici, che con determinazione n. {rg} "
        "del {yesterday} il servizio di pulizia e sanificazione (lotto 3) è stato aggiudicato a "
        "{company} con un ribasso del {percent}%.\n\n"
        "Il termine dilatorio per la stipula decorre dalla data della presente.",
        340,
    ),
    Letter(
        "ufficio.gare@universita-{city_slug}.example",
        "Invito a procedura negoziata: fornitura arredi - scadenza {due}",
        "L'operatore economico è invitato a presentare offerta per la fornitura di arredi "
        "destinati alle aule studio di {street}.\n\n"
        "Importo a base d'asta: € {net} (IVA esclusa)\nCriterio: minor prezzo\n"
        "Sopralluogo: facoltativo, previo appuntamento\n"
        "Termine per le offerte: {due} ore 13:00\n\nDisciplinare e capitolato sono in allegato.",
        990,
    ),
    Letter(
        "suap@unione-colline.example",
        "SUAP - Ricevuta della pratica {protocol} del {yesterday}",
        "Lo Sportello Unico rilascia la presente ricevuta per la pratica trasmessa da {person} in "
        "qualità di procuratore di {company}.\n\n"
        "Numero: {protocol}\nUffici interessati: ASL, Vigili del Fuoco, Ufficio Commercio\n"
        "L'attività può essere iniziata dalla data della ricevuta.",
        48,
    ),
    Letter(
        "istituto.galilei.{city_slug}@scuole.example",
        "Rinnovo convenzione percorsi per le competenze a.s. {year}",
        "Gentile Studio Verdi,\n\nanche quest'anno saremmo lieti di accogliere la Vostra "
        "disponibilità a ospitare due studenti della classe quarta, indirizzo amministrazione, "
        "nel periodo di giugno.\n\nIn allegato la bozza di convenzione, da restituire firmata "
        "entro il {due}.\n\nLa Dirigente scolastica\nProf.ssa {person}",
        150,
    ),
    Letter(
        "catasto.{city_slug}@territorio.example",
        "Esito DOCFA prot. {protocol}: variazione registrata",
        "Ufficio del Territorio di {city}\n\n"
        "La dichiarazione di variazione per l'unità di {street} {number}, piano {floor}, è stata "
        "registrata.\n\nFoglio 32, particella {rg}, subalterno 7\nCategoria A/3, classe 2\n"
        "Rendita proposta: € {small}",
        62,
    ),
    Letter(
        "albo@ordine-commercialisti-{city_slug}.example",
        "Convocazione dell'assemblea generale degli iscritti: bilancio preventivo",
        "Cara Collega, caro Collega,\n\nl'assemblea è convocata in prima convocazione il {due} "
        "alle ore 7:00 e in seconda convocazione alle ore {hour} presso la sala conferenze di "
        "{street} {number}.\n\nOrdine del giorno:\n1. comunicazioni del Presidente;\n"
        "2. bilancio preventivo;\n3. quota associativa;\n4. varie ed eventuali.\n\n"
        "Sono riconosciuti 2 crediti formativi.\n\nIl Presidente\n{person}",
        85,
    ),
    Letter(
        "messi.notificatori@comune-{city_slug}.example",
        # Told by its subject alone it would be taken for a provider's notice.
        "Notifica di mancata consegna della raccomandata n. {protocol}",
        "Comune di {city}\nUfficio messi notificatori\n\n"
        "Si informa che la raccomandata n. {protocol}, indirizzata a codesto studio in {street} "
        "{number}, non è stata consegnata il {yesterday} per assenza del destinatario.\n\n"
        "L'atto è depositato presso la casa comunale e può essere ritirato fino al {due}.",
        35,
    ),
    Letter(
        "polizia.municipale@comune-{city_slug}.example",
        "[URGENTE] Ordinanza n. {rg}/{year}: messa in sicurezza di {street} {number}",
        "Si notifica l'ordinanza contingibile e urgente n. {rg} del {yesterday}, con la quale si "
        "ordina al condominio di {street} {number} la messa in sicurezza del cornicione entro "
        "dieci giorni.\n\nIl Comandante\n{person}",
        160,
    ),
)
