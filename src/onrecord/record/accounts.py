"""The accounts file beside a record: users, sessions and what happened to them, in SQLite.

It is no part of the record: see docs/decisions/0008-accounts-beside-the-record.md.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.domain.errors import NotARecord, RecordBusy, RecordTooNew

VERSION = 1

EVENTS_KEPT = 20_000
"""Events held, some 100 bytes each; older ones go, so that no guesser fills the disk (2026-11)."""

_TABLES = """
CREATE TABLE users (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
    made REAL NOT NULL
);
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY, key TEXT NOT NULL REFERENCES users (key) ON DELETE CASCADE,
    kind TEXT NOT NULL, made REAL NOT NULL, seen REAL NOT NULL, until REAL NOT NULL
);
CREATE INDEX sessions_of_a_user ON sessions (key);
CREATE TABLE events (
    nr INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, what TEXT NOT NULL,
    name TEXT NOT NULL, address TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class User:
    """An account: its name as shown, its role, and the hash of its password."""

    key: str
    name: str
    role: str
    password: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was begun and its user; `digest` stands for a secret that is not kept."""

    digest: str
    kind: str
    seen: datetime
    until: datetime
    user: User


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to accounts: when, what, to whom, from which address."""

    at: datetime
    what: str
    name: str
    address: str


def beside(record: str | Path) -> Path:
    """Where the accounts of a record stand."""
    return Path(f"{record}.accounts")


class AccountsFile:
    """Users, sessions and events in one file that only its owner may read; from any thread."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            path, timeout=wait, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(path)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, path: Path) -> None:
        try:
            self._connection.execute("PRAGMA foreign_keys = ON")
            with self._writing() as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version == 0:
                    for statement in _TABLES.split(";"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise NotARecord(f"{path} is no file of accounts; move it away") from error
        if version > VERSION:
            raise RecordTooNew(f"{path} was written by a later onrecord; use that one")

    def close(self) -> None:
        """Give the file free."""
        self._connection.close()

    # --- users ---------------------------------------------------------------------------------

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        rows = self._all("SELECT key, name, role, password, made FROM users ORDER BY key")
        return tuple(_user(row) for row in rows)

    def user(self, key: str) -> User | None:
        """The user with this key."""
        rows = self._all("SELECT key, name, role, password, made FROM users WHERE key = ?", key)
        return _user(rows[0]) if rows else None

    def add(self, user: User) -> bool:
        """Whether the user was added; False where there is one with this key."""
        row = (user.key, user.name, user.role, user.password, user.made.timestamp())
        return bool(self._change("INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?, ?)", *row))

    def remove(self, key: str) -> bool:
        """Whether there was such a user; it is gone with its sessions."""
        return bool(self._change("DELETE FROM users WHERE key = ?", key))

    def set_password(self, key: str, password: str) -> bool:
        """Whether there is such a user, who has this hash from now on."""
        return bool(self._change("UPDATE users SET password = ? WHERE key = ?", password, key))

    def set_role(self, key: str, role: str) -> bool:
        """Whether there is such a user, who has this role from now on."""
        return bool(self._change("UPDATE users SET role = ? WHERE key = ?", role, key))

    # --- sessions ------------------------------------------------------------------------------

    def begin(self, digest: str, key: str, kind: str, now: datetime, until: datetime) -> None:
        """Hold a session of a user; those that are over are forgotten."""
        moment = now.timestamp()
        with self._writing() as connection:
            connection.execute("DELETE FROM sessions WHERE until < ?", (moment,))
            row = (digest, key, kind, moment, moment, until.timestamp())
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)", row)

    def session(self, digest: str) -> Held | None:
        """The session with this digest and its user as it is now."""
        rows = self._all(
            "SELECT kind, seen, until, u.key, name, role, password, u.made "
            "FROM sessions JOIN users u USING (key) WHERE digest = ?",
            digest,
        )
        if not rows:
            return None
        kind, seen, until, *user = rows[0]
        return Held(digest, str(kind), _moment(seen), _moment(until), _user(tuple(user)))

    def seen(self, digest: str, now: datetime) -> None:
        """Note that a session was used."""
        self._change("UPDATE sessions SET seen = ? WHERE digest = ?", now.timestamp(), digest)

    def end(self, digest: str) -> None:
        """Forget a session."""
        self._change("DELETE FROM sessions WHERE digest = ?", digest)

    def end_all(self, key: str, but: str = "") -> None:
        """Forget all sessions of a user but one."""
        self._change("DELETE FROM sessions WHERE key = ? AND digest <> ?", key, but)

    # --- events --------------------------------------------------------------------------------

    def note(self, event: Event) -> None:
        """Add an event; the oldest go."""
        row = (event.at.timestamp(), event.what, event.name, event.address)
        with self._writing() as connection:
            done = connection.execute(
                "INSERT INTO events (at, what, name, address) VALUES (?, ?, ?, ?)", row
            )
            last = (done.lastrowid or 0) - EVENTS_KEPT
            connection.execute("DELETE FROM events WHERE nr <= ?", (last,))

    def events(self, limit: int) -> tuple[Event, ...]:
        """What happened, the last first."""
        rows = self._all(
            "SELECT at, what, name, address FROM events ORDER BY nr DESC LIMIT ?", limit
        )
        return tuple(Event(_moment(at), *map(str, told)) for at, *told in rows)

    # --- the file ------------------------------------------------------------------------------

    def _all(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with self._lock, closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    def _change(self, query: str, *values: object) -> int:
        with self._writing() as connection:
            return connection.execute(query, values).rowcount

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, one at a time. Raises RecordBusy."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise RecordBusy(f"the accounts are being written to: {error}") from error
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _user(row: tuple[object, ...]) -> User:
    key, name, role, password, made = row
    return User(str(key), str(name), str(role), str(password), _moment(made))


def _moment(told: object) -> datetime:
    assert isinstance(told, float)
    return datetime.fromtimestamp(told, UTC)
