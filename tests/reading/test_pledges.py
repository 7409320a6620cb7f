"""The pledge stage: fields made of what an engine or the patterns found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Mention, Pledge, Quantity, Statement, TimeExpression
from onrecord.domain.text import Span, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    MentionKind,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.reading.pledge_fields import Reader
from onrecord.reading.pledge_parties import people
from onrecord.reading.pledge_repeats import merged
from onrecord.reading.pledge_triggers import main_word, sure_stage
from onrecord.reading.pledge_words import Words
from onrecord.reading.pledges import Pledges, shipped_weights
from onrecord.reading.stage import Draft, Place, Places, Sentence


@dataclass
class Trigger:
    trigger: Place
    stage: str = "announced"
    category: str = "military_aid"
    evidence: Places = ()
    roles: Mapping[str, Places] = field(default_factory=dict)
    distribution: str = "single"
    conditions: tuple[tuple[Place, str], ...] = ()
    score: float = 0.9


@dataclass
class Everything:
    pledges: tuple[Trigger, ...]
    names: tuple[object, ...] = ()
    attributions: tuple[object, ...] = ()


class Known:
    """References that know who a few phrases mean."""

    def __init__(self, text: str, names: Mapping[str, tuple[str, ...]]) -> None:
        self.text, self.names = text, names

    def names_of(self, span: Span) -> tuple[str, ...]:
        return self.names.get(self.text[span.start : span.end], ())


def at(text: str, words: str) -> Place:
    start = text.index(words)
    return start, start + len(words)


def draft_of(content: str, *names: str) -> Draft:
    text = Text(content)
    draft = Draft(text)
    start = 0
    for part in content.split("\n"):
        draft.sentences.append(Sentence(Span(start, start + len(part))))
        start += len(part) + 1
    for name in names:
        quote = text.quote(*at(content, name))
        draft.mentions.append(Mention(text.digest, quote, MentionKind.PLACE, name))
    return draft


def made(draft: Draft, *triggers: Trigger) -> list[Pledge]:
    """What the fields make of triggers as they stand, without choosing among them."""
    words = Words(draft.text.content, [s.span for s in draft.sentences])
    everyone = people(words, [(m.quote.start, m.quote.end) for m in draft.mentions])
    reader = Reader(draft, words, everyone, shipped_weights())
    return merged([p for t in triggers if (p := reader.pledge(t)) is not None])


def read(draft: Draft, *triggers: Trigger) -> list[Pledge]:
    """What the stage makes of an engine that found these triggers."""
    draft.found = Everything(triggers)  # type: ignore[assignment]
    return list(Pledges().run(draft))


def test_an_engines_places_become_quotes_with_names() -> None:
    content = "He will send tanks to the islanders."
    draft = draft_of(content)
    draft.references = Known(content, {"He": ("Ada Berg",)})
    trigger = Trigger(
        at(content, "will send"),
        roles={
            "by": (at(content, "He"),),
            "to": (at(content, "the islanders"),),
            "object": (at(content, "tanks"),),
        },
    )
    (pledge,) = made(draft, trigger)
    assert [(p.quote.words, p.name) for p in pledge.by] == [("He", "Ada Berg")]
    assert pledge.to[0].name == "the islanders"
    assert pledge.object is not None and pledge.object.words == "tanks"
    assert pledge.trigger.words == "will send"
    assert (pledge.stage, pledge.category) == (Stage.ANNOUNCED, Category.MILITARY_AID)
    assert pledge.evidence[0].words == "He will send tanks"
    assert all(draft.text.holds(q) for q in pledge.evidence)


def test_parties_that_share_a_verb_are_each_named() -> None:
    content = "Norway, Chile and Kenya will each lend a frigate."
    draft = draft_of(content, "Norway", "Chile", "Kenya")
    (pledge,) = made(
        draft,
        Trigger(
            at(content, "will each lend"),
            roles={"by": (at(content, "Norway, Chile and Kenya"),)},
            distribution="joint",
        ),
    )
    assert [p.name for p in pledge.by] == ["Norway", "Chile", "Kenya"]
    assert pledge.distribution is Distribution.EACH


def test_several_parties_without_each_are_joint() -> None:
    content = "Norway and Chile will lend a frigate."
    draft = draft_of(content, "Norway", "Chile")
    roles = {"by": (at(content, "Norway"), at(content, "Chile"))}
    (pledge,) = made(draft, Trigger(at(content, "will lend"), roles=roles))
    assert pledge.distribution is Distribution.JOINT


def test_the_first_person_is_the_speaker_of_the_statement_around_it() -> None:
    content = "“We will rebuild the bridge,” Premier Ada Berg said."
    draft = draft_of(content)
    text = draft.text
    statement = Statement(
        text.digest,
        (text.quote(*at(content, "Premier Ada Berg")),),
        (text.quote(*at(content, "said")),),
        (text.quote(*at(content, "“We will rebuild the bridge,”")),),
        StatementKind.DIRECT,
        speakers=("Ada Berg",),
    )
    draft.statements.append(statement)
    (pledge,) = made(
        draft, Trigger(at(content, "will rebuild"), roles={"by": (at(content, "We"),)})
    )
    assert pledge.by[0].name == "Ada Berg"
    assert pledge.statement == statement.id
    assert pledge.source is not None and pledge.source.quote.words == "Premier Ada Berg"
    assert pledge.source.name == "Ada Berg"


def test_no_statement_around_it_gives_no_source() -> None:
    content = "Norway has pledged a frigate."
    (pledge,) = made(
        draft_of(content, "Norway"),
        Trigger(at(content, "has pledged"), roles={"by": (at(content, "Norway"),)}),
    )
    assert pledge.source is None and pledge.statement is None


def test_quantity_and_time_come_from_their_layers() -> None:
    content = "Norway will lend three frigates in May."
    draft = draft_of(content, "Norway")
    text = draft.text
    three = Quantity(
        text.digest,
        text.quote(*at(content, "three frigates")),
        Amount(Decimal(3), Decimal(3), "frigate"),
    )
    may = TimeExpression(text.digest, text.quote(*at(content, "May")), TimeType.DATE, "XXXX-05")
    draft.quantities.append(three)
    draft.times.append(may)
    (pledge,) = made(
        draft,
        Trigger(
            at(content, "will lend"),
            roles={
                "by": (at(content, "Norway"),),
                "quantity": (at(content, "three"),),
                "when": (at(content, "in May"),),
            },
        ),
    )
    assert pledge.quantity == three
    assert pledge.when is not None
    assert (pledge.when.quote.words, pledge.when.value) == ("in May", "XXXX-05")


def test_a_time_that_no_layer_knows_stays_without_value() -> None:
    content = "Norway will lend a frigate before the talks end."
    roles = {"by": (at(content, "Norway"),), "when": (at(content, "before the talks end"),)}
    (pledge,) = made(draft_of(content, "Norway"), Trigger(at(content, "will lend"), roles=roles))
    assert pledge.when is not None and pledge.when.value is None


def test_a_marker_opens_a_condition_that_the_engine_did_not_see() -> None:
    content = "Norway will lend a frigate unless the strike goes on."
    roles = {"by": (at(content, "Norway"),)}
    (pledge,) = made(draft_of(content, "Norway"), Trigger(at(content, "will lend"), roles=roles))
    assert [(c.quote.words, c.kind) for c in pledge.conditions] == [
        ("the strike goes on", ConditionKind.UNLESS)
    ]
    assert pledge.object is not None and pledge.object.words == "a frigate"


def test_the_same_undertaking_told_twice_is_one_pledge_with_two_stretches() -> None:
    content = "Norway will lend an old frigate.\nNorway will lend the old frigate soon."
    draft = draft_of(content, "Norway")
    first, second = (0, 6), (33, 39)
    assert content[slice(*second)] == "Norway"
    draft.references = Known(content, {"Norway": ("Norway",)})
    again = content.index("will lend", 20)
    found = made(
        draft,
        Trigger(at(content, "will lend"), roles={"by": (first,)}, score=0.5),
        Trigger((again, again + 9), roles={"by": (second,)}, score=0.8),
    )
    assert len(found) == 1
    assert len(found[0].evidence) == 2
    assert found[0].score == 0.8


@pytest.mark.parametrize("changed", [{"stage": "refused"}, {"category": "legal"}])
def test_another_stage_or_category_is_another_pledge(changed: dict[str, str]) -> None:
    content = "Norway will lend an old frigate.\nNorway will lend the old frigate soon."
    draft = draft_of(content, "Norway")
    again = content.index("will lend", 20)
    found = made(
        draft,
        Trigger(at(content, "will lend"), roles={"by": ((0, 6),)}),
        Trigger((again, again + 9), roles={"by": ((33, 39),)}, **changed),
    )
    assert len(found) == 2


def test_a_class_that_is_none_of_ours_gives_no_pledge() -> None:
    content = "Norway will lend a frigate."
    trigger = Trigger(at(content, "will lend"), stage="dreamt", roles={"by": ((0, 6),)})
    assert made(draft_of(content, "Norway"), trigger) == []


def test_patterns_read_where_no_engine_does() -> None:
    content = (
        "Norway has pledged to deliver two ferries to Chile.\n"
        "The weather was mild and the fans enjoyed the game.\n"
        "Kenya refused to extend the lease."
    )
    found = read(draft_of(content, "Norway", "Chile", "Kenya"))
    assert [p.by[0].name for p in found] == ["Norway", "Kenya"]
    assert [p.stage for p in found] == [Stage.ANNOUNCED, Stage.REFUSED]
    assert all(0 < p.score < 1 for p in found)


def test_the_shipped_weights_find_a_request_and_who_asks() -> None:
    content = "Kenya urged Norway to send more ferries."
    (pledge,) = read(draft_of(content, "Norway", "Kenya"))
    assert pledge.stage is Stage.REQUESTED
    assert [p.name for p in pledge.by] == ["Norway"]
    assert [p.name for p in pledge.asked_by] == ["Kenya"]


@pytest.mark.parametrize("content", ["x", "...", "12 34", "\u202eabc", "A" * 5000])
def test_text_without_undertakings_gives_none(content: str) -> None:
    assert read(draft_of(content)) == []


def test_a_trigger_that_is_all_modals_is_read_with_its_verb_and_told_once() -> None:
    content = "Kenya will not extend the lease."
    found = read(
        draft_of(content, "Kenya"),
        Trigger(at(content, "will not"), stage="refused", roles={"by": ((0, 5),)}),
        Trigger(at(content, "extend"), stage="refused", roles={"by": ((0, 5),)}),
    )
    assert [(p.trigger.words, p.stage) for p in found] == [("will not extend", Stage.REFUSED)]


def test_what_neither_engine_nor_patterns_hold_likely_is_not_told() -> None:
    content = "The weather in Norway was mild."
    trigger = Trigger(at(content, "was"), roles={"by": (at(content, "Norway"),)}, score=0.1)
    assert read(draft_of(content, "Norway"), trigger) == []


def test_a_word_that_tells_the_stage_outweighs_the_engine() -> None:
    content = "Kenya refused to extend the lease."
    trigger = Trigger(at(content, "refused to extend"), roles={"by": (at(content, "Kenya"),)})
    assert [p.stage for p in read(draft_of(content, "Kenya"), trigger)] == [Stage.REFUSED]


@pytest.mark.parametrize(
    ("content", "trigger", "stage"),
    [
        ("Norway and Chile signed a treaty on fishing.", "signed", "agreed"),
        ("Norway has no plans to leave.", "has no plans", "refused"),
        ("Norway violated the lease.", "violated", "broken"),
        ("Kenya vowed to pay.", "vowed", "announced"),
        ("Kenya asked Norway to pay.", "asked", "requested"),
    ],
)
def test_words_that_tell_the_stage(content: str, trigger: str, stage: str) -> None:
    words = Words(content)
    start, end = at(content, trigger)
    main = main_word(words, (start, end))
    assert main is not None
    assert sure_stage(words, main, start) == stage


def test_two_triggers_with_one_object_are_one_pledge() -> None:
    content = "Norway reaffirmed its pledge to lend a frigate."
    object_ = at(content, "to lend a frigate")
    roles = {"by": (at(content, "Norway"),), "object": (object_,)}
    found = made(
        draft_of(content, "Norway"),
        Trigger(at(content, "reaffirmed"), roles=roles, category="political"),
        Trigger(at(content, "pledge"), roles=roles),
    )
    assert len(found) == 1


def test_an_apposition_is_one_party() -> None:
    content = "The premier, Ada Berg, will pay."
    draft = draft_of(content, "Ada Berg")
    draft.references = Known(content, {"The premier": ("Ada Berg",), "Ada Berg": ("Ada Berg",)})
    roles = {"by": (at(content, "The premier"), at(content, "Ada Berg"))}
    (pledge,) = made(draft, Trigger(at(content, "will pay"), roles=roles))
    assert [p.name for p in pledge.by] == ["Ada Berg"]


def test_a_time_ends_before_the_clause_that_follows() -> None:
    content = "Norway will lend three frigates a year for as long as it takes."
    draft = draft_of(content, "Norway")
    (pledge,) = made(
        draft,
        Trigger(
            at(content, "will lend"),
            roles={"by": (at(content, "Norway"),), "when": (at(content, "a year for as long"),)},
            conditions=((at(content, "for"), "after"),),
        ),
    )
    assert pledge.when is None or pledge.when.quote.words == "a year"
    assert [(c.quote.words, c.kind) for c in pledge.conditions] == [
        ("it takes", ConditionKind.WHILE)
    ]


@pytest.mark.parametrize(
    ("content", "to"),
    [
        ("Norway will lend boats from Chile's docks.", "Chile"),
        ("The Kestrels must be rebuilt by Norway.", "The Kestrels"),
    ],
)
def test_where_it_comes_from_and_what_is_acted_on_are_no_beneficiaries(
    content: str, to: str
) -> None:
    trigger = "will lend" if "will lend" in content else "must be rebuilt"
    goal = "boats" if "boats" in content else "The Kestrels"
    roles = {
        "by": (at(content, "Norway"),),
        "to": (at(content, to),),
        "object": (at(content, goal),),
    }
    (pledge,) = made(draft_of(content, "Norway"), Trigger(at(content, trigger), roles=roles))
    assert pledge.to == ()
