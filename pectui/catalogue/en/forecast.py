"""When a mailbox will be full, in words."""

TEXTS: dict[str, str] = {
    "forecast.early": "too early to say when full",
    "forecast.steady": "not filling",
    "forecast.full": "full now",
    "forecast.filling": "filling up",
    "forecast.days.one": "full in about a day",
    "forecast.days.many": "full in about {count} days",
    "forecast.weeks.one": "full in about a week",
    "forecast.weeks.many": "full in about {count} weeks",
    "forecast.months.one": "full in about a month",
    "forecast.months.many": "full in about {count} months",
}
