"""Setting up an account: what is asked, where it is found, where secrets go, what is mended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from pectui.catalogue import use_language
from pectui.errors import ConnectionRefused, SecretUnavailable, TlsFailed
from pectui.sandbox import CREDENTIALS, Fault
from pectui.settings.accounts import save_account
from pectui.settings.configuration import Configuration, Outline, Secret
from pectui.settings.loader import read_configuration
from pectui.settings.process import environment_of
from pectui.system import processes
from pectui.tui.app import PectuiApp
from pectui.tui.screens import account_form
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.inbox import InboxScreen
from tests.accounts import make_options
from tests.tui.conftest import make_sandbox, picture, resize, shows, wait_for
from tests.tui.reading_here import read_settings_here
from tests.tui.sending_steps import go, run, told, type_in, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.sandbox import Sandbox


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process what the form saved: what is asked is what the form does with it."""
    read_settings_here(monkeypatch)


SECRETS: Any = {
    "password": Secret(CREDENTIALS.password),
    "token": Secret(CREDENTIALS.token),
}


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the settings file will be; no keyring, and nothing in memory from before."""
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.setattr(processes, "_sealed", {})
    return tmp_path / "config.toml"


def nobody(folder: Path, sandbox: Sandbox | None = None, **options: Any) -> PectuiApp:
    """Return a program that nobody has set up."""
    use_language(options.get("language", "en"))
    configuration = Configuration(make_options(folder, **options), None)
    return PectuiApp(configuration, asgi=(sandbox or make_sandbox(messages=0)).app)


def again(sandbox: Sandbox | None = None) -> PectuiApp:
    """Return the program as it starts on what is set up."""
    return PectuiApp(
        read_configuration(need_account=False), asgi=(sandbox or make_sandbox(messages=0)).app
    )


async def asked(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Wait until the questions stand, and the cursor in one."""
    await wait_for(pilot, lambda: isinstance(app.screen, AccountForm) and app.focused, "the form")


async def opened(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Wait until the inbox stands."""
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "the inbox")


def fill(app: PectuiApp, **values: str) -> None:
    """Answer what has to be typed."""
    right = {
        "username": CREDENTIALS.username,
        "password": CREDENTIALS.password,
        "token": CREDENTIALS.token,
    }
    for name, value in {**right, **values}.items():
        app.screen.query_one(f"#{name}", Input).value = value


def problem(app: PectuiApp, name: str = "form") -> str:
    """Return what is said to be wrong at a question."""
    return words(app, f"#{name}-problem")


def cursor(app: PectuiApp) -> str | None:
    """Return the question the cursor is at."""
    return app.focused.id if app.focused else None


async def choose(app: PectuiApp, pilot: Pilot[None], place: str) -> None:
    """Choose where secrets go."""
    app.screen.query_one("#place").focus()
    for _ in range(4):
        if words_of_place(app) == place:
            return
        await pilot.press("right")
    raise AssertionError(f"no such place: {place}")


def words_of_place(app: PectuiApp) -> str:
    """Return where secrets go, as the screen says it."""
    return str(app.screen.query_one("#place").render()).split("‹ ")[1].split(" ›")[0]


# ── what is asked, and where it is found ───────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "it"])
async def test_every_question_says_where_its_answer_is_found(tmp_path: Path, language: str) -> None:
    app = nobody(tmp_path, language=language)
    async with run(app) as pilot:
        await asked(app, pilot)
        for size in ((60, 20), (80, 24)):
            await resize(pilot, size)
            seen: dict[str, str] = {}
            while cursor(app) not in seen:
                seen[cursor(app) or ""] = help_ = words(app, "#help")
                last = help_.split()[-1]
                await wait_for(pilot, lambda: last in picture(app), f"{last} at {size}")  # noqa: B023
                await pilot.press("tab")
            typed = ["username", "password", "token", "sender", "place", "sandbox", "name"]
            assert list(seen) == [*typed, "save", "leave"], "nothing else is asked"
            assert len(set(seen.values())) == len(typed) + 1, "each has words of its own"
            assert "console.openapi.com/oauth" in seen["token"]
            for scope in ("/send", "/inbox", "/quota", "DELETE"):
                assert scope in seen["token"]
            assert "webmail" in seen["username"]
            assert "webmail" in seen["password"]


async def test_what_was_typed_of_the_secrets_can_be_looked_at(tmp_path: Path) -> None:
    app = nobody(tmp_path)
    async with run(app) as pilot:
        await asked(app, pilot)
        fill(app)
        await wait_for(pilot, lambda: CREDENTIALS.username in picture(app))
        assert CREDENTIALS.password not in picture(app)
        await pilot.press("f2")
        await shows(pilot, CREDENTIALS.password)
        assert CREDENTIALS.token in picture(app)
        await pilot.press("f2")
        await wait_for(pilot, lambda: CREDENTIALS.password not in picture(app))


async def test_a_burst_lands_in_its_fields_and_what_is_wrong_stays_said(tmp_path: Path) -> None:
    app = nobody(tmp_path)
    async with run(app) as pilot:
        await asked(app, pilot)
        await type_in(pilot, *"a@p.it", "enter", *"due", "enter", *"x y", "f9")
        await wait_for(pilot, lambda: "blank" in problem(app, "token"))
        for name, value in (("username", "a@p.it"), ("password", "due"), ("token", "x y")):
            assert app.screen.query_one(f"#{name}", Input).value == value
        assert cursor(app) == "token"


# ── where secrets go ───────────────────────────────────────────────────────────────────────────


def everything(folder: Path) -> bytes:
    """Return all that lies in a folder."""
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


async def test_for_this_session_only_nothing_of_a_secret_is_on_disk(
    tmp_path: Path, file: Path
) -> None:
    app = nobody(tmp_path)
    async with run(app) as pilot:
        await asked(app, pilot)
        fill(app)
        await choose(app, pilot, "nowhere: this session only")
        await pilot.press("f9")
        await opened(app, pilot)
        assert "asked for at the next start" in told(app)
        assert "session" not in file.read_text()
        # The doctor, a process of its own, finds them as though the environment gave them.
        assert app.configuration.account is not None
        given = environment_of(app.configuration.account.name)
        assert given["PECTUI_TOKEN"] == CREDENTIALS.token
        assert "PECTUI_TOKEN" not in processes.environment(), "no other program does"
    assert CREDENTIALS.username in file.read_text()
    for secret in (CREDENTIALS.password, CREDENTIALS.token):
        assert secret.encode() not in everything(tmp_path)


@pytest.mark.usefixtures("reads_here")
async def test_secrets_kept_nowhere_are_asked_for_at_the_next_start(
    tmp_path: Path, file: Path
) -> None:
    save_account(file, "studio", {"username": CREDENTIALS.username})
    app = again()
    async with run(app) as pilot:
        await asked(app, pilot)
        await shows(pilot, "Password and token of “studio”")
        assert cursor(app) == "password"
        assert words_of_place(app) == "nowhere: this session only", "as it was chosen"
        await type_in(pilot, *CREDENTIALS.password, "enter", *CREDENTIALS.token, "f9")
        await opened(app, pilot)
    assert CREDENTIALS.token.encode() not in everything(tmp_path)


async def test_secrets_go_from_the_file_into_memory_when_that_is_chosen(
    tmp_path: Path, file: Path
) -> None:
    save_account(file, "studio", {"username": CREDENTIALS.username}, SECRETS, place="file")
    app = again()
    async with run(app) as pilot:
        await opened(app, pilot)
        await go(app, pilot, "5")
        await pilot.press("e")
        await asked(app, pilot)
        assert words_of_place(app) == "settings file"
        await choose(app, pilot, "nowhere: this session only")
        await pilot.press("f9")
        await wait_for(pilot, lambda: not app.is_running, "it starts anew on the account")
    assert app.configuration.account is not None
    assert app.configuration.account.password.reveal() == CREDENTIALS.password
    for secret in (CREDENTIALS.password, CREDENTIALS.token):
        assert secret.encode() not in everything(tmp_path)


async def test_a_password_manager_is_asked_and_its_failure_stands_beside_it(
    tmp_path: Path, file: Path
) -> None:
    app = nobody(tmp_path)
    printing = tmp_path / "say.py"
    ran = tmp_path / "ran"
    printing.write_text(f"import sys; print(sys.argv[1]); open({str(ran)!r}, 'a').write('x')")
    async with run(app) as pilot:
        await asked(app, pilot)
        fill(app, password="", token="")
        await choose(app, pilot, "a password manager")
        await pilot.press("f9")
        await wait_for(pilot, lambda: "needed" in problem(app, "password_command"))
        assert cursor(app) == "password_command"
        right = f"{sys.executable} {printing} {CREDENTIALS.password}"
        fill(app, password="", token="", password_command=right, token_command="false")
        await pilot.press("f9")
        await wait_for(pilot, lambda: problem(app, "token_command"))
        assert cursor(app) == "token_command"
        assert not file.exists()
        right = f"{sys.executable} {printing} {CREDENTIALS.token}"
        app.screen.query_one("#token_command", Input).value = right
        await pilot.press("f9")
        await opened(app, pilot)
        assert app.configuration.outline is not None
        assert set(app.configuration.outline.sources.values()) == {"command"}
    assert "token_command" in file.read_text()
    assert "token =" not in file.read_text()
    assert ran.read_text() == "xxx", "once for each try: they may ask for a passphrase"


# ── what the trial meets ───────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("reads_here")
async def test_where_the_way_is_closed_what_it_may_need_is_asked_for(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = {"proxy": ConnectionRefused(host="ws"), "ca_file": TlsFailed(host="ws", reason="x")}

    async def closed(*_: object, **__: object) -> tuple[str, ...]:
        raise ways[name]

    app = nobody(tmp_path)
    async with run(app, (60, 20)) as pilot:
        await asked(app, pilot)
        for name in ways:
            # What was refused once is written unasked when it is said again: other answers.
            fill(app, sender=f"{name}@pec.example")
            assert not app.screen.query_one(f"#{name}").is_on_screen, name
            with monkeypatch.context() as patch:
                patch.setattr(account_form, "try_account", closed)
                await pilot.press("f9")
                await wait_for(pilot, lambda: "F9 again" in problem(app, name), name)  # noqa: B023
                assert cursor(app) == name
                field = app.screen.query_one(f"#{name}", Input)
                await wait_for(pilot, lambda: field.is_on_screen, name)  # noqa: B023
                await type_in(pilot, *"nonsense", "f9")
                await wait_for(pilot, lambda: "F9 again" not in problem(app, name), name)  # noqa: B023
                await wait_for(pilot, lambda: problem(app, name), "a word of its own")  # noqa: B023
                assert not file.exists(), name
            field.value = ""
        await pilot.press("f9")
        await opened(app, pilot)
    for name in ways:
        assert f"{name} =" not in file.read_text()


@pytest.mark.usefixtures("reads_here")
async def test_a_token_that_cannot_list_the_mailbox_is_named_at_the_token(
    tmp_path: Path, file: Path
) -> None:
    sandbox = make_sandbox(messages=0)
    sandbox.add_fault(Fault(call="GET /inbox", kind="401"))
    app = nobody(tmp_path, sandbox)
    async with run(app) as pilot:
        await asked(app, pilot)
        fill(app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: "/inbox" in problem(app, "token"))
        assert cursor(app) == "token"
        assert not file.exists()
        await pilot.press("f9")
        await opened(app, pilot)


@pytest.mark.usefixtures("reads_here")
async def test_a_token_that_cannot_ask_the_quota_opens_and_says_so(tmp_path: Path) -> None:
    sandbox = make_sandbox(messages=0)
    sandbox.add_fault(Fault(call="GET /quota/{mailbox}", kind="401"))
    app = nobody(tmp_path, sandbox)
    async with run(app) as pilot:
        await asked(app, pilot)
        fill(app)
        await pilot.press("f9")
        await opened(app, pilot)
        await wait_for(pilot, lambda: "/quota" in told(app))


# ── an account that cannot be used ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("account", "name", "reason"),
    [
        ('username = "{user}"\npassword = "{password}"', "token", "Token is needed"),
        ('password = "{password}"\ntoken = "{token}"', "username", "User is needed"),
        ('username = "{user}"\npassword = "perché"\ntoken = "{token}"', "password", "ASCII"),
        (
            'username = "{user}"\npassword_command = "false"\ntoken = "{token}"',
            "password_command",
            "ended with code 1",
        ),
        (
            'username = "{user}"\npassword = "{password}"\ntoken = "{token}"\nca_file = "no.pem"',
            "ca_file",
            "no.pem",
        ),
    ],
)
@pytest.mark.usefixtures("reads_here")
async def test_a_broken_account_opens_on_the_form_with_the_reason(
    file: Path, account: str, name: str, reason: str
) -> None:
    right = {
        "user": CREDENTIALS.username,
        "password": CREDENTIALS.password,
        "token": CREDENTIALS.token,
    }
    file.write_text("[accounts.studio]\n" + account.format(**right) + "\n")
    file.chmod(0o600)
    app = again()
    async with run(app) as pilot:
        await asked(app, pilot)
        await shows(pilot, "“studio” cannot be opened")
        await wait_for(pilot, lambda: cursor(app) == name)
        assert reason in problem(app, name)
        answers = {"username": right["user"], "password": "", "token": ""}
        if name == "password_command":
            await choose(app, pilot, "settings file")
            answers |= {"password": right["password"]}
        else:
            answers[name] = right.get(name, right["user"] if name == "username" else "")
        fill(app, **answers)
        await pilot.press("f9")
        await opened(app, pilot)
    assert CREDENTIALS.password in file.read_text()


@pytest.mark.usefixtures("reads_here")
async def test_a_file_that_others_can_read_is_mended_by_saving_it(file: Path) -> None:
    save_account(file, "studio", {"username": CREDENTIALS.username}, SECRETS, place="file")
    file.chmod(0o644)
    app = again()
    async with run(app) as pilot:
        await asked(app, pilot)
        await wait_for(pilot, lambda: "chmod" in problem(app))
        fill(app)
        await pilot.press("f9")
        await opened(app, pilot)
    assert file.stat().st_mode & 0o077 == 0


async def test_a_keyring_that_does_not_answer_is_named_where_secrets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.services.account_words.is_available", lambda: True)
    use_language("en")
    outline = Outline(
        "studio", CREDENTIALS.username, sources={"password": "keyring", "token": "keyring"}
    )
    locked = SecretUnavailable(source="system keyring", reason="it may be locked")
    configuration = Configuration(make_options(tmp_path), None, ("studio",), outline, locked)
    app = PectuiApp(configuration, asgi=make_sandbox(messages=0).app)
    async with run(app) as pilot:
        await asked(app, pilot)
        await wait_for(pilot, lambda: "locked" in problem(app, "place"))
        assert cursor(app) == "place"
        assert words_of_place(app) == "system keyring"


@pytest.mark.usefixtures("reads_here")
async def test_a_token_in_the_file_stays_there_when_the_command_beside_it_is_mended(
    tmp_path: Path, file: Path
) -> None:
    fields = {"username": CREDENTIALS.username, "password_command": "false"}
    save_account(file, "studio", fields, {"token": SECRETS["token"]})
    app = again()
    printing = tmp_path / "say.py"
    printing.write_text(f"print({CREDENTIALS.password!r})")
    async with run(app) as pilot:
        await asked(app, pilot)
        await wait_for(pilot, lambda: cursor(app) == "password_command")
        right = f"{sys.executable} {printing}"
        app.screen.query_one("#password_command", Input).value = right
        await pilot.press("f9")
        await opened(app, pilot)
    assert f'token = "{CREDENTIALS.token}"' in file.read_text()
    assert str(printing) in file.read_text()
