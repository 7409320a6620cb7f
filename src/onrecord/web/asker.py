"""Whoever asks: the person at this machine, somebody who has logged in, or a stranger."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.app.accounts import Role, Session


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. `name` is empty for the person at this machine and for strangers."""

    name: str
    role: Role | None
    session: Session | None = None

    @property
    def stranger(self) -> bool:
        """Whether we do not know them."""
        return self.role is None

    def may(self, needed: Role | str) -> bool:
        """Whether they have this role or a higher one."""
        return self.role is not None and self.role.may(Role(needed))


STRANGER = Asker("", None)
HERE = Asker("", Role.OWNER)
"""Whoever sits at the machine that serves the record to itself alone: it is their file."""


def asker(request: Request) -> Asker:
    """Who asks this request, as was found out when it came in."""
    local = request.app.state.accounts is None
    found: Asker = request.scope.get("state", {}).get("asker", HERE if local else STRANGER)
    return found
