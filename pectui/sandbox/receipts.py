"""What providers write about a sending: subjects and texts of receipts, notices and anomalies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from pectui.sandbox.mailbox import ROME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

ACCEPTANCE = "ACCETTAZIONE: "
NOT_ACCEPTED = "AVVISO DI NON ACCETTAZIONE: "
NOT_ACCEPTED_VIRUS = "AVVISO DI NON ACCETTAZIONE PER VIRUS: "
DELIVERY = "CONSEGNA: "
NOT_DELIVERED = "AVVISO DI MANCATA CONSEGNA: "
NOT_DELIVERED_VIRUS = "AVVISO DI MANCATA CONSEGNA PER VIRUS: "
OVERDUE = "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: "
CERTIFIED = "POSTA CERTIFICATA: "
ANOMALY = "ANOMALIA MESSAGGIO: "
TAKEN_IN_CHARGE = "PRESA IN CARICO: "
SECURITY = "PROBLEMA DI SICUREZZA: "

PROVIDERS = ("pec.example", "postacerta.example", "gestione-pec.example", "recapito.example")
"""A few providers serve everybody, as in life; the first one's own domain is the studio's."""

WHY_NOT_ACCEPTED = (
    "l'indirizzo di un destinatario non è scritto in forma valida",
    "il mittente del messaggio non coincide con il titolare della casella",
    "il messaggio contiene destinatari in copia nascosta, non ammessi nella posta certificata",
    "la dimensione del messaggio moltiplicata per i destinatari supera il limite consentito",
)
WHY_NOT_DELIVERED = (
    "5.1.1 - {provider} - indirizzo non valido: la casella non esiste",
    "5.1.1 - {provider} - indirizzo non valido: utente sconosciuto",
    "5.2.1 - {provider} - la casella è stata disattivata dal titolare",
)
MAILBOX_FULL = "5.2.2 - {provider} - casella piena: spazio disponibile insufficiente"


@dataclass(frozen=True, slots=True)
class Subject:
    """The sending a receipt speaks of, at the moment it speaks."""

    moment: datetime
    title: str
    """The subject with its code."""
    sender: str
    provider: str
    """Domain of the provider that writes."""
    message_id: str

    @property
    def when(self) -> str:
        """The day and hour, as every receipt opens."""
        local = self.moment.astimezone(ROME)
        zone = f"{local:%z}"
        return f"Il giorno {local:%d/%m/%Y} alle ore {local:%H:%M:%S} ({zone})"

    @property
    def close(self) -> str:
        """The identifier that every receipt ends with."""
        return f"Identificativo messaggio: {self.message_id}"


def provider_of(address: str) -> str:
    """Return the domain of the provider that keeps the mailbox of `address`."""
    domain = address.rpartition("@")[2].casefold()
    if domain in PROVIDERS:
        return domain
    return PROVIDERS[crc32(domain.encode(errors="replace")) % len(PROVIDERS)]


def provider_address(address: str) -> str:
    """Return the address receipts come from, at the provider of `address`."""
    return f"posta-certificata@{provider_of(address)}"


def own_address(mailbox: str) -> str:
    """Return a mailbox as the recipient field of an envelope shows it."""
    return f'"{mailbox}" '


def on_behalf_of(address: str) -> str:
    """Return the sender field of an envelope that carries a message of `address`."""
    return f'"Per conto di: {address}" '


def acceptance_text(about: Subject, recipients: Iterable[str], ordinary: Iterable[str] = ()) -> str:
    """Return the acceptance, naming each recipient as certified or ordinary mail."""
    plain = set(ordinary)
    lines = "\n".join(
        f'{address} ("posta {"ordinaria" if address in plain else "certificata"}")'
        for address in recipients
    )
    return (
        "Ricevuta di accettazione\n\n"
        f'{about.when} il messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f"ed indirizzato a:\n{lines}\n"
        f"è stato accettato dal sistema ed inoltrato.\n\n{about.close}\n"
    )


def not_accepted_text(about: Subject, recipient: str, reason: str) -> str:
    """Return the refusal at the door: legally nothing was sent."""
    return (
        "Avviso di non accettazione\n\n"
        f'{about.when} nel messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f'e destinato all\'utente "{recipient}"\n'
        f"è stato rilevato un problema che ne impedisce l'accettazione:\n{reason}.\n"
        f"Il messaggio non è stato accettato.\n\n{about.close}\n"
    )


def virus_text(about: Subject, recipient: str) -> str:
    """Return the refusal of a message that carries a virus."""
    return (
        "Avviso: rilevato virus informatico\n\n"
        f'{about.when} nel messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f'ed indirizzato a "{recipient}"\n'
        'è stato rilevato un virus informatico [Eicar-Test-Signature] nel file "fattura.zip".\n'
        f"Il messaggio non è stato inoltrato.\n\n{about.close}\n"
    )


def delivery_text(about: Subject, recipient: str) -> str:
    """Return the proof that the message lies in the recipient's mailbox."""
    return (
        "Ricevuta di avvenuta consegna\n\n"
        f'{about.when} il messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f'ed indirizzato a "{recipient}"\n'
        f"è stato consegnato nella casella di destinazione.\n\n{about.close}\n"
    )


def not_delivered_text(about: Subject, recipient: str, reason: str) -> str:
    """Return the notice that `recipient` will definitely not have it."""
    return (
        "Avviso di mancata consegna\n\n"
        f'{about.when} nel messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f'e indirizzato a "{recipient}"\n'
        f"è stato rilevato un errore {reason.format(provider=about.provider)}.\n"
        f"Il messaggio è stato rifiutato dal sistema.\n\n{about.close}\n"
    )


def twelve_hours_text(about: Subject, recipient: str) -> str:
    """Return the first overdue notice: it may still arrive."""
    return (
        "Avviso di mancata consegna per superamento dei limiti di tempo\n\n"
        f'{about.when} il messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f'e indirizzato a "{recipient}"\n'
        "non è stato consegnato nelle prime dodici ore dal suo invio. "
        "Non escludendo che la consegna possa avvenire in seguito, si ritiene utile "
        f"segnalare che l'invio potrebbe non andare a buon fine.\n\n{about.close}\n"
    )


def twenty_four_hours_text(about: Subject, recipient: str) -> str:
    """Return the last overdue notice: the sending has failed."""
    return (
        "Avviso di mancata consegna per superamento dei limiti di tempo\n\n"
        f'{about.when} il messaggio\n"{about.title}" proveniente da "{about.sender}"\n'
        f'e indirizzato a "{recipient}"\n'
        "non è stato consegnato nelle ventiquattro ore successive al suo invio. "
        "Si ritiene che la spedizione debba considerarsi non andata a buon fine.\n\n"
        f"{about.close}\n"
    )


def between_providers_text(about: Subject) -> str:
    """Return the note one provider writes to another about a message on its way."""
    return (
        f'{about.when} il gestore "{about.provider}" ha trattato il messaggio\n'
        f'"{about.title}" proveniente da "{about.sender}".\n'
        "La presente comunicazione è destinata ai soli gestori di posta certificata.\n\n"
        f"{about.close}\n"
    )


def anomaly_text(sender: str, subject: str, moment: datetime, original: str) -> str:
    """Return the envelope around ordinary mail: nothing in it is certified."""
    local = moment.astimezone(ROME)
    return (
        "Anomalia nel messaggio\n\n"
        f"Il giorno {local:%d/%m/%Y} alle ore {local:%H:%M:%S} ({local:%z}) è stato ricevuto\n"
        f'il messaggio "{subject}" proveniente da "{sender}".\n'
        "Tali dati non sono stati certificati per il seguente errore:\n"
        "il messaggio non proviene da una casella di posta certificata.\n"
        "Il messaggio originale è riportato di seguito.\n\n"
        f"{'-' * 60}\n{original}\n"
    )
