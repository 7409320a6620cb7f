"""Accounts: who may read, review and own a record that others reach, and their sessions."""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from onrecord.app import wiring
from onrecord.domain.errors import UnknownId, UsageError
from onrecord.record.accounts import AccountsFile, Event, User, beside

LONGEST_NAME = 80
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
"""Characters. NIST SP 800-63B (2025) asks for 15 where a password stands alone, 8 elsewhere, and
for no rules about kinds of characters; a newsroom behind its own door gets 12 (2026-11)."""

IDLE = timedelta(hours=12)
LONGEST_SESSION = timedelta(days=7)
"""A login ends 12 hours after it was last used: a working day, and not the next one."""

TOUCH = timedelta(minutes=1)
"""How exactly it is kept when a session was last used; not every page writes."""

AT_ONCE = 2
"""Passwords checked at once: argon2 takes 64 MiB and 50 ms of both cores for each (2026-11)."""


class Role(StrEnum):
    """What a user may do; each may do all that the one before may."""

    READER = "reader"
    REVIEWER = "reviewer"
    OWNER = "owner"

    def may(self, needed: Role) -> bool:
        """Whether this role is enough."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """A user as others may see them."""

    name: str
    role: Role
    made: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who has logged in, or a program with a token; `digest` names the session."""

    name: str
    role: Role
    kind: str
    digest: str


def open_accounts(record: str | Path, must_exist: bool = False) -> Accounts:
    """The accounts of the record in this file.

    Raises UsageError with `must_exist` where nobody has one: the message says how to make one.
    """
    path = beside(record)
    told = (
        "nobody has an account on this record; make one first: "
        f"onrecord user add NAME --role owner --record {record}"
    )
    if must_exist and not path.exists():
        raise UsageError(told)
    accounts = Accounts(AccountsFile(path), wiring.now)
    if must_exist and not accounts.users():
        accounts.close()
        raise UsageError(told)
    return accounts


class Accounts:
    """Users, passwords and sessions; passwords are hashed by argon2, secrets are never kept."""

    def __init__(
        self,
        file: AccountsFile,
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._file = file
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._hashing = threading.BoundedSemaphore(AT_ONCE)

    def close(self) -> None:
        """Give the file free."""
        self._file.close()

    # --- users ---------------------------------------------------------------------------------

    def users(self) -> tuple[Account, ...]:
        """Everybody, by name."""
        return tuple(_account(user) for user in self._file.users())

    def add(self, name: str, role: Role, password: str) -> Account:
        """A new user. Raises UsageError where the name is taken or the password too short."""
        shown = _shown(name)
        user = User(_key(shown), shown, role.value, self._hashed(shown, password), self._clock())
        if not self._file.add(user):
            raise UsageError(f"there is a user {shown!r} already; see: onrecord user list")
        self.note("added", shown)
        return _account(user)

    def remove(self, name: str) -> None:
        """Take a user away, with all sessions; decisions stay. Raises UnknownId."""
        user = self._known(name)
        self._file.remove(user.key)
        self.note("removed", user.name)

    def set_password(self, name: str, password: str, keep: str = "") -> None:
        """Give a user another password; all sessions but `keep` end. Raises UnknownId, UsageError.

        Tokens of programs end too.
        """
        user = self._known(name)
        self._file.set_password(user.key, self._hashed(user.name, password))
        self._file.end_all(user.key, but=keep)
        self.note("password changed", user.name)

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role, from the next request on. Raises UnknownId."""
        user = self._known(name)
        self._file.set_role(user.key, role.value)
        self.note(f"made {role.value}", user.name)

    def token(self, name: str, days: int) -> str:
        """A secret with which a program may read as this user. Raises UnknownId."""
        user = self._known(name)
        secret = self._begin(user, "token", timedelta(days=days))
        self.note("token made", user.name)
        return secret

    # --- sessions ------------------------------------------------------------------------------

    def login(self, name: str, password: str, address: str = "") -> str | None:
        """The secret of a new session; None where name and password do not belong together.

        Takes as long for a name that nobody has.
        """
        user = self._file.user(_key(name)) if len(name) <= LONGEST_NAME else None
        with self._hashing:
            fits = len(password) <= LONGEST_PASSWORD and self._fits(
                user.password if user else self._nobody, password
            )
        if user is None or not fits:
            self.note("login failed", user.name if user else "", address)
            return None
        if self._hasher.check_needs_rehash(user.password):
            self._file.set_password(user.key, self._hashed(user.name, password))
        secret = self._begin(user, "login", LONGEST_SESSION)
        self.note("login", user.name, address)
        return secret

    def session(self, secret: str) -> Session | None:
        """Whose session this is the secret of; None where it is over, or of nobody."""
        held = self._file.session(_digest(secret))
        if held is None:
            return None
        now = self._clock()
        if now >= held.until or (held.kind == "login" and now - held.seen >= IDLE):
            self._file.end(held.digest)
            return None
        if now - held.seen >= TOUCH:
            self._file.seen(held.digest, now)
        return Session(held.user.name, Role(held.user.role), held.kind, held.digest)

    def logout(self, session: Session, address: str = "") -> None:
        """End a session."""
        self._file.end(session.digest)
        self.note("logout", session.name, address)

    def confirm(self, name: str, password: str) -> bool:
        """Whether this is the password of a user who is logged in already."""
        user = self._file.user(_key(name))
        with self._hashing:
            return user is not None and self._fits(user.password, password[:LONGEST_PASSWORD])

    # --- what happened -------------------------------------------------------------------------

    def note(self, what: str, name: str, address: str = "") -> None:
        """Keep that something happened.

        A name that nobody has is not kept: people type passwords there.
        """
        self._file.note(Event(self._clock(), what, name, address))

    def events(self, limit: int = 500) -> Sequence[Event]:
        """What happened, the last first."""
        return self._file.events(limit)

    # --- secrets -------------------------------------------------------------------------------

    def _begin(self, user: User, kind: str, lasts: timedelta) -> str:
        secret = secrets.token_urlsafe(32)
        now = self._clock()
        self._file.begin(_digest(secret), user.key, kind, now, now + lasts)
        return secret

    def _known(self, name: str) -> User:
        user = self._file.user(_key(name))
        if user is None:
            raise UnknownId(f"there is no user {name[:40]!r}; see: onrecord user list")
        return user

    def _hashed(self, name: str, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise UsageError(
                f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, "
                f"got {len(password)}; a few words are easiest to keep"
            )
        if password.casefold() in (name.casefold(), name.casefold() * 2):
            raise UsageError("a password is not the name; a few words are easiest to keep")
        with self._hashing:
            return self._hasher.hash(password)

    def _fits(self, held: str, password: str) -> bool:
        try:
            return self._hasher.verify(held, password)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password fits, as dear to check as any."""
        return self._hasher.hash(secrets.token_urlsafe(32))


def _account(user: User) -> Account:
    return Account(user.name, Role(user.role), user.made)


def _shown(name: str) -> str:
    """A name as it is kept. Raises UsageError."""
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable():
        raise UsageError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    if shown.lower().startswith("policy:"):
        raise UsageError("a name that begins with 'policy:' is a policy's; give a person's")
    return shown


def _key(name: str) -> str:
    """What makes two names one: neither case nor width nor spaces tell people apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
