"""Facts -> the world as of two dates: the one visible line, pure and repeatable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.domain.annotations import Pledge
from onrecord.domain.facts import Facts
from onrecord.domain.findings import Finding, finding
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import Commitment, Utterance, World
from onrecord.ledger.commitments import Made, commitment
from onrecord.ledger.corrections import corrected
from onrecord.ledger.counted import CANDIDATE_SCORE as CANDIDATE_SCORE
from onrecord.ledger.counted import counted
from onrecord.ledger.disputes import Matters, disputes
from onrecord.ledger.entities import Parties, entities, meant
from onrecord.ledger.groups import Grouping, group
from onrecord.ledger.index import Index, day_of, index
from onrecord.ledger.origins import Origins
from onrecord.ledger.standing import Link, Standing, standing
from onrecord.ledger.stories import copies, named_in, stories
from onrecord.ledger.tellings import Teller, Telling, with_origins
from onrecord.ledger.tracing import equal_texts
from onrecord.ledger.utterances import said_by, utterances

FACT_SCORE = 0.8
"""Below this a commitment is shown as a candidate ("?"). Of pledges at or above it 20 of 22 are
right on `pledges-dev` and 100 of 103 on eleven documents that nothing learnt (2026-11).
"""


@dataclass(frozen=True, slots=True)
class Folded:
    """The world, and what was met on the way to it."""

    world: World
    findings: tuple[Finding, ...]
    candidates: tuple[Pledge, ...]


def fold(facts: Facts, as_of: AsOf = AsOf()) -> World:  # noqa: B008 - AsOf() is a frozen value
    """Everything that follows from these facts, as known and as held at `as_of`."""
    return folded(facts, as_of).world


def folded(facts: Facts, as_of: AsOf = AsOf()) -> Folded:  # noqa: B008 - AsOf() is a frozen value
    """The world with the contradictions and surprises met, and the pledges that wait for review."""
    found = index(facts, as_of)
    holds = standing(facts, found, as_of)
    found = corrected(found, holds)
    told = {report: day_of(recorded.fact) for report, recorded in found.reports.items()}

    copied = _group(found.reports, holds, Relation.COPY_OF, equal_texts(found))
    origins = Origins(found, copied, holds.links(Relation.CREDITS))
    named = _group(_standing(found.mentions, holds), holds, Relation.SAME_ENTITY)
    people = entities(found, named)
    parties = Parties(found, meant(named.of, people))
    teller = Teller(found, parties)

    spoken = _group(_standing(found.statements, holds), holds, Relation.SAME_UTTERANCE)
    said = utterances(found, spoken, parties, origins, teller)
    facts_told, waiting = counted(found, holds)
    pledged = _group(facts_told, holds, Relation.SAME_COMMITMENT)
    tellings, made = commitments_told(found, pledged, holds, origins, teller, as_of)
    if as_of.on is not None:
        said = tuple(u for u in said if said_by(u, told, as_of.on))
    disputed = disputes(
        holds.links(Relation.DISPUTES),
        matters(found, tellings, [m.commitment for m in made], said),
    )

    together = (*holds.links(Relation.SAME_STORY), *holds.links(Relation.COPY_OF))
    running = group(
        found.reports,
        (*together, *equal_texts(found)),
        holds.apart(Relation.SAME_STORY),
    )
    world = World(
        entities=people,
        stories=stories(found, running, (*together, *equal_texts(found)), named_in(people)),
        copies=copies(found, holds.links(Relation.COPY_OF), copied),
        utterances=said,
        commitments=tuple(m.commitment for m in made),
        disputes=disputed,
    )
    groupings = (copied, named, spoken, pledged, running)
    return Folded(
        world,
        (
            *holds.findings,
            *(f for grouping in groupings for f in _contradictions(grouping)),
            *(f for m in made for f in m.findings),
        ),
        waiting,
    )


def _group(
    members: Iterable[str], holds: Standing, relation: Relation, given: Sequence[Link] = ()
) -> Grouping:
    return group(members, (*holds.links(relation), *given), holds.apart(relation))


def _standing(things: Iterable[str], holds: Standing) -> list[str]:
    """Things that nobody rejected."""
    return [thing for thing in things if holds.judged.get(thing) is not Judgement.REJECT]


def commitments_told(
    index: Index,
    groups: Grouping,
    holds: Standing,
    origins: Origins,
    teller: Teller,
    as_of: AsOf,
) -> tuple[dict[str, Telling], list[Made]]:
    """Every group of pledges as a commitment, first known first, and the tellings by pledge."""
    within: dict[str, list[Link]] = {}
    for link in holds.links(Relation.DISPUTES):
        root = groups.of.get(link.left)
        if root is not None and root == groups.of.get(link.right):
            within.setdefault(root, []).append(link)
    tellings: dict[str, Telling] = {}
    found: list[tuple[tuple[int, int, str], Made]] = []
    for root, members in groups.groups.items():
        told = with_origins((teller.telling(index.pledges[m]) for m in members), origins)
        told.sort(key=lambda t: t.order)
        tellings.update((telling.pledge.id, telling) for telling in told)
        made = commitment(told, within.get(root, ()), as_of.on)
        if made is not None:
            found.append((told[0].order, made))
    return tellings, [made for _, made in sorted(found, key=lambda pair: pair[0])]


def matters(
    index: Index,
    tellings: Mapping[str, Telling],
    made: Iterable[Commitment],
    said: Iterable[Utterance],
) -> Matters:
    """Where everything stands that may be in a dispute."""
    order = {identifier: telling.order for identifier, telling in tellings.items()}
    for identifier, statement in index.statements.items():
        order[identifier] = index.order(statement.text, statement.content[0].start, identifier)
    return Matters(
        tellings,
        {pledge: commitment for commitment in made for pledge in commitment.pledges},
        {r.statement: utterance for utterance in said for r in utterance.renderings},
        order,
    )


def _contradictions(grouping: Grouping) -> list[Finding]:
    return [
        finding(
            "link-contradiction",
            f"{link.left} and {link.right} were accepted as {link.relation} (decision "
            f"{link.decision}), but that would join what a person said to keep apart; the link "
            "was not followed: decide on one of the two again",
            where=link.left,
        )
        for link in grouping.contradictions
    ]
