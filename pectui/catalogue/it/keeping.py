"""Parole dei backup: che cosa manca, che cosa non si può usare, che cosa impedisce il ripristino."""

TEXTS: dict[str, str] = {
    "keeping.no-data": "non ci sono ancora dati tuoi",
    "keeping.no-backup": "non è un backup scritto da “pectui backup”",
    "keeping.damaged": "il backup è danneggiato: il contenuto non corrisponde al suo elenco",
    "keeping.foreign": "il backup contiene ciò che pectui non vi scrive",
    "keeping.too-large": "il backup, una volta estratto, occuperebbe molto più di un vero backup",
    "keeping.newer": "è stato scritto da una versione più recente di pectui; aggiorna questa",
    "keeping.open": "pectui è aperto sui dati in {path}",
    "keeping.others": "In {path} ci sono dati più recenti del backup o che non vi sono contenuti ({count} {count:voce|voci})",
    "keeping.other-file": "{path} esiste già ed è un file diverso da quello del backup",
}
