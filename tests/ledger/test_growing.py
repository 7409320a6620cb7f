"""Entities put together from what is held are those that a fold makes of all names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from paper import Paper

from onrecord.domain.facts import Facts
from onrecord.domain.times import AsOf
from onrecord.domain.world import Entity
from onrecord.ledger.fold import fold
from onrecord.ledger.growing import (
    Counted,
    as_plain,
    counted,
    followed,
    from_plain,
    merged,
    new_entity,
    of_one,
    published_again,
)
from onrecord.ledger.index import Index, index
from onrecord.record.pieces import MentionRow

NAMES = (("Holm", "other"), ("Anna Holm", "person"), ("HOLM", "person"), ("Ms Holm", "person"))


@pytest.fixture
def paper() -> Paper:
    made = Paper()
    for number, (name, kind) in enumerate(NAMES):
        words = f"{name}, the minister, spoke. Later {name} of board {number} left."
        page = made.page(f"r{number}", words, f"2025-03-{20 - number}")
        page.name(name, name, kind, "the minister" if number else None)
        late = page.quote(f"{name} of").start
        page.found.append(
            type(page.found[0])(
                page.text.digest,
                page.text.quote(late, late + len(name)),
                page.found[0].kind,
                name,
                page.quote(f"board {number}"),
            )
        )
    return made


def rows(found: Index) -> dict[str, MentionRow]:
    return {
        m.id: MentionRow(m.id, m.text, m.name, m.quote.start, str(m.kind), m.quote.words)
        for told in found.mentions.values()
        for m in told
    }


def whole(paper: Paper) -> Entity:
    """The one entity, when all pages name the same."""
    heads = [page.found[0] for page in paper.pages]
    for one, other in pairwise(heads):
        paper.accept("same_entity", other, one)
    (entity,) = fold(paper.facts()).entities
    return entity


def alone(paper: Paper, *numbers: int) -> tuple[Index, Counted]:
    facts = paper.facts()
    texts = [paper.pages[n].report.text for n in numbers]
    found = index(
        Facts(
            tuple(r for r in facts.reports if r.fact.text in texts),
            {text: facts.readings[text] for text in texts},
        ),
        AsOf(),
    )
    return found, new_entity(found, [paper.pages[n].found[0].id for n in numbers])


def test_later_names_follow(paper: Paper) -> None:
    _, old = alone(paper, 0, 1)
    _, new = alone(paper, 2, 3)
    assert followed(old, new).entity == whole(paper)


def test_two_that_are_one_are_put_in_order(paper: Paper) -> None:
    found = index(paper.facts(), AsOf())
    told = {text: source.reports for text, source in found.sources.items()}
    parts = [alone(paper, 1, 3)[1], alone(paper, 0, 2)[1]]
    made = merged(parts, rows(found), told)
    assert made.entity == whole(paper)
    assert made.tally == counted(made.entity, rows(found)).tally


def test_a_tally_is_what_its_mentions_count(paper: Paper) -> None:
    found, made = alone(paper, 0, 1, 2, 3)
    assert counted(made.entity, rows(found)).tally == made.tally
    assert from_plain(as_plain(made.tally)) == made.tally
    assert made.tally.name == "Anna Holm" and made.tally.person == 2


def test_a_text_that_came_out_again(paper: Paper) -> None:
    _, made = alone(paper, 0, 1, 2, 3)
    first = paper.pages[1]
    paper.later.append(type(first.report)("late", first.report.text, published="2025-03-01"))
    found = index(paper.facts(), AsOf())
    told = {first.report.text: found.sources[first.report.text].reports}
    again = published_again(made.entity, told)
    assert again == whole(paper)
    assert again != made.entity


def test_what_hangs_together() -> None:
    assert of_one([("a", "b"), ("c", "b")], "abcd") == [["a", "b", "c"], ["d"]]
