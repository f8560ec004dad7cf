"""People, places and firms, all invented, and the fields drawn from them for one letter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

FIRST = (
    *("Giulia", "Marco", "Francesca", "Andrea", "Chiara", "Luca", "Elena", "Davide", "Sara"),
    *("Matteo", "Ilaria", "Stefano", "Nicolò", "Marta", "Paolo", "Beatrice", "Simone", "Noemi"),
    *("Giorgio", "Alessia", "Tommaso", "Caterina", "Emanuele", "Lucia", "Riccardo", "Irene"),
)
LAST = (
    *("Ferrero", "Bianchi", "Conti", "Galli", "Marchetti", "Sartori", "Pellegrini", "Fabbri"),
    *("Colombo", "Rinaldi", "D'Amico", "Lo Presti", "De Santis", "Cattaneo", "Barbero", "Nicolì"),
    *("Moretti", "Zanella", "Fontana", "Villa", "Testa", "Carbone", "Guidi", "Serra", "Piras"),
)
CITIES = (
    *(("Torino", "TO"), ("Milano", "MI"), ("Cuneo", "CN"), ("Asti", "AT"), ("Genova", "GE")),
    *(("Bologna", "BO"), ("Verona", "VR"), ("Padova", "PD"), ("Firenze", "FI"), ("Forlì", "FC")),
    *(("Roma", "RM"), ("Napoli", "NA"), ("Bari", "BA"), ("Catania", "CT"), ("Cagliari", "CA")),
)
STREETS = (
    *("Via Garibaldi", "Corso Francia", "Via XX Settembre", "Piazza della Libertà", "Via Mazzini"),
    *("Viale dei Tigli", "Via San Donato", "Corso Regina", "Via del Lavoro", "Largo Dante"),
    *("Strada Vicinale del Mulino", "Via Po", "Via Ada Negri", "Via dell'Università"),
)
COMPANIES = (
    ("Edilnova S.r.l.", "edilnova"),
    ("Officine Tre Valli S.n.c.", "officinetrevalli"),
    ("Cantina Colle Alto S.a.s.", "cantinacollealto"),
    ("Termoidraulica Bosio S.r.l.", "termobosio"),
    ("Grafiche Aurora S.p.A.", "graficheaurora"),
    ("Logistica Alpina S.r.l.", "logisticaalpina"),
    ("Panificio Nonna Rosa S.n.c.", "panificiononnarosa"),
    ("Serramenti Luce S.r.l.", "serramentiluce"),
    ("Cooperativa Sociale L'Airone", "coopairone"),
    ("Farmacia Dott.ssa Negri", "farmacianegri"),
    ("Elettro Più S.r.l.", "elettropiu"),
    ("Vivai Perotti S.S.", "vivaiperotti"),
    ("Autotrasporti F.lli Rocca", "roccatrasporti"),
    ("Studio Tecnico Associato Viola", "tecnicoviola"),
    ("Pulizie Splendor S.r.l.", "puliziesplendor"),
    ("Ascensori Monviso S.p.A.", "ascensorimonviso"),
)
MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto"),
    *("settembre", "ottobre", "novembre", "dicembre"),
)
_PLAIN = str.maketrans("àèéìòù", "aeeiou", "' ")


def slug(text: str) -> str:
    """Return `text` as it stands in an address."""
    return text.lower().translate(_PLAIN)


def amount(euros: float) -> str:
    """Return a sum as it is written in Italy, without the sign: `1.284,50`."""
    return f"{euros:,.2f}".translate(str.maketrans(",.", ".,"))


def draw(random: Random, moment: datetime) -> dict[str, str]:
    """Return the fields of one letter written at `moment`.

    `person first last person_slug other other_slug company company_slug city city_slug prov street
    number condo year last_year month day yesterday due later hour amount net vat small protocol rg
    invoice percent floor cig`
    """
    roll = random.random
    first, last = FIRST[int(roll() * len(FIRST))], LAST[int(roll() * len(LAST))]
    other_first, other_last = FIRST[int(roll() * len(FIRST))], LAST[int(roll() * len(LAST))]
    company, company_slug = COMPANIES[int(roll() * len(COMPANIES))]
    city, prov = CITIES[int(roll() * len(CITIES))]
    street, number = STREETS[int(roll() * len(STREETS))], 1 + int(roll() * 148)
    net = 80 + int(roll() ** 3 * 2_400_000) / 100
    draw_of_numbers = int(roll() * 10**9)
    days = 8 + draw_of_numbers % 40
    year = moment.year
    return {
        "person": f"{first} {last}",
        "first": first,
        "last": last,
        "person_slug": f"{slug(first)}.{slug(last)}",
        "other": f"{other_first} {other_last}",
        "other_slug": f"{slug(other_first)}.{slug(other_last)}",
        "company": company,
        "company_slug": company_slug,
        "city": city,
        "city_slug": slug(city),
        "prov": prov,
        "street": street,
        "number": str(number),
        "condo": f"{street.rpartition(' ')[2]} {number}",
        "year": str(year),
        "last_year": str(year - 1),
        "month": MONTHS[moment.month - 1],
        "day": f"{moment:%d/%m/%Y}",
        "yesterday": f"{moment - timedelta(days=1):%d/%m/%Y}",
        "due": f"{moment + timedelta(days=days):%d/%m/%Y}",
        "later": f"{moment + timedelta(days=days + 30):%d/%m/%Y}",
        "hour": f"{9 + draw_of_numbers % 9}:{('00', '15', '30', '45')[draw_of_numbers % 4]}",
        "amount": amount(net * 1.22),
        "net": amount(net),
        "vat": amount(net * 0.22),
        "small": amount(5 + draw_of_numbers % 9_000 / 100),
        "protocol": f"{draw_of_numbers % 99_999:07}",
        "rg": str(100 + draw_of_numbers % 14_000),
        "invoice": f"{1 + draw_of_numbers % 480}/{year % 100:02}",
        "percent": str(2 + draw_of_numbers % 23),
        "floor": ("primo", "secondo", "terzo", "quarto", "quinto")[draw_of_numbers % 5],
        "cig": f"{'AB'[draw_of_numbers % 2]}{draw_of_numbers * 68_719 % 16**9:09X}",
    }
