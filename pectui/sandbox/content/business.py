"""Letters of suppliers, banks, insurers, condominium administrators, lawyers and private people."""

from __future__ import annotations

from pectui.sandbox.content.letter import Letter

BUSINESS = (
    Letter(
        "fatture@{company_slug}.example",
        "Fattura n. {invoice} del {yesterday} - € {amount}",
        "Spett.le Studio Verdi,\n\nin allegato la copia di cortesia della fattura {invoice}.\n\n"
        "  Imponibile   € {net}\n  IVA 22%      € {vat}\n  Totale       € {amount}\n\n"
        "Pagamento: bonifico a 30 giorni data fattura fine mese.\n"
        "L'originale elettronico è stato trasmesso al Sistema di Interscambio.\n\n"
        "Cordiali saluti\n{company}\nUfficio amministrazione",
        120,
    ),
    Letter(
        "amministrazione@{company_slug}.example",
        "Sollecito di pagamento: fattura {invoice} scaduta",
        "Buongiorno,\n\nda un controllo contabile la fattura {invoice} di € {amount} risulta "
        "ancora aperta. Qualora il pagamento fosse già stato disposto, Vi preghiamo di non tener "
        "conto della presente e di inviarci la contabile.\n\n"
        "In caso contrario Vi chiediamo di provvedere entro il {due}.\n\n{person}\n{company}",
        18,
    ),
    Letter(
        "ordini@{company_slug}.example",
        "Conferma d'ordine {protocol}: consegna prevista {due}",
        "Gentile cliente,\n\nconfermiamo il ricevimento del Vostro ordine.\n\n"
        "  2 × scaffale metallico 200×100\n  1 × armadio ignifugo classe B\n  8 × lampada LED\n\n"
        "Totale merce € {net}. Consegna al piano {floor} inclusa; il corriere telefonerà prima "
        "dell'arrivo.\n\nUfficio ordini {company}",
        44,
    ),
    Letter(
        "assistenza@{company_slug}.example",
        "Contratto di manutenzione {year}: adeguamento ISTAT del {percent}%",
        "Spett.le cliente,\n\nin base all'art. 6 del contratto il canone annuo passa da € {net} a "
        "un importo adeguato all'indice FOI (+{percent}%) a partire dal mese di {month}.\n\n"
        "Le condizioni di servizio restano invariate: due visite programmate e intervento entro "
        "otto ore lavorative.\n\n{company}",
        33,
    ),
    Letter(
        "disdette@{company_slug}.example",
        "Presa d'atto della disdetta - cessazione al {later}",
        "Con la presente prendiamo atto della Vostra comunicazione e confermiamo la cessazione del "
        "rapporto alla data del {later}.\n\nLe apparecchiature in comodato saranno ritirate a "
        "nostra cura. Il deposito cauzionale di € {small} verrà restituito entro sessanta giorni.",
        15,
    ),
    Letter(
        "filiale.{city_slug}@banca-delle-colline.example",
        "Proposta di modifica unilaterale del contratto di conto corrente",
        "Gentile cliente,\n\nai sensi dell'art. 118 del Testo unico bancario La informiamo che dal "
        "{later} le spese di tenuta del conto passeranno da € 4,50 a € 6,20 al mese.\n\n"
        "Giustificato motivo: incremento dei costi di adeguamento alle norme sulla sicurezza dei "
        "pagamenti.\n\nHa diritto di recedere senza spese entro la data indicata.",
        230,
    ),
    Letter(
        "fidi@banca-delle-colline.example",
        "Mutuo chirografario {company}: esito della delibera",
        "Gentile dott.ssa Verdi,\n\nla richiesta di finanziamento presentata per {company} è stata "
        "deliberata positivamente per € {amount}, durata 60 mesi, tasso variabile con spread del "
        "2,15%.\n\nPer la stipula occorrono visura aggiornata, ultimo bilancio depositato e "
        "documento del legale rappresentante.\n\n{person}\nUfficio Crediti",
        77,
    ),
    Letter(
        "sinistri@assicurazioni-torrione.example",
        "Sinistro {protocol}/{year}: offerta di risarcimento",
        "In relazione al sinistro del {yesterday} in {street}, {city}, formuliamo offerta di € "
        "{small} a saldo e stralcio di ogni danno materiale.\n\n"
        "L'offerta resta valida fino al {due}. Per l'accettazione è sufficiente restituire la "
        "quietanza allegata, datata e firmata.\n\nUfficio Sinistri Torrione",
        160,
    ),
    Letter(
        "polizze@assicurazioni-torrione.example",
        "Polizza RC professionale: quietanza di rinnovo in scadenza il {due}",
        "Gentile contraente,\n\nLe ricordiamo che la polizza n. 77/{protocol} scade il {due}. "
        "Il premio annuo per il prossimo periodo è di € {net}.\n\n"
        "La copertura resta operante fino alle ore 24 del quindicesimo giorno successivo.",
        58,
    ),
    Letter(
        "amministratore.{person_slug}@condomini.example",
        "Condominio {condo}: convocazione assemblea ordinaria del {due}",
        "Ai condòmini del Condominio {street} {number}\n\n"
        "L'assemblea è convocata in prima convocazione il {due} alle ore 6:30 e in seconda alle "
        "ore 20:45, nella sala parrocchiale di {street}.\n\nOrdine del giorno\n"
        "1) Consuntivo {last_year} e stato di riparto\n2) Preventivo {year}\n"
        "3) Rifacimento della facciata: esame di tre preventivi\n"
        "4) Installazione di punti di ricarica nell'autorimessa\n5) Varie ed eventuali\n\n"
        "Chi non può partecipare può delegare per iscritto.\n\nL'amministratore\n{person}",
        290,
    ),
    Letter(
        "amministratore.{person_slug}@condomini.example",
        "Condominio {condo}: verbale di assemblea e riparto spese",
        "Si trasmette il verbale dell'assemblea tenutasi il {yesterday}.\n\n"
        "La quota a carico della Vostra unità (piano {floor}) è di € {small}, da versare in due "
        "rate con scadenza {due} e {later}.\n\nIl termine per l'impugnazione da parte degli "
        "assenti è di trenta giorni dalla ricezione della presente.",
        480,
    ),
    Letter(
        "amministratore.{person_slug}@condomini.example",
        "Infiltrazioni piano {floor}, {street} {number}: sopralluogo",
        "Buongiorno,\n\nfacendo seguito alla Vostra segnalazione ho incaricato {company} di "
        "verificare la colonna di scarico. Il sopralluogo è previsto per il {due} tra le {hour} e "
        "l'ora successiva: serve accesso al bagno e al terrazzo.\n\n"
        "Se la data non va bene, rispondete a questa PEC.\n\n{person}",
        26,
    ),
    Letter(
        "avv.{person_slug}@avvocati.example",
        "Diffida e messa in mora - {company} / Studio Verdi",
        "Spett.le Studio,\n\nscrivo in nome e per conto di {company}, che mi ha conferito mandato, "
        "per rappresentare quanto segue.\n\n"
        "La mia assistita lamenta il ritardo nella consegna della documentazione contabile "
        "relativa all'esercizio {last_year}, con conseguente danno quantificabile in € {net}.\n\n"
        "Vi invito pertanto a provvedere entro e non oltre quindici giorni dal ricevimento della "
        "presente, avvertendo che in difetto saranno adite le competenti sedi giudiziarie, senza "
        "ulteriore avviso.\n\nDistinti saluti\navv. {person}",
        70,
    ),
    Letter(
        "avv.{person_slug}@avvocati.example",
        "Proposta transattiva: causa {rg}/{last_year} Trib. {city}",
        "Egregi Colleghi,\n\nsenza riconoscimento alcuno e al solo fine di definire la lite, il "
        "mio cliente è disponibile a corrispondere € {amount} a saldo, spese compensate.\n\n"
        "La proposta, riservata e non producibile in giudizio, è valida fino al {due}.\n\n"
        "Un cordiale saluto\n{person}",
        21,
    ),
    Letter(
        "avv.{person_slug}@avvocati.example",
        "Notificazione ai sensi della legge n. 53 del 1994",
        "Io sottoscritto avv. {person}, iscritto all'Albo di {city}, quale difensore di {other}, "
        "notifico ad ogni effetto di legge l'atto di citazione allegato in copia informatica, di "
        "cui attesto la conformità all'originale.\n\n"
        "Udienza indicata in atto: {later}\n\n"
        "La notificazione viene eseguita a mezzo posta elettronica certificata all'indirizzo "
        "studio.verdi@pec.example estratto dal pubblico registro.",
        1450,
    ),
    Letter(
        "notaio.{person_slug}@notai.example",
        "Stipula del {due} ore {hour}: documenti da portare",
        "Gentili Signori,\n\nper l'atto di cessione delle quote di {company} Vi aspetto in studio, "
        "{street} {number}, {city}.\n\nVi chiedo di portare: documenti d'identità, codici fiscali, "
        "statuto aggiornato e l'assegno circolare di € {amount}.\n\nNotaio {person}",
        31,
    ),
    Letter(
        "{person_slug}@ingegneri.example",
        "Perizia tecnica {street} {number}: trasmissione elaborati",
        "Buongiorno,\n\ntrasmetto relazione, computo metrico e tavole firmate digitalmente "
        "(tre file .p7m).\n\nHo previsto un'incidenza per imprevisti del {percent}%; le quantità "
        "delle voci 12 e 13 vanno verificate in cantiere.\n\nResto a disposizione\ning. {person}",
        2300,
    ),
    Letter(
        "{person_slug}@pec.example",
        "Dimissioni volontarie con decorrenza {due}",
        "Spett.le {company},\n\ncon la presente comunico le mie dimissioni dal rapporto di lavoro, "
        "con decorrenza {due}, nel rispetto del preavviso contrattuale.\n\n"
        "Ringrazio per la fiducia di questi anni.\n\n{person}",
        9,
    ),
    Letter(
        "{person_slug}@pec.example",
        "Richiesta di accesso ai miei dati personali (art. 15 GDPR)",
        "Gentile titolare del trattamento,\n\nchiedo di sapere se trattate dati che mi riguardano "
        "e, in caso affermativo, di riceverne copia con l'indicazione delle finalità, dei "
        "destinatari e del periodo di conservazione.\n\nAttendo risposta entro un mese, come "
        "previsto.\n\nCordialmente,\n{person}\n{street} {number}, {city} ({prov})",
        14,
    ),
    Letter(
        "{person_slug}@pec.example",
        "Disdetta contratto di locazione, {street} {number}",
        "Il sottoscritto {person}, conduttore dell'immobile sito in {city}, {street} {number}, "
        "piano {floor}, comunica il recesso dal contratto con preavviso di sei mesi.\n\n"
        "Le chiavi saranno riconsegnate il {later}, previa verifica dello stato dei locali.\n\n"
        "Perciò chiedo fin d'ora la restituzione della cauzione, pari a € {small}.",
        17,
    ),
    Letter(
        "{person_slug}@geometri.example",
        "Tavole catastali corrette: perché così è più chiaro",
        "Ciao,\n\nti rimando le planimetrie con le quote giuste. Il muro tra cucina e soggiorno è "
        "già demolito, perciò l'ho tolto: così il progetto è più chiaro e l'ufficio non può "
        "obiettare nulla.\n\nManca solo la firma del proprietario, sig. {other}.\n\n{first}",
        640,
    ),
    Letter(
        "segreteria@{company_slug}.example",
        "Offerta {protocol} per servizi di pulizia: € {net} + IVA",
        "Gentile dott.ssa Verdi,\n\ncome da accordi telefonici trasmettiamo la nostra migliore "
        "offerta.\n\nFrequenza: tre volte la settimana\nOrario: dopo le 18:30\n"
        "Canone mensile: € {net} + IVA\n\nValidità: fino al {due}. Lo sconto del {percent}% vale "
        "per contratti almeno biennali.\n\n{person}",
        88,
    ),
    Letter(
        "qualita@{company_slug}.example",
        "Non conformità n. {rg}: richiesta di azione correttiva",
        "Buongiorno,\n\nin sede di controllo in accettazione abbiamo rilevato una difformità sulla "
        "fornitura del {yesterday}: {percent} pezzi su 200 fuori tolleranza.\n\n"
        "Vi chiediamo analisi delle cause e azione correttiva entro il {due}. Foto in allegato.",
        1120,
    ),
    Letter(
        "forniture@luce-e-gas-pianura.example",
        "Bolletta n. {protocol}: consumo anomalo, verifica della lettura",
        "Gentile cliente,\n\nper la fornitura di {street} {number} abbiamo rilevato un consumo "
        "superiore del {percent}% alla media. Prima di emettere la bolletta di € {small} Le "
        "chiediamo di comunicarci l'autolettura entro il {due}.\n\nServizio Clienti",
        39,
    ),
    Letter(
        "curatore.{person_slug}@procedure.example",
        "Liquidazione giudiziale {company}: avviso ai creditori",
        "Tribunale di {city} - procedura n. {rg}/{year}\n\n"
        "Si avvisa che con sentenza del {yesterday} è stata aperta la liquidazione giudiziale di "
        "{company}. Le domande di ammissione al passivo vanno trasmesse a questo indirizzo fino a "
        "trenta giorni prima dell'udienza di verifica, fissata per il {later} alle ore {hour}.\n\n"
        "Il curatore\ndott. {person}",
        270,
    ),
    Letter(
        "sindacato.{city_slug}@lavoratori-uniti.example",
        "Vertenza {last} / {company}: richiesta di incontro",
        "Per conto del nostro iscritto {person} chiediamo un incontro per definire le differenze "
        "retributive maturate, stimate in € {net}.\n\n"
        "Proponiamo il giorno {due} alle ore {hour} presso la nostra sede.\n\n"
        "In mancanza di riscontro avvieremo la procedura di conciliazione.",
        24,
    ),
    Letter(
        # A fraud in a genuine envelope: certified is who sent it, not that it is honest.
        "amministrazione@{company_slug}.example",
        "Variazione delle coordinate bancarie - fattura {invoice}",
        "Gentile cliente,\n\nper una verifica fiscale in corso il nostro conto abituale non è "
        "utilizzabile. La preghiamo di saldare la fattura {invoice} di € {amount} in giornata sul "
        "nuovo conto, intestato al nostro consulente:\n\n  IBAN  XX00 0000 0000 0000 0000 0000 "
        "000\n\nLa conferma va data solo alla pagina "
        "http://{company_slug}.example.pagamenti-sicuri.example/fattura senza telefonare: gli "
        "uffici sono chiusi.\n\nCordiali saluti\nL'amministrazione",
        14,
    ),
    Letter(
        "avv.{person_slug}@avvocati.example",
        "Notificazione ai sensi della legge n. 53 del 1994",
        "Attenzione: trattasi di notificazione eseguita ai sensi della legge n. 53 del 1994.\n\n"
        "Si notificano il ricorso e il decreto ingiuntivo n. {protocol}/{year} emesso dal "
        "Tribunale di {city} il {yesterday}, con il quale si ingiunge il pagamento di € {amount} "
        "oltre interessi e spese. Contro il decreto può essere proposta opposizione entro "
        "quaranta giorni dalla notificazione.\n\nSi allegano il ricorso, il decreto e la "
        "relazione di notificazione.\n\navv. {person}, difensore di {company}",
        540,
    ),
)
