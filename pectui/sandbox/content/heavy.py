"""Letters with large files that the studio sent in past months: what fills a mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["delivered", "answered", "failed", "silent"]


@dataclass(frozen=True, slots=True)
class Heavy:
    """One such letter."""

    days: int
    """How long ago it was sent."""
    recipients: tuple[str, ...]
    subject: str
    text: str
    files: tuple[tuple[str, int], ...]
    """Names, with sizes in kB."""
    outcome: Outcome = "delivered"


HEAVY = (
    Heavy(
        204,
        ("lavori.pubblici@comune-montelungo.example", "genio.civile@regione.example"),
        "Progetto esecutivo della scuola di via Garibaldi, consegna finale",
        "Si trasmette il progetto esecutivo completo di tavole e computo metrico.<br>Studio Verdi",
        (("tavole_architettonico.zip", 14_800), ("computo_metrico.pdf", 7_100)),
    ),
    Heavy(
        121,
        ("sinistri@assicurazioni-torrione.example",),
        "Denuncia di sinistro n. 4471, fotografie dei danni",
        "Si denuncia il sinistro descritto nel modulo; si allegano le fotografie.<br>Studio Verdi",
        (("fotografie.zip", 18_300), ("modulo_denuncia.pdf", 640)),
    ),
    Heavy(
        93,
        ("avv.ferri@avvocati.example",),
        "Memoria difensiva e documenti, causa Bianchi",
        "Egregio Avvocato,<br>si trasmettono memoria e documenti da 1 a 24.<br>Studio Verdi",
        (("documenti_1-24.pdf", 7_300),),
        "answered",
    ),
    Heavy(
        81,
        ("tribunale.esecuzioni@giustizia.example",),
        "Perizia giurata di stima, immobile di via Dante 12",
        "Si deposita la perizia giurata con gli allegati fotografici.<br>Studio Verdi",
        (("perizia.pdf", 9_200),),
    ),
    Heavy(
        66,
        (
            "gare@comune-acquachiara.example",
            "centrale.committenza@unione-colline.example",
            "archivio@pec.example",
        ),
        "Offerta tecnica, lotto 2, procedura aperta dei servizi di manutenzione",
        "Si trasmette l'offerta tecnica firmata digitalmente.<br>Studio Verdi",
        (("relazione_tecnica.pdf", 14_200), ("elaborati.zip", 6_100)),
    ),
    Heavy(
        52,
        ("mario.rosi@edilnova.example",),
        "Verbale di consegna del cantiere",
        "Si trasmette il verbale firmato.<br>Studio Verdi",
        (("verbale.pdf", 4_000),),
        "failed",
    ),
    Heavy(
        45,
        (
            "socio.galli@pec.example",
            "socio.conti@pec.example",
            "socio.marini@pec.example",
            "revisore@revisori.example",
        ),
        "Progetto di bilancio e nota integrativa",
        "Si trasmettono il progetto di bilancio e la nota integrativa.<br>Studio Verdi",
        (("bilancio.pdf", 2_400), ("nota_integrativa.pdf", 3_100)),
    ),
    Heavy(
        38,
        ("ufficio.tecnico@comune-poggioalto.example",),
        "SCIA per manutenzione straordinaria, integrazione",
        "Si trasmette l'integrazione richiesta.<br>Studio Verdi",
        (("elaborati_integrativi.pdf", 5_600),),
        "silent",
    ),
    Heavy(
        34,
        tuple(f"condomino{number}@pec.example" for number in range(1, 7)),
        "Convocazione dell'assemblea di condominio con i preventivi",
        "Si convoca l'assemblea; in allegato i preventivi ricevuti.<br>Studio Verdi",
        (("preventivi.pdf", 1_200),),
    ),
    Heavy(
        9,
        ("notaio.neri@notai.example",),
        "Planimetrie e visure per la stipula",
        "Egregio Notaio,<br>in allegato le planimetrie e le visure.<br>Studio Verdi",
        (("planimetrie.pdf", 3_800), ("visure.pdf", 450)),
    ),
)
