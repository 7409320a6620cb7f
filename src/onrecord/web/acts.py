"""What people decided on a line: act by act, what a field was read as before, what can go back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.app.record import Record
from onrecord.domain.corrections import FIELDS
from onrecord.domain.errors import UnknownId
from onrecord.domain.ids import kind_of
from onrecord.domain.words import Judgement
from onrecord.views.dossiers import CommitmentDossier, UtteranceDossier
from onrecord.views.history import DecisionRow
from onrecord.views.judged import field_words

LABELS = {"object": "what", "quantity": "how much", "when": "by when", "distribution": "shared",
          "speakers": "speaker"}  # fmt: skip
"""What a line calls a field that a pledge or a statement calls otherwise."""

MEMBERS = 40
"""Tellings of a line that are looked through for fields that people put right; lines that people
worked on have a handful (2026-11)."""


@dataclass(frozen=True, slots=True)
class Act:
    """Decisions that one person made at one moment; `back` says whether it can be taken back."""

    rows: tuple[DecisionRow, ...]
    back: bool

    @property
    def first(self) -> DecisionRow:
        """What the act is shown by."""
        return self.rows[-1]


@dataclass(frozen=True, slots=True)
class PutRight:
    """A field of one telling that a person put right: what the machine read, and what it is now.

    `label` is what the line calls the field.
    """

    label: str
    was: str
    now: str
    row: DecisionRow


def acts(rows: Sequence[Any]) -> list[Act]:
    """Rows that follow each other and were one act, together."""
    found: list[list[DecisionRow]] = []
    for row in rows:
        if found and not row.by_policy and _together(found[-1][-1], row):
            found[-1].append(row)
        else:
            found.append([row])
    return [Act(tuple(some), _back(some)) for some in found]


def _together(one: DecisionRow, other: DecisionRow) -> bool:
    return (one.actor, one.known_at, one.judgement, one.relation) == (
        other.actor,
        other.known_at,
        other.judgement,
        other.relation,
    )


def _back(rows: Sequence[DecisionRow]) -> bool:
    first = rows[0]
    own = not first.by_policy and not first.actor.startswith("second:")
    return own and any(row.undone is None for row in rows)


def put_right(record: Record, line: CommitmentDossier | UtteranceDossier) -> tuple[PutRight, ...]:
    """The fields of a line's tellings that people put right, in the order of the fields."""
    corrected = [row for row in line.decided if row.judgement is Judgement.CORRECT]
    texts = {row.left.text for row in corrected}
    wordings = [wording for origin in line.origins for wording in origin.wordings]
    members = [w.passage.annotation for w in wordings] if texts else []
    found: dict[tuple[str, str], PutRight] = {}
    for identifier in dict.fromkeys([*(row.about for row in corrected), *members][:MEMBERS]):
        for one in _of(record, identifier):
            found.setdefault((one.row.id, one.label), one)
    return tuple(found.values())


def _of(record: Record, identifier: str) -> Iterator[PutRight]:
    if kind_of(identifier) not in FIELDS:
        return
    try:
        fields = record.subject(identifier).fields
    except UnknownId:
        return
    for field in fields:
        if field.row is not None:
            label = LABELS.get(field.name, field.name.replace("_", " "))
            was = field.was if field.corrected else field.told
            yield PutRight(label, field_words(was), field_words(field.told), field.row)


def lines_told(record: Record, rows: Sequence[DecisionRow]) -> tuple[tuple[str, str], ...]:
    """The lines in which what these decisions are on is told now: ids and titles.

    A decision that takes others back is on what those are on.
    """
    undone = [row.about for row in rows if kind_of(row.about) == "decision"]
    every = [*rows, *(record.decided(undone) if undone else ())]
    things = [name for row in every for name in (row.about, row.value) if name]
    found: dict[str, str] = {}
    for identifier in dict.fromkeys(things[: 2 * MEMBERS]):
        if kind_of(identifier) in ("pledge", "statement"):
            try:
                found.update(record.show(identifier).related)
            except UnknownId:
                continue
    return tuple(found.items())
