from __future__ import annotations

from readings_of import report

from onrecord.domain.links import Proposal
from onrecord.domain.words import Relation
from onrecord.linking.candidates import ReadReport
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import keys, propose


def links(*reads: ReadReport) -> dict[frozenset[str], Proposal]:
    """Proposals of the same entity by the two names."""
    known = MemoryCandidates()
    names = {m.id: m.name for read in reads for m in read.reading.mentions}
    found = {}
    for read in reads:
        for proposal in propose(read, known):
            if proposal.relation is Relation.SAME_ENTITY:
                found[frozenset((names[proposal.left], names[proposal.right]))] = proposal
        known.add(read, keys(read))
    return found


FLOOD = (
    "The Vedra river burst its dams at Orlovac. [Marija Kostova/person] of the rescue service "
    "said that the pumps of Orlovac had failed."
)


def test_a_transliterated_name_is_found_and_told_why() -> None:
    one = report("a", FLOOD)
    two = report("b", "Marya arrived late. [Mariya Kostowa/person] spoke of pumps in Orlovac.")
    (proposal,) = links(one, two).values()
    assert proposal.score > 0.7
    spelling = next(r for r in proposal.reasons if r.feature == "spelling")
    assert "Mariya Kostowa ~ Marija Kostova" in spelling.detail


def test_two_people_of_one_surname_stay_apart() -> None:
    one = report("a", FLOOD)
    two = report("b", "[Petar Kostov/person] and the pumps of Orlovac on the Vedra river failed.")
    assert all(p.score < 0.5 for p in links(one, two).values())


def test_a_surname_alone_is_enough_in_one_matter() -> None:
    one = report("a", FLOOD)
    two = report("b", "On the Vedra, pumps at Orlovac run again, [Kostova/person] of rescue said.")
    far = report("c", "[Kostova/person] won the tennis final in three sets.")
    near = links(one, two)[frozenset(("Marija Kostova", "Kostova"))]
    assert near.score > 0.65
    assert all(p.score < 0.5 for p in links(one, far).values())


def test_a_surname_that_two_bear_decides_nothing() -> None:
    one = report("a", FLOOD + " Her brother [Petar Kostova/person] helped.")
    two = report("b", "On the Vedra, pumps at Orlovac run again, [Kostova/person] of rescue said.")
    assert all(p.score < 0.5 for p in links(one, two).values())


def test_a_common_name_needs_its_matter() -> None:
    miners = "Miners of the Zelt shaft had blocked the salt road in autumn over unpaid wages. "
    one = report("a", miners + "The [Supreme Court/organisation] of Ruritania freed them.")
    two = report("b", "A [Supreme Court/organisation] judge in Arcadia retired to grow roses.")
    same = report("c", miners + "Now the [Supreme Court/organisation] has let them go home.")
    assert all(p.score < 0.65 for p in links(one, two).values())
    assert links(one, same)[frozenset(("Supreme Court",))].score > 0.65


def test_a_capital_that_acts_is_proposed_as_its_government_with_the_reason() -> None:
    one = report("a", "[Norway/place] will build a ferry port for the islands.")
    acting = report("b", "[Oslo/place] promised the islands a ferry port again.")
    lying = report("c", "The islands' ferry port was drawn in [Oslo/place] last week.")
    proposal = links(one, acting)[frozenset(("Norway", "Oslo"))]
    assert "Oslo is the seat of Norway" in proposal.reasons[0].detail + str(proposal.reasons)
    assert frozenset(("Norway", "Oslo")) not in links(one, lying)


def test_one_city_under_two_spellings() -> None:
    one = report("a", "Trams in [Kiev/place] ran late.")
    two = report("b", "Trams in [Kyiv/place] ran on time.")
    assert links(one, two)[frozenset(("Kiev", "Kyiv"))].score > 0.65


def test_a_person_is_no_place() -> None:
    one = report("a", "[Paris Hilde/person] sang in the hall.")
    two = report("b", "The hall in [Paris Hilde/place] was sold.")
    assert all(p.score < 0.65 for p in links(one, two).values())
