"""The accounts file: kept apart, for its owner's eyes, never growing without end."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.domain.errors import NotARecord, RecordBusy, RecordTooNew
from onrecord.record import accounts
from onrecord.record.accounts import AccountsFile, Event, User, beside

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ADA = User("ada", "Ada", "owner", "hash", NOW)


def test_it_stands_beside_the_record_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = beside(tmp_path / "record.db")
    AccountsFile(path).close()
    assert path == tmp_path / "record.db.accounts"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_users_are_added_once_and_gone_with_their_sessions(tmp_path: Path) -> None:
    file = AccountsFile(tmp_path / "a")
    assert file.add(ADA) and not file.add(replace(ADA, password="other"))
    assert file.users() == (ADA,) and file.user("bo") is None
    file.begin("d1", "ada", "login", NOW, NOW + timedelta(days=1))
    held = file.session("d1")
    assert held is not None and held.user == ADA and held.kind == "login"
    assert file.set_role("ada", "reader") and not file.set_role("bo", "reader")
    held = file.session("d1")
    assert held is not None and held.user.role == "reader"
    assert file.remove("ada") and not file.remove("ada")
    assert file.session("d1") is None
    file.close()


def test_sessions_that_are_over_are_forgotten(tmp_path: Path) -> None:
    file = AccountsFile(tmp_path / "a")
    file.add(ADA)
    file.begin("old", "ada", "login", NOW, NOW + timedelta(hours=1))
    file.begin("new", "ada", "login", NOW + timedelta(hours=2), NOW + timedelta(hours=3))
    assert file.session("old") is None and file.session("new") is not None
    file.close()


def test_events_do_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "EVENTS_KEPT", 5)
    file = AccountsFile(tmp_path / "a")
    for n in range(12):
        file.note(Event(NOW, f"login {n}", "Ada", ""))
    assert [event.what for event in file.events(99)] == [f"login {n}" for n in range(11, 6, -1)]
    file.close()


def test_two_open_it_and_see_the_same(tmp_path: Path) -> None:
    one, two = AccountsFile(tmp_path / "a"), AccountsFile(tmp_path / "a", wait=0.05)
    one.add(ADA)
    assert two.users() == (ADA,)
    with one._writing(), pytest.raises(RecordBusy):
        two.remove("ada")
    assert two.remove("ada") and one.users() == ()
    one.close()
    two.close()


def test_what_is_no_file_of_accounts_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "a"
    other.write_bytes(b"no database at all, and longer than the header of one" * 4)
    with pytest.raises(NotARecord):
        AccountsFile(other)
    assert other.read_bytes().startswith(b"no database")
    later = tmp_path / "b"
    AccountsFile(later).close()
    connection = sqlite3.connect(later)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(RecordTooNew):
        AccountsFile(later)
