from __future__ import annotations

from readings_of import report

from onrecord.linking.candidates import ReadReport
from onrecord.linking.denials import denial, negated
from onrecord.linking.sheets import Saying, sheet_of


def saying(read: ReadReport) -> Saying:
    (found,) = sheet_of(read).sayings
    return found


def said(given: str, words: str, **more: object) -> Saying:
    text = f"The quarry of Hollin closes in May. [Ann Lee/person] said {{Ann Lee: {words}}}."
    return saying(report(given, text, **more))  # type: ignore[arg-type]


def test_all_that_follows_denied_is_denied() -> None:
    denied, plainly = negated("the mayor denied that the firm had bought the meadow. It rained")
    assert {"buy", "meadow"} & denied or {"purchas", "meadow"} & denied
    assert "rain" in plainly


def test_a_not_denies_what_stands_next_to_it() -> None:
    denied, plainly = negated("the firm did not buy the meadow beyond the river")
    assert "river" in plainly and "river" not in denied


def test_who_denies_an_offer_denies_the_undertaking_in_whatever_words() -> None:
    words = "the firm will plant ninety oaks on the meadow above the village"
    undertaken = said(
        "a", words, pledges=({"words": words, "by": "the firm", "thing": "ninety oaks"},)
    )
    denied = said("b", "we never promised oaks or anything else for that meadow of Hollin")
    found = denial(undertaken, denied)
    assert found is not None and "denied" in found.detail


def test_what_is_no_undertaking_is_not_denied_by_denying_one() -> None:
    plain = said("a", "the meadow above the village has flooded three times this winter")
    denied = said("b", "we never promised oaks or anything else for that meadow of Hollin")
    assert denial(plain, denied) is None
