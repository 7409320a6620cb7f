from __future__ import annotations

from readings_of import report

from onrecord.domain.words import DisputeKind
from onrecord.linking.candidates import ReadReport
from onrecord.linking.disputes import between_pledges
from onrecord.linking.sheets import Deed, sheet_of

LEAD = "The school at Orrin burnt down in January, and Orrin wants it back. "
WORDS = "Norway will give {n} desks for the school at Orrin"


def gift(given: str, day: str, *told: tuple[str, dict[str, object]]) -> ReadReport:
    sentences = " ".join(f"{words}." for words, _ in told)
    pledges = tuple({"words": words, "by": "Norway", **more} for words, more in told)
    return report(given, LEAD + sentences, f"{day}T08:00:00Z", pledges=pledges)


def desks(count: int, words: str = WORDS, **more: object) -> tuple[str, dict[str, object]]:
    amount = (count, count, "desk")
    thing = f"{count} desks for the school at Orrin"
    return words.format(n=count), {"thing": thing, "amount": amount} | more


def kinds(one: ReadReport, other: ReadReport) -> dict[DisputeKind, float]:
    a, b = first(one), first(other)
    return {kind: score for kind, score, _ in between_pledges(a, b)}


def first(read: ReadReport) -> Deed:
    return sheet_of(read).deeds[0]


def test_two_figures_on_one_day_are_a_dispute() -> None:
    found = kinds(gift("a", "2025-02-03", desks(40)), gift("b", "2025-02-03", desks(14)))
    assert found[DisputeKind.NUMBER] >= 0.7


def test_a_demand_and_an_offer_are_none() -> None:
    asked = desks(90, "Orrin asks Norway to give {n} desks for the school at Orrin")
    asked[1]["stage"] = "requested"
    found = kinds(gift("a", "2025-02-03", desks(40)), gift("b", "2025-02-03", asked))
    assert DisputeKind.NUMBER not in found


def test_who_tells_the_other_figure_too_tells_of_something_else() -> None:
    other = "Norway will also pay for {n} desks in the second school at Orrin"
    both = gift("b", "2025-02-04", desks(14, other, thing="desks in the second school"), desks(40))
    found = kinds(gift("a", "2025-02-03", desks(40)), both)
    assert DisputeKind.NUMBER not in found


def test_rather_than_tells_a_change() -> None:
    changed = desks(14, "Norway will give {n} desks for the school at Orrin rather than 40")
    plain = kinds(gift("a", "2025-02-03", desks(40)), gift("b", "2025-02-05", desks(14)))
    found = kinds(gift("a", "2025-02-03", desks(40)), gift("b", "2025-02-05", changed))
    assert found[DisputeKind.NUMBER] < 0.5 < plain[DisputeKind.NUMBER]


def test_two_days_of_one_delivery_are_a_dispute() -> None:
    def delivered(given: str, day: str) -> ReadReport:
        words = f"Norway delivered the desks for the school at Orrin on {day}"
        more = {"thing": "the desks for the school at Orrin", "stage": "fulfilled"}
        return gift(given, "2025-03-20", (words, more))

    found = kinds(delivered("a", "3 March 2025"), delivered("b", "6 March 2025"))
    assert found[DisputeKind.DATE] >= 0.7
    assert DisputeKind.DATE not in kinds(
        delivered("a", "3 March 2025"), delivered("c", "3 March 2025")
    )


def test_a_refusal_of_something_else_is_no_dispute() -> None:
    refused = (
        "Norway will not send teachers to Orrin",
        {"thing": "teachers", "stage": "refused"},
    )
    found = kinds(gift("a", "2025-02-03", desks(40)), gift("b", "2025-02-03", refused))
    assert DisputeKind.POLARITY not in found
