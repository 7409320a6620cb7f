"""One saying in the world out of all the statements that render it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.domain.annotations import Statement
from onrecord.domain.ids import content_id
from onrecord.domain.world import PartyRef, Rendering, Utterance
from onrecord.ledger.entities import Parties
from onrecord.ledger.groups import Grouping
from onrecord.ledger.index import Index, Order
from onrecord.ledger.origins import Origins
from onrecord.ledger.tellings import Teller


def utterances(
    index: Index, groups: Grouping, parties: Parties, origins: Origins, teller: Teller
) -> tuple[Utterance, ...]:
    """Every group of statements as an utterance, first known first."""
    found = []
    for members in groups.groups.values():
        placed = sorted(_placed(index, index.statements[member]) for member in members)
        statements = [index.statements[order[2]] for order in placed]
        found.append((placed[0], _utterance(index, statements, parties, origins, teller)))
    return tuple(utterance for _, utterance in sorted(found, key=lambda pair: pair[0]))


def _placed(index: Index, statement: Statement) -> Order:
    return index.order(statement.text, statement.content[0].start, statement.id)


def _utterance(
    index: Index,
    statements: Sequence[Statement],
    parties: Parties,
    origins: Origins,
    teller: Teller,
) -> Utterance:
    speakers: Counter[tuple[PartyRef, ...]] = Counter()
    days: Counter[str] = Counter()
    renderings: list[Rendering] = []
    for statement in statements:
        named = tuple(
            dict.fromkeys(parties.named(statement.text, name) for name in statement.speakers)
        )
        if named:
            speakers[named] += 1
        if (day := teller.occasions(statement.text).said(statement.id)) is not None:
            days[day] += 1
        renderings += [
            Rendering(statement.id, evidence, statement.kind, statement.via)
            for evidence in index.evidence(statement.text, statement.content, statement.id)
        ]
    who = max(
        speakers,
        key=lambda refs: (speakers[refs], sum(ref.entity is not None for ref in refs)),
        default=(),
    )
    return Utterance(
        id=content_id("utterance", statements[0].id),
        speakers=tuple(ref.entity for ref in who if ref.entity is not None),
        names=tuple(ref.name for ref in who),
        mode=str(Counter(statement.mode for statement in statements).most_common(1)[0][0]),
        on=min(days, key=lambda day: (-days[day], day), default=None),
        renderings=tuple(renderings),
        origins=origins.count((r.evidence.report, r.via) for r in renderings),
        known=min(index.sources[statement.text].known for statement in statements),
    )


def said_by(utterance: Utterance, told: Mapping[str, str | None], on: date) -> bool:
    """Whether a saying had happened by a day: by its own day, else by the first report of it."""
    days = [told.get(rendering.evidence.report) for rendering in utterance.renderings]
    day = utterance.on or min((d for d in days if d is not None), default=None)
    return day is None or day <= on.isoformat()
