"""One pledge for each item of a list under a lead-in."""

from __future__ import annotations

import pytest

from onrecord.domain.annotations import Party, Pledge
from onrecord.domain.text import Span, Text
from onrecord.domain.words import Category, Distribution, Stage
from onrecord.reading.pledge_items import MOST, SURE, itemised
from onrecord.reading.quantity_phrases import quantities_in


def read(content: str, trigger: str, goal: str | None = None) -> list[Pledge]:
    """What a pledge of the lead-in becomes."""
    text = Text(content)

    def place(words: str) -> tuple[int, int]:
        return content.index(words), content.index(words) + len(words)

    lead = content[: content.index(":")] if ":" in content else content
    first = Pledge(
        text=text.digest,
        evidence=(text.quote(*place(lead)),),
        trigger=text.quote(*place(trigger)),
        by=(Party(text.quote(*place("Norway")), "Norway"),),
        distribution=Distribution.SINGLE,
        to=(),
        category=Category.INDUSTRIAL,
        object=text.quote(*place(goal)) if goal else None,
        quantity=None,
        when=None,
        conditions=(),
        stage=Stage.ANNOUNCED,
        score=0.8,
    )
    quantities = tuple(quantities_in(text, Span(0, len(content))))
    return itemised([first], quantities, (), text)


def told(pledges: list[Pledge]) -> list[tuple[str, str]]:
    return [(p.trigger.words, p.object.words if p.object else "") for p in pledges]


@pytest.mark.parametrize(
    "content",
    [
        "Norway will:\n- Build 12 new ferries for the north.\n- Repair the quays of Tolm.",
        "Norway will:\n\nBuild 12 new ferries for the north; - Repair the quays of Tolm.",
        "Norway will: - Build 12 new ferries for the north; and - Repair the quays of Tolm.",
        "Norway will:\n\nBuild 12 new ferries for the north.\n\n<!-- -->\n\n"
        "Repair the quays of Tolm.",
        "Norway will:\n• Build 12 new ferries for the north\n• Repair the quays of Tolm",
    ],
)
def test_each_item_is_a_pledge(content: str) -> None:
    pledges = read(content, "will")
    assert told(pledges) == [
        ("Build", "12 new ferries for the north"),
        ("Repair", "the quays of Tolm"),
    ]
    assert [p.quantity.amount.min if p.quantity else None for p in pledges] == [12, None]
    assert all(p.by[0].name == "Norway" and p.score == round(0.8 * SURE, 4) for p in pledges)
    text = Text(content)
    assert all(text.holds(q) for p in pledges for q in p.evidence)


def test_things_under_a_verb_have_its_words() -> None:
    content = (
        "Norway announced the following steps:\n- A ferry line to Tolm.\n- Two lighthouses in Arda."
    )
    pledges = read(content, "announced", "the following steps")
    assert told(pledges) == [
        ("announced", "A ferry line to Tolm"),
        ("announced", "Two lighthouses in Arda"),
    ]


def test_a_lead_in_with_a_thing_of_its_own_stays() -> None:
    content = (
        "Norway will found a ferry company, which will:\n- Build 12 ships for the north.\n"
        "- Repair the quays of Tolm."
    )
    pledges = read(content, "found", "a ferry company")
    assert told(pledges)[0] == ("found", "a ferry company") and len(pledges) == 3


@pytest.mark.parametrize(
    "content",
    [
        "Norway will wait: the ferries are old, and the quays are worse.",
        "Norway will:\n\nBuild 12 new ferries for the north.",
        "Norway will build ferries.\n- They are old.\n- They are few.",
        "Norway will:\n- a\n- b",
        "Norway will:\n\nThe ferries are old, the minister said.\n\nThe quays are worse.",
    ],
)
def test_what_is_no_list(content: str) -> None:
    assert len(read(content, "will")) == 1


def test_a_list_ends_where_a_sentence_begins() -> None:
    content = (
        "Norway will:\n\nBuild 12 new ferries; - Repair the quays of Tolm.\n\n<!-- -->\n\n"
        "The ferries are old."
    )
    assert len(read(content, "will")) == 2


def test_a_very_long_list_is_cut() -> None:
    items = "\n".join(f"- Build {n} ferries for Tolm." for n in range(1, 3 * MOST))
    assert len(read(f"Norway will:\n{items}", "will")) == MOST


def test_a_text_of_marks_alone() -> None:
    assert len(read("Norway will:\n- - - - -\n- -\n:- :-", "will")) == 1
