"""Who a phrase means: what it is made of, and what it refers to in a report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_cases import KINDS, Engine, Marked, MarkedAttribution, MarkedName, unmarked

from onrecord.domain.text import Span, Text
from onrecord.reading import pipeline
from onrecord.reading.cast import alike, description
from onrecord.reading.genders import of_name
from onrecord.reading.names import Names
from onrecord.reading.phrases import phrases
from onrecord.reading.references import ReferencesStage
from onrecord.reading.referents import ReportReferences
from onrecord.reading.roles import is_plural, same_role, singular
from onrecord.reading.sentences import Sentences
from onrecord.reading.stage import Draft


def references(marked: str) -> tuple[ReportReferences, dict[str, list[tuple[int, int]]]]:
    """The references of a marked text; sources marked s1, s2 ... count as speaking there."""
    text, places = unmarked(marked)
    names = [MarkedName(place, KINDS[label]) for label in KINDS for place in places.get(label, ())]
    sources = sorted(place for label in places if label[0] == "s" for place in places[label])
    found = Marked(
        tuple(names), tuple(MarkedAttribution((s,), (), ((s[0], s[1]),)) for s in sources)
    )
    draft = Draft(Text(text))
    for stage in (Engine(found), Sentences(), Names(), ReferencesStage()):
        pipeline._gather(draft, stage, list(stage.run(draft)))
    assert isinstance(draft.references, ReportReferences)
    return draft.references, places


PHRASES = [
    ("[[s1:NATO Secretary General [[p:Jonas Weld]]]] spoke.", ["name"]),
    ("[[s1:[[p:Weld]]'s running mate, Governor [[p:Ada Ruiz]],]] spoke.", ["name"]),
    ("[[s1:[[l:Chile]], [[l:Peru]] and [[l:Ghana]]]] spoke.", ["name", "name", "name"]),
    ("[[s1:[[p:Ada Ruiz]], mother of two and mayor,]] spoke.", ["name"]),
    ("[[s1:the [[p:Ruiz]] campaign and the [[o:Green Party]]]] spoke.", ["role", "name"]),
    ("[[s1:[[p:Ruiz]] and other neighbors]] spoke.", ["name", "role"]),
    ("[[s1:according to two officials in [[l:Lima]]]] it rained.", ["role"]),
    (
        "[[s1:senator [[p:Ada Ruiz]], R-Tenn., and [[p:Ken Oyelaran]], D-Ore.,]] spoke.",
        ["name"] * 2,
    ),
    ("They met [[p:Ada Ruiz]], [[s1:who]] spoke.", ["relative"]),
    ("[[s1:many of whom]] spoke.", ["relative"]),
    ("[[s1:Secretary of State [[p:Ada Ruiz]]]] spoke.", ["name"]),
    ("[[s1:she]] spoke.", ["pronoun"]),
    ("[[s1:the]] end", []),
]


@pytest.mark.parametrize(("marked", "kinds"), PHRASES)
def test_what_a_phrase_is_made_of(marked: str, kinds: list[str]) -> None:
    found, places = references(marked)
    span = Span(*places["s1"][0])
    parts = phrases(found.scene.content, span, found.scene.names)
    assert [part.kind for part in parts] == kinds


MEANT = [
    # the text, with "a" marking the phrase in question; who it means
    ("Governor [[p:Ada Ruiz]] spoke. Later [[c1:the governor]] left.", ("Ada Ruiz",)),
    (
        "[[p:Ada Ruiz]], the [[l:Peruvian]] president, met [[p:Ken Oyelaran]], the premier of "
        "[[l:Ghana]]. [[c1:The Peruvian president]] left.",
        ("Ada Ruiz",),
    ),
    (
        "Senator [[p:Ada Ruiz]] (R-Tex.) met Senator [[p:Ken Oyelaran]] (D-Ore.). "
        "[[c1:The Texas senator]] left.",
        ("Ada Ruiz",),
    ),
    ("[[p:Ada Ruiz]], the nominee, spoke. [[c1:The candidate]] left.", ("Ada Ruiz",)),
    ("[[o:NATO]] met. [[c1:The alliance]] agreed.", ("NATO",)),
    ("[[o:High Court of Lima]] sat. [[c1:The court]] agreed.", ("High Court of Lima",)),
    ("[[c1:[[l:Washington]]]] agreed.", ("Washington",)),
    ("[[p:Ada Ruiz]] ran. [[c1:Her team]] was small, the Ruiz campaign said.", ("Ruiz campaign",)),
    (
        "[[p:Ada Ruiz]] ran against [[p:Ken Oyelaran]]. [[c1:The two rivals]] met.",
        ("Ada Ruiz", "Ken Oyelaran"),
    ),
    (
        "A study by the [[o:Lima Institute]] came out. [[c1:The study]] was long.",
        ("Lima Institute",),
    ),
    ("[[p:Ada Ruiz]] left. [[c1:A spokesman]] stayed.", ()),
    ("[[p:Ada Ruiz]] left. [[c1:Critics]] stayed.", ()),
    ("[[p:Ada Ruiz]] left. [[c1:The governor]] stayed.", ()),
    ("[[s1:[[o:Green Party]]]] said no. Then [[c1:it]] said yes.", ("Green Party",)),
    ("[[c1:The Government of [[l:Chile]]]] agreed.", ("Chile",)),
    ("When [[c1:she]] was young, [[p:Ada Ruiz]] sang.", ("Ada Ruiz",)),
]


@pytest.mark.parametrize(("marked", "names"), MEANT)
def test_whom_a_phrase_means(marked: str, names: tuple[str, ...]) -> None:
    found, places = references(marked)
    assert found.names_of(Span(*places["c1"][0])) == names


def test_i_and_we_are_the_speakers_of_the_quotation() -> None:
    found, places = references("“[[c1:We]] pay,” [[s1:[[p:Ada Ruiz]]]] said.")
    span = Span(*places["c1"][0])
    assert found.names_of_said(span, ("Ada Ruiz",)) == ("Ada Ruiz",)
    assert found.names_of_said(Span(*places["s1"][0]), ("Ken Oyelaran",)) == ("Ada Ruiz",)


def test_who_spoke_last_outweighs_who_was_only_named() -> None:
    found, places = references(
        "[[s1:[[p:Ada Ruiz]]]] spoke of [[p:Lena Brandt]]. It rained. Then [[c1:she]] left."
    )
    assert found.names_of(Span(*places["c1"][0])) == ("Ada Ruiz",)


def test_a_name_inside_a_quotation_is_seldom_taken_up_outside() -> None:
    found, places = references(
        "[[s1:[[p:Ken Oyelaran]]]] spoke: “I trust [[p:Tom Ashdown]].” Then [[c1:he]] left."
    )
    assert found.names_of(Span(*places["c1"][0])) == ("Ken Oyelaran",)


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Ada Ruiz", "f"), ("Mr. Ruiz", "m"), ("Ruiz", None), ("Olena Kovar", "f"), ("X Y", None)],
)
def test_gender_by_name(name: str, gender: str | None) -> None:
    assert of_name(name) == gender


def test_nouns_for_persons() -> None:
    assert [singular(word) for word in ("women", "aides", "allies", "congress")] == [
        "woman",
        "aide",
        "ally",
        "congress",
    ]
    assert [is_plural(word) for word in ("voters", "police", "voter", "congress")] == [
        True,
        True,
        False,
        False,
    ]
    assert "candidate" in same_role("nominee")
    assert alike("ukraine", "ukrainian") and alike("gop", "republican")
    assert not alike("austria", "australian")


def test_descriptions_stand_before_behind_and_in_brackets() -> None:
    found, _ = references("Sen. [[p:Ada Ruiz]] (R-Tex.), a former judge, spoke.")
    words, heads = description(found.scene.content, found.scene.names.mentions[0])
    assert {"sen", "republican", "texas", "judge", "former"} <= set(words)
    assert "judge" in heads


pieces = st.sampled_from(
    [
        "Ada Ruiz",
        "the",
        "she",
        "They",
        ",",
        " ",
        " and ",
        "who",
        "'s",
        "(",
        ")",
        "“",
        "”",
        "\n",
        "of",
        "president",
        "poll",
        "said",
        "R-Tex.",
        "U.S.",
        "—",
        "é",
        "\x00",
        "🙂",
        "two",
        "men",
    ]
)
texts = st.lists(pieces, min_size=1, max_size=40).map(" ".join)


@settings(deadline=None, max_examples=30)
@given(texts, st.data())
def test_any_span_of_any_text_has_an_answer(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    names = tuple(
        MarkedName((at, at + 8), "person")
        for at in range(len(text))
        if text.startswith("Ada Ruiz", at)
    )
    draft = Draft(Text(text))
    found = Marked(names, (MarkedAttribution(((start, end),), (), ((0, 1),)),))
    for stage in (Engine(found), Sentences(), Names(), ReferencesStage()):
        pipeline._gather(draft, stage, list(stage.run(draft)))
    assert isinstance(draft.references, ReportReferences)
    answer = draft.references.names_of(Span(start, end))
    known = " ".join([text, *(mention.name for mention in draft.mentions)])
    assert all(word in known for name in answer for word in name.split())
    assert all(name.strip() for name in answer)
