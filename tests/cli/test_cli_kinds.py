"""The table of kinds, anomalies and ordinary mail, as a person at the command line meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pectui.pec.kinds import use_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pectui.sandbox import Sandbox

DELIVERY = "kind:delivery"
PROVIDER = "posta-certificata@gestore.example"


@pytest.fixture(autouse=True)
def _own_table() -> Iterator[None]:
    yield
    use_rows(())


@pytest.fixture
def kinds_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "kinds.txt"


def send(cli: Callable[..., Any], *to: str) -> Any:
    return cli("send", "-t", *to, "-s", "Diffida", "-b", "Testo", "--json")


def notice(sandbox: Sandbox, subject: str, sender: str = PROVIDER) -> int:
    return sandbox.deliver_mail(sender=sender, subject=subject, body="testo", certified=False)


def test_a_row_of_the_users_makes_a_kind(
    sandbox: Sandbox, cli: Callable[..., Any], kinds_file: Path
) -> None:
    number = str(notice(sandbox, "EVIDENZA DI CONSEGNA: Diffida 2026031010000042"))
    assert cli("show", number, "--json").json["kind"] == "other"
    kinds_file.write_text("# nuove evidenze\ndelivery = EVIDENZA DI CONSEGNA\n")
    assert cli("show", number, "--json").json["kind"] == "delivery"
    kinds_file.unlink()
    assert cli("show", number, "--json").json["kind"] == "other"


def test_a_row_of_the_users_holds_for_what_the_copy_has_already(
    sandbox: Sandbox, cli: Callable[..., Any], kinds_file: Path
) -> None:
    for words in ("EVIDENZA DI CONSEGNA", "CONSEGNA", "EVIDENZA DI INOLTRO"):
        notice(sandbox, f"{words}: Diffida 2026031010000042")
    cli("sync")

    def found() -> tuple[int, int]:
        asked = [cli("search", "code:2026031010000042", kind, "--json") for kind in ("", DELIVERY)]
        return asked[0].json["total"], asked[1].json["total"]

    assert found() == (3, 1)
    kinds_file.write_text("delivery = EVIDENZA DI CONSEGNA\n")
    assert found() == (3, 2)
    cli("sync")
    kinds_file.unlink()
    assert found() == (3, 1)


@pytest.mark.parametrize("row", ["delivry = EVIDENZA", "EVIDENZA", "delivery = *"])
def test_a_bad_row_is_an_error_of_the_settings_that_names_file_and_line(
    row: str, sandbox: Sandbox, cli: Callable[..., Any], kinds_file: Path
) -> None:
    kinds_file.write_text(f"# prima\n\n{row}\n")
    for command in (["inbox"], ["quota"], ["sent"]):
        done = cli(*command, "--json")
        assert (done.code, done.error["exit_code"]) == (3, 3)
        assert f"{kinds_file}:3" in done.error["detail"]
    assert sandbox.requests == []


def test_doctor_names_the_table_and_the_users_rows(
    sandbox: Sandbox, cli: Callable[..., Any], kinds_file: Path
) -> None:
    def kinds() -> Any:
        checks = cli("doctor", "--json").json["checks"]
        return next(check for check in checks if check["name"] == "kinds")

    assert "2026-11" in kinds()["detail"]
    kinds_file.write_text("service = EVIDENZA DI INOLTRO\nordinary = posta.example\n")
    detail = kinds()["detail"]
    assert "2 rows" in detail
    assert str(kinds_file) in detail
    assert "service = EVIDENZA DI INOLTRO" in detail


def test_a_notice_nobody_knows_is_shown_with_its_sending(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    code = send(cli, "rossi@pec.example").json["sendings"][0]["code"]
    before = cli("sent", code, "--json").json["sendings"][0]
    assert not before["needs_look"]
    notice(sandbox, f"EVIDENZA REM: Diffida {code}", "evidenze@rem.gestore.example")
    after = cli("sent", code, "--json").json["sendings"][0]
    assert (after["state"], after["recipients"]) == (before["state"], before["recipients"])
    assert after["needs_look"]
    assert [one["understood"] for one in after["receipts"]].count(False) == 1
    shown = cli("sent", code).out
    assert "Not understood: read it" in shown
    assert "1 notice not understood" in shown


def test_an_anomaly_is_explained_where_it_is_read(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    number = str(
        notice(
            sandbox,
            "ANOMALIA MESSAGGIO: Fattura",
            f'"Per conto di: mario@posta.example" <{PROVIDER}>',
        )
    )
    shown = cli("show", number).out
    assert "not certified" in shown
    assert "behalf" not in shown
    assert "mario@posta.example" in shown
    assert cli("show", number, "--json").json["on_behalf_of"] is None
    row = next(one for one in cli("inbox", "--json").json["messages"] if str(one["id"]) == number)
    assert (row["kind"], row["on_behalf_of"]) == ("anomaly", None)


def test_ordinary_mail_is_warned_of_before_it_is_paid_for(
    sandbox: Sandbox, cli: Callable[..., Any], kinds_file: Path
) -> None:
    kinds_file.write_text("ordinary = posta.example\n")
    assert "mario@gmail.com is ordinary mail" in send(cli, "mario@gmail.com").err
    assert "anna@posta.example is ordinary mail" in send(cli, "anna@posta.example").err
    assert "provider's machine" in send(cli, PROVIDER).err
    assert send(cli, "rossi@pec.example").err == ""


def test_the_service_gets_the_domain_of_idna_2008(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = send(cli, "ufficio@straße.example")
    assert "xn--strae-oqa.example" in done.err
    assert sandbox.sends[-1].recipients == ("ufficio@xn--strae-oqa.example",)
