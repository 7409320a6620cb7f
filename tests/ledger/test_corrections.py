"""A field that a person put right: bound to characters, outliving a new reading, taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from paper import Page, Paper

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Annotation, Pledge, Statement
from onrecord.domain.corrections import Correction, check, correction
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.errors import UsageError
from onrecord.domain.text import Text
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement
from onrecord.domain.world import Commitment
from onrecord.ledger.fold import fold, folded

WORDS = (
    "Norland said Westmark will send 10 pumps, or perhaps 12 pumps, to Coastland by June "
    "if the road is open. “We will help,” the mayor said."
)


def page() -> tuple[Paper, Page, Pledge]:
    paper = Paper()
    one = paper.page("a", WORDS)
    for name in ("Norland", "Westmark", "Coastland"):
        one.name(name)
    pledge = one.pledge(
        "Westmark will send 10 pumps, or perhaps 12 pumps, to Coastland by June",
        by=["Norland"],
        number=(10, 10, "pump"),
        thing="10 pumps",
    )
    return paper, one, pledge


def place(one: Page, words: str) -> tuple[int, int]:
    quote = one.quote(words)
    return quote.start, quote.end


def correct(
    paper: Paper, thing: Annotation, told: Correction, actor: str = "anna", reason: str = "so"
) -> Decision:
    made = Decision(
        thing.id, Judgement.CORRECT, actor, reason, anchor_of(thing), value=told.written
    )
    paper.later.append(made)
    return made


def undo(paper: Paper, decision: Decision, actor: str = "anna") -> Decision:
    made = Decision(decision.id, Judgement.UNDO, actor, "no", decision.left, decision.right)
    paper.later.append(made)
    return made


def only(paper: Paper) -> Commitment:
    (found,) = fold(paper.facts()).commitments
    return found


def by(paper: Paper) -> list[str]:
    return [party.name for party in only(paper).by]


def test_a_wrong_party_is_put_right_and_found_among_the_names() -> None:
    paper, one, pledge = page()
    before = only(paper)
    assert by(paper) == ["Norland"]
    correct(paper, pledge, Correction("by", (place(one, "Westmark"),)))
    after = only(paper)
    assert [party.name for party in after.by] == ["Westmark"] and after.by[0].entity is not None
    assert (after.id, after.pledges, after.history) == (before.id, before.pledges, before.history)


def test_the_words_say_who_it_is_where_no_name_stands() -> None:
    paper, one, pledge = page()
    correct(paper, pledge, Correction("by", (place(one, "the mayor"),)))
    assert by(paper) == ["the mayor"]
    correct(paper, pledge, Correction("by", (place(one, "the mayor"),), ("Westmark",)), reason="2")
    assert by(paper) == ["Westmark"] and only(paper).by[0].entity is not None


FIELDS = (
    (Correction("stage", words=("agreed",)), "stage", "agreed"),
    (Correction("category", words=("industrial",)), "category", "industrial"),
    (Correction("distribution", words=("joint",)), "distribution", "joint"),
)


@pytest.mark.parametrize(("told", "field", "value"), FIELDS)
def test_a_word_of_a_list(told: Correction, field: str, value: str) -> None:
    paper, _, pledge = page()
    assert str(getattr(only(paper), field)) != value
    correct(paper, pledge, told)
    assert str(getattr(only(paper), field)) == value


def test_every_other_field_of_a_pledge() -> None:
    paper, one, pledge = page()
    twelve = Amount(Decimal(12), None, "pump")
    for told in (
        Correction("to", (place(one, "Coastland"),)),
        Correction("asked_by", (place(one, "the mayor"),)),
        Correction("object", (place(one, "12 pumps"),)),
        Correction("quantity", (place(one, "12 pumps"),), amount=twelve),
        Correction("when", (place(one, "by June"),), time=("DATE", "2025-06", None)),
        Correction("conditions", (place(one, "if the road is open"),), ("if",)),
    ):
        assert correction(told.written) == told
        correct(paper, pledge, told)
    made = only(paper)
    assert [p.name for p in made.to] == ["Coastland"]
    assert [p.name for p in made.asked_by] == ["the mayor"]
    assert made.what == "12 pumps" and made.quantity == twelve
    assert (made.when, made.when_words) == ("2025-06", "by June")
    assert [(c.kind, c.words) for c in made.conditions] == [("if", "if the road is open")]
    for field in ("to", "asked_by", "object", "quantity", "when", "conditions"):
        correct(paper, pledge, Correction(field), reason="nothing is told")
    bare = only(paper)
    assert (bare.to, bare.asked_by, bare.quantity, bare.when_words) == ((), (), None, None)
    assert bare.conditions == ()


def test_a_statement_is_put_right() -> None:
    paper, one, _ = page()
    said: Statement = one.said("We will help", by="Norland", cue="said.")
    before = fold(paper.facts()).utterances[0]
    correct(paper, said, Correction("speakers", words=("Westmark",)))
    correct(paper, said, Correction("content", (place(one, "We will help,” the mayor"),)))
    correct(paper, said, Correction("mode", words=("denied",)))
    after = fold(paper.facts()).utterances[0]
    assert after.id == before.id and after.names == ("Westmark",) and after.mode == "denied"
    assert after.renderings[0].evidence.quotes[0].words == "We will help,” the mayor"
    correct(paper, said, Correction("speakers"), reason="nobody is named")
    assert fold(paper.facts()).utterances[0].names == ()


def test_a_correction_outlives_a_new_reading() -> None:
    paper, one, pledge = page()
    correct(paper, pledge, Correction("by", (place(one, "Westmark"),)))
    one.found = [found for found in one.found if found is not pledge]
    one.maker = "test.2"
    again = one.pledge("Westmark will send 10 pumps", by=["Coastland"], score=0.1)
    assert again.id != pledge.id
    assert by(paper) == ["Westmark"] and only(paper).pledges == (again.id,)
    one.found.remove(again)
    codes = [f.code for f in folded(paper.facts()).findings]
    assert codes == ["decision-unbound"]


def test_who_corrects_a_doubtful_pledge_vouches_for_it() -> None:
    paper = Paper()
    one = paper.page("a", WORDS)
    pledge = one.pledge("Westmark will send 10 pumps", score=0.1)
    assert fold(paper.facts()).commitments == ()
    correct(paper, pledge, Correction("category", words=("industrial",)))
    assert only(paper).score == 1.0


def test_the_last_word_on_a_field_holds_and_fields_are_apart() -> None:
    paper, one, pledge = page()
    correct(paper, pledge, Correction("by", (place(one, "Westmark"),)))
    correct(paper, pledge, Correction("stage", words=("agreed",)), actor="ben")
    correct(paper, pledge, Correction("by", (place(one, "Coastland"),)), actor="ben")
    assert by(paper) == ["Coastland"] and only(paper).stage == "agreed"
    assert [p.name for p in fold(paper.facts(), AsOf(known=3)).commitments[0].by] == ["Westmark"]


def test_what_is_taken_back_gives_way_to_what_stood_before() -> None:
    paper, one, pledge = page()
    correct(paper, pledge, Correction("by", (place(one, "Westmark"),)))
    second = correct(paper, pledge, Correction("by", (place(one, "Coastland"),)))
    back = undo(paper, second)
    assert by(paper) == ["Westmark"]
    undo(paper, back, "ben")
    assert by(paper) == ["Coastland"]


def test_taking_back_a_rejection_brings_the_line_back() -> None:
    paper, _, pledge = page()
    paper.judge(pledge, "reject")
    assert fold(paper.facts()).commitments == ()
    made = paper.later[-1]
    assert isinstance(made, Decision)
    undo(paper, made)
    assert len(fold(paper.facts()).commitments) == 1


def test_a_second_coder_changes_nothing() -> None:
    paper, _, pledge = page()
    paper.judge(pledge, "reject", actor="second:Bo Ek")
    correct(paper, pledge, Correction("stage", words=("agreed",)), actor="second:Bo Ek")
    assert only(paper).stage == "announced"


def test_people_join_and_part_what_no_machine_proposed() -> None:
    paper, _, pledge = page()
    other = paper.page("b", "Westmark pledged pumps. Westmark pledged boats.")
    pumps = other.pledge("Westmark pledged pumps")
    boats = Pledge(**{**vars(pumps), "evidence": (other.quote("Westmark pledged boats"),)})
    vars(boats).pop("id", None)
    other.found.append(boats)
    assert pumps.trigger == boats.trigger and pumps.id != boats.id
    one_place = anchor_of(pledge)

    def pair(thing: Pledge, judgement: Judgement) -> None:
        paper.later.append(
            Decision(
                pledge.id, judgement, "anna", "read both", one_place, anchor_of(thing),
                relation="same_commitment", value=thing.id,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    pair(boats, Judgement.ACCEPT)
    joined = [c.pledges for c in fold(paper.facts()).commitments if boats.id in c.pledges]
    assert joined == [(pledge.id, boats.id)]
    pair(boats, Judgement.REJECT)
    assert len(fold(paper.facts()).commitments) == 3


NONSENSE = (
    "", "{}", "[]", "null", '{"field": "trigger"}', '{"field": "by", "places": [[5, 2]]}',
    '{"field": "by", "places": "x"}', '{"field": "stage", "words": ["done"]}', '{"field": "stage"}',
    '{"field": "stage", "places": [[1, 2]], "words": ["agreed"]}', '{"field": "mode"}',
    '{"field": "object", "places": [[1, 2], [3, 4]]}', '{"field": "by", "places": [[1, 99999]]}',
    '{"field": "quantity", "places": [[1, 2]]}', '{"field": "when", "time": ["ERA", null, null]}',
    '{"field": "speakers", "words": ["Norland"]}', '{"field": "by", "words": ["Norland"]}',
)  # fmt: skip


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_a_finding_and_breaks_nothing(value: str) -> None:
    paper, _, pledge = page()
    paper.later.append(
        Decision(pledge.id, Judgement.CORRECT, "anna", "so", anchor_of(pledge), value=value)
    )
    found = folded(paper.facts())
    assert [f.code for f in found.findings] == ["decision-unbound"]
    assert [p.name for p in found.world.commitments[0].by] == ["Norland"]
    with pytest.raises(UsageError):
        check(correction(value), "pledge", Text(WORDS))
