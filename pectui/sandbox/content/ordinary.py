"""What is no certified letter: ordinary mail in an anomaly, and notes of the provider."""

from __future__ import annotations

from pectui.sandbox.content.letter import Letter

ORDINARY = (
    Letter(
        "newsletter@formazione-facile.example",
        "🎓 Solo per oggi: -{percent}% su tutti i corsi online!",
        "Ciao!\n\nIl nostro catalogo si rinnova: 140 corsi su contabilità, paghe e privacy.\n"
        "Usa il codice STUDIO{percent} entro il {due}.\n\n"
        "Non vuoi più riceverci? https://formazione-facile.example/cancella?id={protocol}",
    ),
    Letter(
        "{person_slug}@posta.example",
        "Re: appuntamento di giovedì",
        "Salve, giovedì non riesco. Possiamo fare il {due} alle {hour}? Grazie, {first}",
    ),
    Letter(
        "noreply@cloud-fatture.example",
        "Il tuo backup settimanale è pronto",
        "Backup completato il {yesterday}: 1.204 documenti, nessun errore.",
    ),
    Letter(
        "info@{company_slug}.example",
        "Preventivo richiesto – {company}",
        "Gentile cliente, in allegato il preventivo di € {net}. Validità 30 giorni.\n\n{person}",
    ),
    Letter(
        "{other_slug}@posta.example",
        "Curriculum vitae - {other}",
        "Buongiorno,\nmi chiamo {other} e vorrei candidarmi per un tirocinio presso il Vostro "
        "studio. Allego il mio curriculum.\n\nCordiali saluti",
    ),
    Letter(
        "rassegna@quotidiano-locale.example",
        "[Rassegna] Le notizie economiche di {city} del {day}",
        "In questo numero:\n- bilanci: le imprese di {city} crescono del {percent}%\n"
        "- bandi: riaperti i termini fino al {due}\n- agenda della settimana",
    ),
    Letter(
        "sicurezza@banca-delle-coIIine.example",
        "Il suo conto è stato sospeso: verifichi i dati subito",
        "Gentile cliente,\nper riattivare l'accesso confermi i dati alla pagina "
        "http://banca-delle-colline.example.accesso-rapido.example/verifica entro 24 ore.",
    ),
)

NOTES = (
    Letter(
        "assistenza@pec.example",
        "Avviso: la casella ha superato la soglia di occupazione impostata",
        "Gentile utente,\n\nla casella studio.verdi@pec.example ha superato la soglia di avviso. "
        "Le ricevute di consegna complete contengono copia degli allegati inviati: valutare la "
        "loro conservazione prima di eliminarle.",
    ),
    Letter(
        "assistenza@pec.example",
        "Manutenzione programmata nella notte del {due}",
        "Il servizio potrà subire brevi interruzioni tra le 01:00 e le 04:00. Nessun messaggio "
        "andrà perduto.",
    ),
    Letter(
        "commerciale@pec.example",
        "Rinnovo della casella PEC: scadenza {later}",
        "La Sua casella scade il {later}. Il rinnovo annuale costa € {small} e può essere pagato "
        "dall'area clienti.",
    ),
    Letter(
        "assistenza@pec.example",
        "Rapporto settimanale antivirus e antispam",
        "Messaggi analizzati: {rg}\nBloccati per virus: 2\nSegnalati come indesiderati: {percent}",
    ),
)
