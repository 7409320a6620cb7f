"""What is undertaken, in few words."""

from __future__ import annotations

import pytest

from onrecord.domain.annotations import Party, Pledge
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import Category, Distribution, Stage
from onrecord.ledger.wording import LENGTH, what


def pledge(words: str, trigger: str, goal: str | None) -> Pledge:
    text = Text(words)

    def quote(part: str) -> Quote:
        start = words.index(part)
        return text.quote(start, start + len(part))

    return Pledge(
        text=text.digest,
        evidence=(quote(words.rstrip(".")),),
        trigger=quote(trigger),
        by=(Party(quote(words.split()[0]), words.split()[0]),),
        distribution=Distribution.SINGLE,
        to=(),
        category=Category.OTHER,
        object=quote(goal) if goal else None,
        quantity=None,
        when=None,
        conditions=(),
        stage=Stage.ANNOUNCED,
    )


@pytest.mark.parametrize(
    ("words", "trigger", "goal", "shown"),
    [
        ("Norway will send two ferries.", "will send", "two ferries", "two ferries"),
        ("Norway will not shell the port.", "will not shell", "the port", "shell the port"),
        ("Norway declined to lift the ban.", "declined to lift", "the ban", "lift the ban"),
        ("Norway must not fire at towns.", "must not fire", "at towns", "fire at towns"),
        ("Norway is expected at the fair.", "is expected", "at the fair", "expected at the fair"),
        ("Norway won’t endorse a list.", "won’t endorse", "a list", "endorse a list"),
        ("Norway didn't endorse a list.", "t endorse", "a list", "endorse a list"),
        ("Norway rejected the treaty.", "rejected", "the treaty", "the treaty"),
        ("Norway intends to give Kenya a boat.", "intends", "to give Kenya a boat",
         "to give Kenya a boat"),
        ("Norway pledged to give an old boat.", "pledged", "to give an old boat", "an old boat"),
        ("Norway will train Kenyan pilots on the F-16.", "will train", "on the F-16",
         "train on the F-16"),
        ("Norway will lend Kenya two ferries.", "will lend", "two ferries", "two ferries"),
        ("Norway welcomed Chile's offer.", "welcomed", "'s offer", "offer"),
        ("Norway will do it.", "will do", "it", "will do it"),
        ("Norway will withdraw.", "will withdraw", None, "will withdraw"),
    ],
)  # fmt: skip
def test_the_act_is_told_where_the_object_alone_does_not(
    words: str, trigger: str, goal: str | None, shown: str
) -> None:
    assert what([pledge(words, trigger, goal)]) == shown


def test_the_first_telling_that_tells_something_counts() -> None:
    vague = pledge("Norway will send it.", "will send", "it")
    clear = pledge("Norway will send two ferries.", "will send", "two ferries")
    assert what([vague, clear]) == "two ferries"


def test_long_words_are_cut_between_words() -> None:
    goal = "ferries and " * 30 + "boats"
    shown = what([pledge(f"Norway will send {goal}.", "will send", goal)])
    assert shown.endswith(" …") and len(shown) <= LENGTH + 2
    assert goal.startswith(shown.removesuffix(" …"))
