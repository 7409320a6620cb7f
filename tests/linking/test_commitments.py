from __future__ import annotations

from readings_of import report

from onrecord.domain.links import Proposal
from onrecord.domain.words import Relation
from onrecord.linking.candidates import ReadReport
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import keys, propose


def best(*reads: ReadReport, relation: Relation = Relation.SAME_COMMITMENT) -> Proposal | None:
    known = MemoryCandidates()
    found: list[Proposal] = []
    for read in reads:
        found += [p for p in propose(read, known) if p.relation is relation]
        known.add(read, keys(read))
    return max(found, key=lambda p: p.score, default=None)


def told(
    given: str,
    sentence: str,
    by: str,
    thing: str | None,
    published: str = "2025-05-05T08:00:00Z",
    **more: object,
) -> ReadReport:
    lead = "The bridge over the Orm at Tellin fell in the flood of April, and Tellin needs help. "
    words = sentence.rstrip(".")
    pledge = {"words": words, "by": by, "thing": thing, **more}
    return report(given, lead + sentence, published, pledges=(pledge,))


FIRST = told(
    "a",
    "Canada will give 40 steel pontoons for a ferry.",
    "Canada",
    "40 steel pontoons for a ferry",
    amount=(40, 40, "pontoon"),
)


def test_told_again_in_other_words() -> None:
    again = told(
        "b",
        "Ottawa's 40 pontoons of steel left Halifax on Monday.",
        "Canada",
        "40 pontoons of steel",
        "2025-05-12T08:00:00Z",
        amount=(40, 40, "pontoon"),
        stage="under_way",
    )
    found = best(FIRST, again)
    assert found is not None and found.score > 0.9
    assert {"parties", "thing", "quantity"} <= {r.feature for r in found.reasons}


def test_a_capital_acts_as_its_government() -> None:
    again = told("b", "Ottawa will send the steel pontoons.", "Ottawa", "the steel pontoons")
    found = best(FIRST, again)
    assert found is not None and found.score > 0.55


def test_another_party_is_another_undertaking() -> None:
    other = told(
        "b",
        "Sweden will give 40 steel pontoons for a ferry.",
        "Sweden",
        "40 steel pontoons for a ferry",
        amount=(40, 40, "pontoon"),
    )
    found = best(FIRST, other)
    assert found is None or found.score < 0.5


def test_another_thing_is_another_undertaking() -> None:
    other = told("b", "Canada will train eight divers.", "Canada", "eight divers")
    found = best(FIRST, other)
    assert found is None or found.score < 0.5


def test_an_increment_is_its_own_and_a_new_total_is_not() -> None:
    money = told(
        "a",
        "Canada will give 20 million dollars for the bridge.",
        "Canada",
        "20 million dollars for the bridge",
        amount=(20_000_000, 20_000_000, "USD"),
    )
    further = told(
        "b",
        "Canada will give a further 5 million dollars for the bridge.",
        "Canada",
        "a further 5 million dollars for the bridge",
        "2025-05-20T08:00:00Z",
        amount=(5_000_000, 5_000_000, "USD"),
    )
    total = told(
        "c",
        "Canada raised its money for the bridge to 25 million dollars.",
        "Canada",
        "its money for the bridge to 25 million dollars",
        "2025-05-20T08:00:00Z",
        amount=(25_000_000, 25_000_000, "USD"),
    )
    increment, new_total = best(money, further), best(money, total)
    assert increment is None or increment.score < 0.5
    assert new_total is not None and new_total.score > 0.55
    assert best(money, total, relation=Relation.DISPUTES) is None or (
        best(money, total, relation=Relation.DISPUTES).score < 0.55  # type: ignore[union-attr]
    )


def test_an_earlier_figure_told_otherwise_is_a_dispute_of_number() -> None:
    wrong = told(
        "b",
        "Last week Canada promised 14 steel pontoons for a ferry.",
        "Canada",
        "14 steel pontoons for a ferry",
        "2025-05-12T08:00:00Z",
        amount=(14, 14, "pontoon"),
    )
    found = best(FIRST, wrong, relation=Relation.DISPUTES)
    assert found is not None and found.value == "number" and found.score > 0.7
    assert any("40 pontoon" in r.detail for r in found.reasons)


def test_a_mistaken_party_is_a_dispute() -> None:
    slip = {"thing": "the 3 million euros for the bridge", "amount": (3_000_000, 3_000_000, "EUR")}
    one = told("a", "Slovenia gave the 3 million euros for the bridge.", "Slovenia", **slip)  # type: ignore[arg-type]
    two = told("b", "Slovakia gave the 3 million euros for the bridge.", "Slovakia", **slip)  # type: ignore[arg-type]
    found = best(one, two, relation=Relation.DISPUTES)
    assert found is not None and found.value == "party" and found.score > 0.6


def test_done_and_not_done_on_one_day_is_a_dispute_and_later_is_an_update() -> None:
    thing = "the steel pontoons"
    building = "Canada is still building the steel pontoons."
    done = told("a", "Canada delivered the steel pontoons.", "Canada", thing, stage="fulfilled")
    same_day = told("b", building, "Canada", thing, stage="under_way")
    before = told("c", building, "Canada", thing, "2025-04-28T08:00:00Z", stage="under_way")
    dispute = best(done, same_day, relation=Relation.DISPUTES)
    assert dispute is not None and dispute.value == "stage" and dispute.score > 0.6
    update = best(before, done, relation=Relation.DISPUTES)
    assert update is None or update.score < 0.5


def test_a_silent_edit_is_no_dispute() -> None:
    reads = []
    for given, count in (("a", 40), ("b", 14)):
        words = f"Canada promised {count} steel pontoons"
        pledge = {"words": words, "by": "Canada", "thing": f"{count} steel pontoons"}
        made = ({**pledge, "amount": (count, count, "pontoon")},)
        reads.append(report(given, f"{words}.", url="https://paper.example/b", pledges=made))
    found = best(*reads, relation=Relation.DISPUTES)
    assert found is None or found.score < 0.3


def test_one_sentence_read_twice_is_no_dispute() -> None:
    sentence = "Canada will not give steel pontoons."
    kept = {"words": sentence.rstrip("."), "by": "Canada", "thing": "steel pontoons"}
    readings = ({**kept, "stage": "refused"}, {**kept, "stage": "announced"})
    lead = "The bridge over the Orm at Tellin fell in the flood of April, and Tellin needs help. "
    once = report("a", lead + sentence, pledges=readings)
    assert best(once, relation=Relation.DISPUTES) is None
    apart = tuple(
        report(given, lead + sentence, pledges=(told_so,))
        for given, told_so in zip("ab", readings, strict=True)
    )
    assert best(*apart, relation=Relation.DISPUTES) is None
    day = "2025-03-04T08:00:00Z"
    yes = told("b", "Canada will give steel pontoons.", "Canada", "steel pontoons", day)
    assert best(apart[0], yes, relation=Relation.DISPUTES) is not None


def test_an_instalment_undertaken_for_itself_is_apart_until_it_is_delivered() -> None:
    part = {"by": "Canada", "thing": "the first 12 pontoons", "published": "2025-05-20T08:00:00Z"}
    amount = (12, 12, "pontoon")
    promised = told("b", "Canada will send the first 12 pontoons in June.", **part, amount=amount)  # type: ignore[arg-type]
    sent = told(
        "c",
        "Canada delivered the first 12 pontoons.",
        **part,  # type: ignore[arg-type]
        amount=amount,
        stage="fulfilled",
    )
    apart, partly = best(FIRST, promised), best(FIRST, sent)
    assert apart is None or apart.score < 0.5
    assert partly is not None and partly.score > 0.6


def test_instead_of_the_earlier_figure_is_an_update() -> None:
    more = told(
        "b",
        "Canada will give 60 steel pontoons instead of the 40 that it promised for a ferry.",
        "Canada",
        "60 steel pontoons instead of the 40 that it promised for a ferry",
        "2025-05-20T08:00:00Z",
        amount=(60, 60, "pontoon"),
    )
    dispute = best(FIRST, more, relation=Relation.DISPUTES)
    assert dispute is None or dispute.score < 0.5
    same = best(FIRST, more)
    assert same is not None and same.score > 0.6


def test_like_names_that_are_both_told_are_no_slip() -> None:
    lead = "The bridge over the Orm at Tellin fell in the flood of April, and Tellin needs help. "
    sentence = "Slovenia and Slovakia will each give 3 million euros for the bridge."
    kept = {"thing": "3 million euros for the bridge", "amount": (3_000_000, 3_000_000, "EUR")}
    each = tuple({"words": sentence[:-1], "by": by, **kept} for by in ("Slovenia", "Slovakia"))
    one = report("a", lead + sentence, pledges=each)
    two = report("b", f"{lead}The ministers met there. {sentence}", pledges=each)
    found = best(one, two, relation=Relation.DISPUTES)
    assert found is None
    known = MemoryCandidates()
    known.add(one, keys(one))
    joined = {
        (p.left, p.right): p.score
        for p in propose(two, known)
        if p.relation is Relation.SAME_COMMITMENT
    }
    by = {p.id: p.by[0].name for read in (one, two) for p in read.reading.pledges}
    assert all(by[a] == by[b] for (a, b), score in joined.items() if score > 0.5)
    assert any(score > 0.5 for score in joined.values())


def test_a_change_of_mind_in_one_report_is_no_dispute() -> None:
    lead = "The bridge over the Orm at Tellin fell in the flood of April, and Tellin needs help. "
    text = "Canada will give steel pontoons. Canada had vowed never to give steel pontoons."
    first, second = (s.strip(" .") for s in text.rstrip(".").split(". "))
    made = (
        {"words": first, "by": "Canada", "thing": "steel pontoons"},
        {"words": second, "by": "Canada", "thing": None, "stage": "refused"},
    )
    assert best(report("a", lead + text, pledges=made), relation=Relation.DISPUTES) is None


def test_what_is_told_of_a_later_day_is_an_update() -> None:
    lower = {
        "by": "Canada",
        "thing": "14 steel pontoons for a ferry",
        "amount": (14, 14, "pontoon"),
    }
    sentence = "Canada offered 14 steel pontoons for a ferry"
    back = told("b", f"{sentence} last week.", published="2025-05-12T08:00:00Z", **lower)  # type: ignore[arg-type]
    new = told("c", f"{sentence} on 11 May 2025.", published="2025-05-12T08:00:00Z", **lower)  # type: ignore[arg-type]
    looks_back = best(FIRST, back, relation=Relation.DISPUTES)
    told_new = best(FIRST, new, relation=Relation.DISPUTES)
    assert looks_back is not None and looks_back.score > 0.7
    assert told_new is None or told_new.score <= 0.5
