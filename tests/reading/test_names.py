from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Text
from onrecord.domain.words import MentionKind
from onrecord.reading.names import Names
from onrecord.reading.stage import Draft


def read(content: str, found: Sequence[tuple[str, str]]) -> list[Mention]:
    """The mentions when an engine found the first place of each of these words."""
    names: list[Any] = []
    at: dict[str, int] = {}
    for words, kind in found:
        start = content.index(words, at.get(words, 0))
        at[words] = start + len(words)
        names.append(SimpleNamespace(span=(start, start + len(words)), kind=kind, score=1.0))
    draft = Draft(Text(content))
    draft.found = SimpleNamespace(names=tuple(names), attributions=(), pledges=())
    return list(Names().run(draft))


def told(mentions: list[Mention]) -> list[tuple[str, str, str]]:
    return [(m.quote.words, m.kind.value, m.name) for m in mentions]


def test_titles_articles_and_possessives_are_no_part_of_a_name() -> None:
    text = "President Ada Brook’s aide met the Harbour Board's chair and Gen. Carl Dean."
    assert told(
        read(
            text,
            [
                ("President Ada Brook’s", "person"),
                ("the Harbour Board's", "organisation"),
                ("Gen. Carl Dean", "person"),
            ],
        )
    ) == [
        ("Ada Brook", "person", "Ada Brook"),
        ("Harbour Board", "organisation", "Harbour Board"),
        ("Carl Dean", "person", "Carl Dean"),
    ]


def test_a_surname_goes_by_the_full_form_wherever_it_stands() -> None:
    text = "Ada Brook spoke. Later Brook left, and Mr. Dean followed Brook."
    assert told(read(text, [("Ada Brook", "person"), ("Dean", "person")])) == [
        ("Ada Brook", "person", "Ada Brook"),
        ("Brook", "person", "Ada Brook"),
        ("Dean", "person", "Dean"),
        ("Brook", "person", "Ada Brook"),
    ]


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "Ada Brook met Carl Brook. Brook said little."
    names = [m.name for m in read(text, [("Ada Brook", "person"), ("Carl Brook", "person")])]
    assert names == ["Ada Brook", "Carl Brook", "Brook"]


def test_a_fuller_form_takes_in_initials_and_suffixes() -> None:
    text = "Ada M. Brook Jr. spoke. A. Brook left. Ada Brook came back."
    found = [("Ada M. Brook Jr.", "person"), ("A. Brook", "person"), ("Ada Brook", "person")]
    assert {m.name for m in read(text, found)} == {"Ada M. Brook Jr."}


def test_words_run_together_with_a_name_are_cut_off() -> None:
    text = "Minister GeneralAda Brookfieldaffirmed it. Brookfield left with Brookfieldwho came."
    assert told(read(text, [("GeneralAda Brookfieldaffirmed", "person")])) == [
        ("Ada Brookfield", "person", "Ada Brookfield"),
        ("Brookfield", "person", "Ada Brookfield"),
        ("Brookfield", "person", "Ada Brookfield"),
    ]


def test_a_name_is_not_found_inside_another_word() -> None:
    text = "Ada Kentmoor spoke. The Kentmoorian plan and the Kentmoor Bridge are old."
    assert [m.quote.start for m in read(text, [("Ada Kentmoor", "person")])] == [0]


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (("the US", "America", "the United States"), "United States"),
        (("U.S.",), "U.S."),
        (("Britain", "the UK"), "Britain"),
        (("the EU",), "EU"),
        (("Türkiye",), "Türkiye"),
        (("Nato",), "NATO"),
        (("WHO", "World Health Organization"), "World Health Organization"),
        (("OSLO",), "Oslo"),
        (("Kyiv",), "Kyiv"),
    ],
)
def test_a_state_or_body_goes_by_the_fullest_form_that_stands(
    forms: tuple[str, ...], name: str
) -> None:
    text = " ".join(f"Envoys of {form} were there." for form in forms)
    assert {m.name for m in read(text, [(form, "organisation") for form in forms])} == {name}


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        (
            "The Alliance to Mend Our Roads met.",
            "Alliance",
            "Alliance to Mend Our Roads",
        ),
        (
            "The U.S. Court of Appeals for the Tenth Circuit ruled.",
            "U.S. Court of Appeals",
            "U.S. Court of Appeals for the Tenth Circuit",
        ),
        ("The Center for Rail and Public Works asked.", "Center for Rail", None),
        ("The Harbour Board on Monday voted.", "Harbour Board", "Harbour Board"),
        ("The Rail Party for Ada Brook met.", "Rail Party", "Rail Party"),
        ("The Dock Union to Norway sent envoys.", "Dock Union", "Dock Union"),
        ("Ethics Committee To Probe Mayor’s Trips", "Ethics Committee", "Ethics Committee"),
        ("The S.E.R. met.", "E.R", "S.E.R."),
        ("The Brim Courier wrote.", "Brim", "Brim Courier"),
    ],
)
def test_a_name_that_was_cut_is_made_whole(text: str, found: str, whole: str | None) -> None:
    people = [("Ada Brook", "person")] if "Ada Brook" in text else []
    mentions = read(text, [(found, "organisation"), *people])
    assert mentions[0].quote.words == (whole or "Center for Rail and Public Works")


def test_a_camel_case_name_that_comes_again_is_not_cut() -> None:
    text = "StatusFacts said so. Status’facts’ is a joke. StatusFacts and StatusFacts again."
    found = [("StatusFacts", "organisation"), ("Status", "organisation")]
    assert {m.quote.words for m in read(text, found)} >= {"StatusFacts"}
    assert [m.quote.words for m in read(text, found)].count("StatusFacts") == 3


@pytest.mark.parametrize("words", ["Brookfieldson came.", "Brookfieldian plans."])
def test_a_longer_word_is_no_name_run_together(words: str) -> None:
    text = f"Ada Brookfield spoke of her son. {words}"
    assert [m.quote.start for m in read(text, [("Ada Brookfield", "person")])] == [0]


def test_an_adjective_of_a_place_is_no_name_of_it() -> None:
    text = "Norwegian ships left Norway. From Norvania came a Norvanian envoy."
    found = [("Norwegian", "place"), ("Norvanian", "organisation"), ("Norvania", "organisation")]
    assert told(read(text, found)) == [
        ("Norway", "place", "Norway"),
        ("Norvania", "place", "Norvania"),
    ]


def test_what_an_office_is_for_is_no_name() -> None:
    text = (
        "Secretary of State Ada Brook met the Defense Secretary and Minister of Defence Cara Dean."
    )
    found = [
        ("State", "organisation"),
        ("Ada Brook", "person"),
        ("Defense", "organisation"),
        ("Defence Cara", "organisation"),
        ("Dean", "person"),
    ]
    assert [m.quote.words for m in read(text, found)] == ["Ada Brook", "Cara Dean"]


def test_a_first_name_alone_is_the_one_who_bears_it() -> None:
    text = "Ada Brook met Carl Dean and Carl Moor. Ada laughed. Carl did not."
    found = [(n, "person") for n in ("Ada Brook", "Carl Dean", "Carl Moor", "Ada", "Carl")]
    assert [m.name for m in read(text, found)][3:] == ["Ada Brook", "Carl"]


def test_a_country_that_acts_is_a_place_throughout() -> None:
    text = "Norvania will send ships. Norvania denied it. Dalmora and Norvania met in Dalmora."
    found = [("Norvania", "organisation"), ("Norvania", "organisation"), ("Dalmora", "place")]
    assert {m.kind for m in read(text, found)} == {MentionKind.PLACE}


def test_states_are_found_where_the_engine_found_nothing() -> None:
    text = "Envoys of Norway and the Norwegian government met in Riga; us they told nothing."
    assert told(read(text, [])) == [
        ("Norway", "place", "Norway"),
        ("Norwegian government", "organisation", "Norwegian government"),
        ("Riga", "place", "Riga"),
    ]


def test_a_capital_in_small_letters_is_found_but_not_in_an_address() -> None:
    assert told(read("They went to kyiv, not to www.kyiv.example or /kyiv/.", [])) == [
        ("kyiv", "place", "Kyiv")
    ]


def test_an_acronym_goes_by_what_it_stands_for() -> None:
    text = "The Northern Rail Board (NRB) met. NRB agreed."
    found = [("Northern Rail Board", "organisation"), ("NRB", "organisation")]
    assert {m.name for m in read(text, found)} == {"Northern Rail Board"}


def test_one_form_has_one_kind_in_a_report() -> None:
    text = "In Dalmora it rained. Dalmora voted. They left Dalmora."
    kinds = {m.kind for m in read(text, [("Dalmora", "person"), ("Dalmora", "person")])}
    assert kinds == {MentionKind.PLACE}


def test_first_name_and_surname_found_apart_are_one_name() -> None:
    (mention,) = read("Then Ada Brook spoke.", [("Ada", "person"), ("Brook", "person")])
    assert mention.quote.words == "Ada Brook"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Harbour Board chairman Carl Dean spoke.", "Harbour Board chairman"),
        ("On Monday, Norwegian Foreign Minister Carl Dean spoke.", "Norwegian Foreign Minister"),
        (
            "Carl Dean, the spokesman for the Harbour Board, spoke.",
            "the spokesman for the Harbour Board",
        ),
        ("The spokesman for the board, Carl Dean, spoke.", "The spokesman for the board"),
        ("Sen. Carl Dean spoke.", "Sen."),
        ("Harbour Board chairmanCarl Dean spoke.", "Harbour Board chairman"),
        ("Although Mr. Carl Dean spoke, nobody came.", None),
        ("Carl Dean, however, spoke.", None),
        ("They met the president. Carl Dean spoke.", None),
    ],
)
def test_the_role_is_what_stands_beside_the_name(text: str, role: str | None) -> None:
    mention = next(m for m in read(text, [("Carl Dean", "person")]) if m.name == "Carl Dean")
    assert (mention.role.words if mention.role else None) == role


def test_places_never_overlap_and_hold_their_words() -> None:
    text = "Ada Brook of the Brook Trust met Brook and the U.S. Brook Trust envoy in Oslo, Norway."
    mentions = read(
        text, [("Ada Brook", "person"), ("Brook Trust", "organisation"), ("U", "place")]
    )
    assert all(a.quote.end <= b.quote.start for a, b in pairwise(mentions))
    assert all(Text(text).holds(m.quote) for m in mentions)


def test_without_a_pass_of_the_engine_there_is_nothing() -> None:
    assert list(Names().run(Draft(Text("Ada Brook spoke.")))) == []
