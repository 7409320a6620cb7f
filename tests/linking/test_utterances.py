from __future__ import annotations

import pytest
from readings_of import report

from onrecord.domain.links import Proposal
from onrecord.domain.words import Relation
from onrecord.linking.candidates import ReadReport
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import keys, propose


def best(*reads: ReadReport, relation: Relation = Relation.SAME_UTTERANCE) -> Proposal | None:
    """The best proposal of a relation between the reports."""
    known = MemoryCandidates()
    found: list[Proposal] = []
    for read in reads:
        found += [p for p in propose(read, known) if p.relation is relation]
        known.add(read, keys(read))
    return max(found, key=lambda p: p.score, default=None)


WHOLE = (
    '"{Ana Brell: The harbour is full and the cranes are rusting, so we will dredge at once}," '
    "[Ana Brell/person], the harbour master of Tolm, said."
)


def test_a_cut_quote_is_the_same_saying() -> None:
    cut = '"{Ana Brell: The harbour is full and the cranes are rusting}," [Ana Brell/person] said.'
    found = best(report("a", WHOLE), report("b", cut, "2025-03-05T08:00:00Z"))
    assert found is not None and found.score > 0.9
    assert any(r.feature == "wording" and "in a row" in r.detail for r in found.reasons)


def test_a_paraphrase_is_the_same_saying() -> None:
    told = (
        "[Ana Brell/person] said that {Ana Brell: the cranes of the full harbour were rusting and "
        "that it would be dredged straight away}."
    )
    found = best(report("a", WHOLE), report("b", told))
    assert found is not None and found.score > 0.7


def test_the_same_words_a_year_later_are_another_saying() -> None:
    found = best(report("a", WHOLE), report("b", WHOLE + " Again.", "2026-03-04T08:00:00Z"))
    assert found is None or found.score < 0.5


def test_the_same_words_at_two_summits_without_dates_are_two_sayings() -> None:
    said = '"{Ana Brell: The greatest risk is a harbour without water}," [Ana Brell/person] said in'
    one = report("a", said + " [Tolm/place] at the fair.", None)
    two = report("b", said + " [Varn/place] at the fair, once more.", None)
    same = report("c", said + " [Tolm/place] at the yearly fair.", None)
    apart, together = best(one, two), best(one, same)
    assert together is not None and together.score > 0.65
    assert apart is None or apart.score < together.score - 0.2


def test_another_speaker_is_another_saying() -> None:
    other = WHOLE.replace("Ana Brell", "Tomas Ried")
    found = best(report("a", WHOLE), report("b", other))
    assert found is None or found.score < 0.5


def test_two_claims_in_one_interview_stay_two() -> None:
    two = (
        '"{Ana Brell: The harbour is full}," [Ana Brell/person] said. '
        '"{Ana Brell: My grandfather built boats of larch}," she said.'
    )
    found = best(report("a", two))
    assert found is None or found.score < 0.3


def test_a_denial_of_what_another_says_is_a_dispute() -> None:
    yes = "[Ana Brell/person] said that {Ana Brell: Varn was invited to the fair of Tolm}."
    no = "[Ole Marn/person] said that {Ole Marn: Varn was not invited to the fair of Tolm}."
    one, two = report("a", yes), report("b", no, "2025-03-05T08:00:00Z")
    found = best(one, two, relation=Relation.DISPUTES)
    assert found is not None and found.value == "polarity" and found.score > 0.55
    same = best(one, report("b", yes + " So it is."), relation=Relation.DISPUTES)
    assert same is None


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        (
            "Varn was invited to the fair of Tolm",
            "whether Varn was not invited to the fair of Tolm",
        ),
        ("specific plans", "it has no specific plans for the harbour of Tolm"),
        ("Varn was not invited to the fair", "Varn was not invited to the fair"),
    ],
)
def test_questions_topics_and_the_same_words_deny_nothing(yes: str, no: str) -> None:
    one = report("a", f"[Ana Brell/person] told us {{Ana Brell: {yes}}}.")
    two = report("b", f"[Ole Marn/person] asked {{Ole Marn: {no}}}.", "2025-03-05T08:00:00Z")
    assert best(one, two, relation=Relation.DISPUTES) is None
