"""Disputes gathered into sides."""

from __future__ import annotations

from paper import Page, Paper

from onrecord.domain.annotations import Pledge
from onrecord.domain.world import Dispute, World
from onrecord.ledger.fold import fold


def told(paper: Paper, *words: str, **fields: object) -> list[tuple[Page, Pledge]]:
    found = []
    for number, sentence in enumerate(words):
        page = paper.page(f"r{len(paper.pages)}", f"{sentence} Edition {number}.")
        found.append((page, page.pledge(sentence.rstrip("."), **fields)))  # type: ignore[arg-type]
    return found


def sides(world: World) -> list[set[str]]:
    (dispute,) = world.disputes
    return [{e.annotation for e in side.evidence} for side in dispute.sides]


def test_a_denial_and_a_claim_in_two_commitments() -> None:
    paper = Paper()
    (_, denied), (_, denied_too) = told(
        paper, "Estmark was not invited.", "Norland did not invite Estmark.", stage="refused"
    )
    ((page, _),) = told(paper, "Estmark got an invitation.", stage="fulfilled")
    claim = page.said("got an invitation", "Per Aas", kind="indirect")
    paper.accept("same_commitment", denied_too, denied)
    paper.accept("disputes", claim, denied, "polarity")
    world = fold(paper.facts())
    assert sorted(map(len, sides(world))) == [1, 2]
    assert {denied.id, denied_too.id} in sides(world)
    assert world.disputes[0].about == world.commitments[0].id


def test_several_links_about_one_thing_are_one_dispute() -> None:
    paper = Paper()
    four = [
        told(paper, f"Norland promised {n} pumps to no. {i}.", number=(n, n, "pump"))[0][1]
        for i, n in enumerate((10, 40, 10, 40))
    ]
    for other in four[1:]:
        paper.accept("same_commitment", other, four[0])
    paper.accept("disputes", four[1], four[0], "number")
    paper.accept("disputes", four[3], four[2], "number")
    world = fold(paper.facts())
    assert sides(world) == [{four[0].id, four[2].id}, {four[1].id, four[3].id}]


def test_sides_that_look_alike_are_still_two() -> None:
    paper = Paper()
    (_, one), (_, other) = told(paper, "Norland gave pumps.", "Norland gave them later.")
    paper.accept("same_commitment", other, one)
    paper.accept("disputes", other, one, "date")
    assert sides(fold(paper.facts())) == [{one.id}, {other.id}]


def test_two_wordings_of_one_saying() -> None:
    paper = Paper()
    first = paper.page("a", "“We never beg,” she said.").said("We never beg", "Berg")
    again = paper.page("b", "She said: “We never beg.”").said("We never beg", "Berg")
    back = paper.page("c", "“We ask for nothing.”").said("We ask for nothing", "Berg")
    for other in (again, back):
        paper.accept("same_utterance", other, first)
    paper.accept("disputes", back, first, "wording")
    world = fold(paper.facts())
    assert sides(world) == [{first.id, again.id}, {back.id}]
    assert [s.value for s in _only(world).sides] == ["We never beg", "We ask for nothing"]
    assert _only(world).about == world.utterances[0].id


def _only(world: World) -> Dispute:
    (dispute,) = world.disputes
    return dispute


def test_a_dispute_about_a_rejected_line_is_none() -> None:
    paper = Paper()
    (_, one), (_, other) = told(paper, "Norland gave pumps.", "Norland gave nothing.")
    paper.accept("disputes", other, one, "polarity")
    assert len(fold(paper.facts()).disputes) == 1
    paper.judge(other, "reject")
    assert fold(paper.facts()).disputes == ()


def test_a_saying_and_the_pledge_inside_it_are_disputed_once() -> None:
    paper = Paper()
    pages = [
        paper.page("a", "Norland will pay, Berg said."),
        paper.page("b", "Norland will not pay."),
    ]
    said = [
        pages[0].said("Norland will pay", "Berg"),
        pages[1].said("Norland will not pay", "Aas"),
    ]
    pledged = [pages[0].pledge("will pay"), pages[1].pledge("will not pay", stage="refused")]
    paper.accept("disputes", said[1], said[0], "polarity")
    paper.accept("disputes", pledged[1], pledged[0], "polarity")
    world = fold(paper.facts())
    dispute = _only(world)
    assert dispute.about in {c.id for c in world.commitments}
    assert sides(world) == [{said[0].id, pledged[0].id}, {said[1].id, pledged[1].id}]


def test_two_disputes_in_the_same_two_reports_stay_two() -> None:
    paper = Paper()
    one = paper.page("a", "Norland gave 4 pumps. Estmark gave 5 boats.")
    two = paper.page("b", "Norland gave 7 pumps. Estmark gave 9 boats.")
    for first, second in (("4 pumps", "7 pumps"), ("5 boats", "9 boats")):
        left, right = one.pledge(first), two.pledge(second)
        paper.accept("same_commitment", right, left)
        paper.accept("disputes", right, left, "number")
    assert len(fold(paper.facts()).disputes) == 2
