"""External ids: only where a name can mean nothing else."""

from __future__ import annotations

import re

import pycountry
import pytest

from onrecord.domain.words import MentionKind
from onrecord.linking import external
from onrecord.linking.external import external_ids
from onrecord.linking.gazetteer import BODIES


@pytest.mark.parametrize(
    ("name", "variants", "ids"),
    [
        ("Ukraine", ["Ukraine", "Kyiv"], ["UA", "Q212"]),
        ("United States", ["US", "Washington", "America"], ["US", "Q30"]),
        ("the Netherlands", ["Holland"], ["NL", "Q55"]),
        ("Russia", ["Moscow", "Russian Federation"], ["RU", "Q159"]),
        ("Kosovo", ["Kosovo"], ["Q1246"]),
        ("NATO", ["NATO", "the alliance"], ["Q7184"]),
        ("European Union", ["EU", "Brussels"], ["Q458"]),
        ("Group of Seven", ["G7"], ["Q1764511"]),
        ("Georgia", ["Georgia", "Tbilisi"], ["GE", "Q230"]),
        # what may be something else
        ("Georgia", ["Georgia"], []),
        ("EC", ["EC"], []),
        ("ICC", ["ICC"], []),
        ("Security Council", ["Security Council"], []),
        ("Moscow", ["Moscow"], []),
        ("Congo", ["Congo", "DRC"], []),
        ("Ukraine", ["Ukraine", "Russia"], []),
        ("England", ["England"], []),
        ("NATO members", ["NATO members"], []),
        ("Haven", ["Haven"], []),
    ],
)
def test_ids(name: str, variants: list[str], ids: list[str]) -> None:
    assert [one.id for one in external_ids(MentionKind.PLACE, name, variants)] == ids
    assert external_ids(MentionKind.PERSON, name, variants) == ()


def test_an_id_says_by_which_name() -> None:
    (one,) = external_ids(MentionKind.ORGANISATION, "the alliance", ["NATO"])
    assert (one.scheme, one.name) == ("wikidata", "NATO")


def test_the_tables_are_whole() -> None:
    states, bodies = external._STATES, external._BODIES
    assert {state.alpha_2 for state in pycountry.countries} <= set(states)
    items = [*states.values(), *bodies.values()]
    assert len(items) == len(set(items)), "one item, one thing"
    assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in items)
    assert set(bodies) <= {names[0] for names in BODIES}
