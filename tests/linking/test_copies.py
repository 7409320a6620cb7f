from __future__ import annotations

from readings_of import report

from onrecord.domain.links import Proposal
from onrecord.domain.words import Relation
from onrecord.linking.candidates import ReadReport
from onrecord.linking.copies import credit_at, page
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import keys, propose

BODY = (
    "the salt mine of Zelt will close in the autumn, its owner told the council. The owner blamed "
    "the price of gas and the age of the pumps. Four hundred people work in the mine, and as many "
    "again in the town live from it. The council wants to see the books before it says a word. A "
    "meeting of the miners is called for Sunday in the hall by the church, and the owner is asked "
    "to come. Nobody in Zelt can remember a year without the mine, which opened in 1871."
)


def between(one: ReadReport, two: ReadReport, relation: Relation) -> list[Proposal]:
    known = MemoryCandidates()
    known.add(one, keys(one))
    return [p for p in propose(two, known) if p.relation is relation]


def test_a_wire_copy_carries_the_credit() -> None:
    wire = report("a", f"ZELT, May 3 (Ridge Wire) - {BODY}", outlet="Ridge Wire")
    paper = report(
        "b", f"ZELT (Ridge Wire) - {BODY[:300]}", "2025-03-05T09:00:00Z", outlet="The Vale"
    )
    (found,) = between(wire, paper, Relation.COPY_OF)
    assert (found.left, found.right) == (paper.report.id, wire.report.id)
    assert (found.value, found.score > 0.9) == ("wire", True)


def test_a_copy_without_credit_is_near_in_whichever_order_they_come() -> None:
    wire = report("a", f"ZELT, May 3 (Ridge Wire) - {BODY}", outlet="Ridge Wire")
    thief = report("b", f"It is said that {BODY}", "2025-03-05T09:00:00Z", outlet="The Vale")
    (found,) = between(wire, thief, Relation.COPY_OF)
    (back,) = between(thief, wire, Relation.COPY_OF)
    assert (found.value, found.left) == ("near", thief.report.id)
    assert found.id == back.id


def test_another_text_at_one_address_is_an_edit() -> None:
    url = "https://vale.example/zelt"
    one = report("a", BODY, outlet="The Vale", url=url)
    two = report("b", BODY.replace("autumn", "winter"), "2025-03-05T09:00:00Z", url=url + "/?x=1")
    (found,) = between(one, two, Relation.COPY_OF)
    assert found.value == "edited"


def test_a_report_of_the_same_event_is_no_copy() -> None:
    one = report("a", BODY, outlet="Ridge Wire")
    two = report(
        "b", "Zelt loses its salt mine in autumn. Gas is too dear, the owner told councillors."
    )
    assert all(p.score < 0.5 for p in between(one, two, Relation.COPY_OF))


def test_a_rewrite_that_names_its_source_credits_it() -> None:
    wire = report("a", f"ZELT, May 3 (Ridge Wire) - {BODY}", outlet="Ridge Wire")
    rewrite = report(
        "b",
        "Zelt is to lose its salt mine in autumn, [Ridge Wire/organisation] reported. The owner "
        "blames the price of gas and old pumps, and the council wants to see his books. The "
        "miners, four hundred of them, meet on Sunday in the hall by the church. The mine opened "
        "in 1871.",
        "2025-03-05T09:00:00Z",
        outlet="The Vale",
    )
    (found,) = [p for p in between(wire, rewrite, Relation.CREDITS) if p.score > 0.8]
    assert (found.left, found.right) == (rewrite.report.id, wire.report.id)
    plain = report("c", BODY[:200], "2025-03-05T09:00:00Z", outlet="The Hill")
    assert all(p.score < 0.8 for p in between(wire, plain, Relation.CREDITS))


def test_credits_and_addresses() -> None:
    assert credit_at("It rained, according to Ridge Wire.", "Ridge Wire")
    assert credit_at("He hung the Ridge Wire on a nail.", "Ridge Wire") is None
    later = (
        "The Ridge Wire hung there. " * 20
        + "Rain came, said the Ridge Wire, as the Ridge Wire reported."
    )
    assert credit_at(later, "Ridge Wire") == "Ridge Wire reported"
    assert page("https://www.Vale.example/zelt/?utm=1") == page("http://vale.example/zelt")
    assert page(None) is None
