"""When a mailbox will be full, in words."""

TEXTS: dict[str, tuple[str, str]] = {
    "forecast.early": ("too early to say when full", "troppo presto per dire quando sarà piena"),
    "forecast.steady": ("not filling", "non si sta riempiendo"),
    "forecast.full": ("full now", "piena ora"),
    "forecast.filling": ("filling up", "si sta riempiendo"),
    "forecast.days.one": ("full in about a day", "piena tra circa un giorno"),
    "forecast.days.many": ("full in about {count} days", "piena tra circa {count} giorni"),
    "forecast.weeks.one": ("full in about a week", "piena tra circa una settimana"),
    "forecast.weeks.many": ("full in about {count} weeks", "piena tra circa {count} settimane"),
    "forecast.months.one": ("full in about a month", "piena tra circa un mese"),
    "forecast.months.many": ("full in about {count} months", "piena tra circa {count} mesi"),
}
