"""Requirement lines into the record, and out of force again; nothing is ever taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from onrecord.domain.errors import UnknownId, UsageError
from onrecord.domain.facts import Fact
from onrecord.domain.findings import Finding, finding
from onrecord.domain.needs import Need, Withdrawal
from onrecord.intake.needs import Told as Told
from onrecord.intake.needs import need, needs
from onrecord.record.store import Writer

LONGEST_NAME = 80
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Stated:
    """What came of stating needs: ids that are new, ids that held already, what was refused."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def state(store: Writer, told: Told, clock: Callable[[], datetime]) -> Stated:
    """Append a need. Raises UsageError for one that cannot be meant so."""
    return _append(store, [need(told)], (), clock)


def state_all(store: Writer, path: Path, clock: Callable[[], datetime]) -> Stated:
    """Append the needs of a CSV; rows that cannot be read are findings, kept in the record."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        return Stated((), (), (finding("unreadable", message, str(path)),))
    found = list(needs(data, str(path)))
    stated = [one for one in found if isinstance(one, Need)]
    return _append(store, stated, [one for one in found if isinstance(one, Finding)], clock)


def _append(
    store: Writer,
    stated: Iterable[Need],
    findings: Iterable[Finding],
    clock: Callable[[], datetime],
) -> Stated:
    gone = {recorded.fact.need for recorded in store.withdrawals()}
    anew = [_anew(one, gone) for one in stated]
    problems = tuple(findings)
    before = store.head()
    appended = store.append([*anew, *problems], clock())
    keep_up(store, before)
    ids = {one.id for one in anew}
    return Stated(
        tuple(i for i in appended.new if i in ids),
        tuple(i for i in appended.known if i in ids),
        problems,
    )


def _anew(stated: Need, gone: set[str]) -> Need:
    """The need as it can hold: one that was withdrawn is stated once more."""
    while stated.id in gone:
        stated = replace(stated, again=stated.again + 1)
    return stated


def withdraw(
    store: Writer, identifier: str, actor: str, reason: str, clock: Callable[[], datetime]
) -> str:
    """Take a need back; the id of the whole need. Raises UnknownId, UsageError."""
    actor, reason = " ".join(actor.split()), reason.strip()
    if not 0 < len(actor) <= LONGEST_NAME or not 0 < len(reason) <= LONGEST_REASON:
        raise UsageError(
            f"a withdrawal wants its author's name (1 to {LONGEST_NAME} characters) and a reason "
            f"(1 to {LONGEST_REASON})"
        )
    found = [whole for kind, whole in store.starting(identifier) if kind == "need"]
    if len(found) != 1:
        told = "fits several needs" if found else "is no need of this record"
        raise UnknownId(f"{identifier!r} {told}; see onrecord need list")
    if any(recorded.fact.need == found[0] for recorded in store.withdrawals()):
        raise UsageError(f"the need {found[0]} was withdrawn already")
    before = store.head()
    fact: Fact = Withdrawal(found[0], actor, reason)
    store.append([fact], clock())
    keep_up(store, before)
    return found[0]


def keep_up(store: Writer, before: int) -> None:
    """Let the derived tables stand for the new head: nothing in them follows from needs."""
    head = store.head()
    if head != before and store.built_to() == before:
        world, _ = store.world()
        store.replace_world(world, head)
