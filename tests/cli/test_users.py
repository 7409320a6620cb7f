"""`user`: accounts from the command line."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.app.record import open_record
from onrecord.cli.main import run, tree

GOOD = "four dull grey herons"


@pytest.fixture
def path(tmp_path: Path) -> str:
    found = tmp_path / "r.db"
    open_record(found).close()
    return str(found)


def ask(path: str, *arguments: str, told: str = "") -> str:
    answer = CliRunner().invoke(tree, ["user", *arguments, "--record", path], input=told)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_users_come_and_go(path: str) -> None:
    assert "No users" in ask(path, "list")
    told = ask(path, "add", "Ada Lind", "--role", "owner", told=f"{GOOD}\n{GOOD}\n")
    assert "Ada Lind is a owner" not in told and "Ada Lind: owner" in told and GOOD not in told
    ask(path, "add", "Bo Ek", "--role", "reader", "--password-stdin", told=f"{GOOD}\n")
    assert "Bo Ek" in ask(path, "list") and "owner" in ask(path, "list")
    rows = json.loads(ask(path, "list", "--json"))
    assert [(row["name"], row["role"]) for row in rows] == [
        ("Ada Lind", "owner"),
        ("Bo Ek", "reader"),
    ]
    assert "password" not in rows[0]
    ask(path, "role", "bo ek", "reviewer")
    ask(path, "password", "Bo Ek", "--password-stdin", told="another heron, grey\n")
    assert len(ask(path, "token", "Bo Ek", "--days", "3").strip()) >= 43
    ask(path, "remove", "Bo Ek")
    assert "Bo Ek" not in ask(path, "list")
    assert stat.S_IMODE(Path(f"{path}.accounts").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "arguments",
    [("remove", "Nobody"), ("password", "Nobody", "--password-stdin"), ("token", "Nobody"),
     ("add", "Ada", "--role", "king"), ("add", "", "--role", "owner", "--password-stdin")],
)  # fmt: skip
def test_what_cannot_be_done_is_told(
    path: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run(["user", *arguments, "--record", path]) == 2
    assert capsys.readouterr().err.strip()


def test_a_record_that_is_not_there_gets_no_accounts(tmp_path: Path) -> None:
    assert run(["user", "list", "--record", str(tmp_path / "none.db")]) == 2
    assert not list(tmp_path.iterdir())
