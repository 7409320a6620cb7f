"""Accounts: passwords hashed and never kept, sessions that end, names that are one person's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from onrecord.app import accounts
from onrecord.app.accounts import IDLE, LONGEST_SESSION, Accounts, Role, open_accounts
from onrecord.domain.errors import UnknownId, UsageError
from onrecord.record.accounts import AccountsFile

GOOD = "four dull grey herons"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    """Accounts with a hasher that is quick, and no good for anything else."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    opened = Accounts(AccountsFile(tmp_path / "r.db.accounts"), clock, quick)
    yield opened
    opened.close()


def test_the_hash_is_argon2id_as_the_standard_wants_it(tmp_path: Path) -> None:
    opened = open_accounts(tmp_path / "r.db")
    opened.add("Ada", Role.OWNER, GOOD)
    held = opened._file.users()[0].password
    assert held.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, second choice
    assert opened.login("Ada", GOOD) is not None
    opened.close()
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert GOOD.encode() not in files


def test_only_the_password_opens(desk: Accounts) -> None:
    desk.add("Ada Lind", Role.REVIEWER, GOOD)
    for name, password in (("Ada Lind", GOOD + " "), ("Ada Lind", ""), ("Bo", GOOD),
                           ("Ada Lind" + "x" * 99, GOOD), ("Ada Lind", "x" * 9999)):  # fmt: skip
        assert desk.login(name, password) is None
    for name in ("Ada Lind", " ada  LIND", "Ａda Lind"):
        secret = desk.login(name, GOOD)
        assert secret is not None and len(secret) >= 43
        session = desk.session(secret)
        assert session is not None and (session.name, session.role) == ("Ada Lind", Role.REVIEWER)


def test_each_login_is_a_session_of_its_own(desk: Accounts) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    one, two = desk.login("Ada", GOOD), desk.login("Ada", GOOD)
    assert one and two and one != two
    held = desk.session(one)
    assert held is not None
    desk.logout(held)
    assert desk.session(one) is None and desk.session(two) is not None
    assert desk.session("") is None and desk.session("x" * 5000) is None
    assert desk.session(held.digest) is None, "what is kept opens nothing"


def test_sessions_end(desk: Accounts, clock: Clock) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    secret = desk.login("Ada", GOOD) or ""
    for _ in range(3):
        clock.now += IDLE - timedelta(minutes=2)
        assert desk.session(secret) is not None, "use keeps it"
    clock.now += IDLE
    assert desk.session(secret) is None
    clock.now -= IDLE
    assert desk.session(secret) is None, "what is over does not come back"
    secret = desk.login("Ada", GOOD) or ""
    until = clock.now + LONGEST_SESSION
    while clock.now + IDLE / 2 < until:
        clock.now += IDLE / 2
        assert desk.session(secret) is not None
    clock.now = until
    assert desk.session(secret) is None


def test_a_role_changes_from_the_next_request_on(desk: Accounts) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    secret = desk.login("Ada", GOOD) or ""
    desk.set_role("Ada", Role.READER)
    held = desk.session(secret)
    assert held is not None and held.role is Role.READER
    desk.remove("ada")
    assert desk.session(secret) is None and desk.users() == ()


def test_another_password_ends_every_other_session_and_token(desk: Accounts) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    one, two = desk.login("Ada", GOOD) or "", desk.login("Ada", GOOD) or ""
    token = desk.token("Ada", 30)
    held = desk.session(one)
    assert held is not None
    desk.set_password("Ada", "five dull grey herons", keep=held.digest)
    assert desk.session(one) is not None
    assert desk.session(two) is None and desk.session(token) is None
    assert desk.login("Ada", GOOD) is None
    assert desk.confirm("Ada", "five dull grey herons") and not desk.confirm("Ada", GOOD)
    assert not desk.confirm("Bo", GOOD)


def test_a_token_holds_as_long_as_it_was_made_for(desk: Accounts, clock: Clock) -> None:
    desk.add("Ada", Role.READER, GOOD)
    token = desk.token("Ada", 30)
    clock.now += timedelta(days=29)
    held = desk.session(token)
    assert held is not None and held.kind == "token"
    clock.now += timedelta(days=1)
    assert desk.session(token) is None


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("", GOOD, "a name has"), ("x" * 81, GOOD, "a name has"), ("a\u202eb", GOOD, "a name has"),
        ("Policy:mine", GOOD, "policy's"), ("Bo", "short", "12 to 256"),
        ("Bo", "x" * 257, "12 to 256"), ("Theodora Ek-Lind", "theodora ek-lind", "not the name"),
        ("ADA", GOOD, "there is a user"), ("Ａda", GOOD, "there is a user"),
    ],
)  # fmt: skip
def test_what_is_no_account(desk: Accounts, name: str, password: str, told: str) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    with pytest.raises(UsageError, match=told):
        desk.add(name, Role.READER, password)
    assert [user.name for user in desk.users()] == ["Ada"]


def test_whom_nobody_knows(desk: Accounts) -> None:
    asks: tuple[Callable[[str], object], ...] = (
        desk.remove,
        lambda name: desk.set_password(name, GOOD),
        lambda name: desk.token(name, 1),
        lambda name: desk.set_role(name, Role.OWNER),
    )
    for ask in asks:
        with pytest.raises(UnknownId, match="no user 'Bo'"):
            ask("Bo")


def test_what_happened_is_kept_but_no_name_that_nobody_has(desk: Accounts) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    desk.login("Ada", "wrong", "203.0.113.9")
    desk.login(GOOD, "typed into the wrong field", "203.0.113.9")
    desk.login("Ada", GOOD, "203.0.113.9")
    told = [(event.what, event.name, event.address) for event in desk.events()]
    assert told == [
        ("login", "Ada", "203.0.113.9"),
        ("login failed", "", "203.0.113.9"),
        ("login failed", "Ada", "203.0.113.9"),
        ("added", "Ada", ""),
    ]


def test_a_name_that_nobody_has_takes_as_much_work(
    desk: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    worked: list[str] = []
    verify: Callable[[str, str], bool] = desk._hasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda _, held, told: worked.append(told) or verify(held, told)
    )
    desk.login("Ada", "wrong")
    desk.login("Bo", "wrong")
    assert worked == ["wrong", "wrong"]


def test_a_weaker_hash_is_made_anew_when_its_password_is_told(desk: Accounts) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    before = desk._file.users()[0].password
    desk._hasher = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    assert desk.login("Ada", GOOD) is not None
    after = desk._file.users()[0].password
    assert after != before and "m=16,t=2" in after
    assert desk.login("Ada", GOOD) is not None


def test_few_passwords_are_checked_at_once(desk: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add("Ada", Role.OWNER, GOOD)
    now, most, lock = 0, 0, threading.Lock()

    def slow(*_: object) -> bool:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.01)
        with lock:
            now -= 1
        return False

    monkeypatch.setattr(Accounts, "_fits", slow)
    threads = [threading.Thread(target=desk.login, args=("Ada", "x")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == accounts.AT_ONCE


def test_others_are_not_served_before_somebody_has_an_account(tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    with pytest.raises(UsageError, match="onrecord user add NAME --role owner"):
        open_accounts(record, must_exist=True)
    assert not list(tmp_path.iterdir())
    opened = open_accounts(record)
    with pytest.raises(UsageError, match="nobody has an account"):
        open_accounts(record, must_exist=True)
    opened.close()


def test_roles_are_in_order() -> None:
    assert [[one.may(other) for other in Role] for one in Role] == [
        [True, False, False], [True, True, False], [True, True, True],
    ]  # fmt: skip
