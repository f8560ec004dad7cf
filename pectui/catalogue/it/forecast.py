"""When a mailbox will be full, in words."""

TEXTS: dict[str, str] = {
    "forecast.early": "troppo presto per dire quando sarà piena",
    "forecast.steady": "non si sta riempiendo",
    "forecast.full": "piena ora",
    "forecast.filling": "si sta riempiendo",
    "forecast.days.one": "piena tra circa un giorno",
    "forecast.days.many": "piena tra circa {count} giorni",
    "forecast.weeks.one": "piena tra circa una settimana",
    "forecast.weeks.many": "piena tra circa {count} settimane",
    "forecast.months.one": "piena tra circa un mese",
    "forecast.months.many": "piena tra circa {count} mesi",
}
