"""Corroboration counts independent origins."""

from __future__ import annotations

from paper import Page, Paper

from onrecord.ledger.fold import fold

WORDS = "Norland will send 10 pumps, it was said in edition {}."


def told_by(paper: Paper, outlets: str) -> list[Page]:
    pages = []
    for number, outlet in enumerate(outlets.split()):
        page = paper.page(f"r{number}", WORDS.format(number), outlet=outlet)
        page.pledge("will send 10 pumps")
        pages.append(page)
    first = pages[0].found[0]
    for page in pages[1:]:
        paper.accept("same_commitment", page.found[0], first)
    return pages


def origins(paper: Paper) -> int:
    (made,) = fold(paper.facts()).commitments
    return made.origins


def test_each_independent_report_is_one() -> None:
    paper = Paper()
    told_by(paper, "Post Echo Mail")
    assert origins(paper) == 3


def test_copies_and_copies_of_copies_add_none() -> None:
    paper = Paper()
    post, echo, mail = told_by(paper, "Post Echo Mail")
    paper.accept("copy_of", echo.report, post.report, "near")
    paper.accept("copy_of", mail.report, echo.report, "wire")
    assert origins(paper) == 1


def test_a_report_that_credits_another_adds_none() -> None:
    paper = Paper()
    post, echo, _ = told_by(paper, "Post Echo Mail")
    paper.accept("credits", echo.report, post.report)
    assert origins(paper) == 2


def test_a_credit_of_a_report_that_does_not_tell_it_changes_nothing() -> None:
    paper = Paper()
    _, echo, _ = told_by(paper, "Post Echo Mail")
    other = paper.page("other", "Nothing of pumps.")
    paper.accept("credits", echo.report, other.report)
    assert origins(paper) == 3


def test_the_same_text_published_twice_is_one_without_a_decision() -> None:
    paper = Paper()
    for given in ("a", "b"):
        paper.page(given, "Norland will send 10 pumps.").pledge("will send 10 pumps")
    world = fold(paper.facts())
    assert [(c.origins, len(c.history[0].evidence)) for c in world.commitments] == [(1, 2)]
    assert [c.kind for c in world.copies] == ["near"]


def test_words_had_through_an_agency_go_back_to_it() -> None:
    paper = Paper()
    first = paper.page("a", "“We come,” Ilse Berg said.", outlet="Wire")
    second = paper.page("b", "“We come,” Berg told the Wire.", outlet="Post")
    third = paper.page("c", "“We come,” she told us as well.", outlet="Echo")
    said = first.said("We come", "Ilse Berg")
    for page, via in ((second, ["Wire"]), (third, [])):
        paper.accept("same_utterance", page.said("We come", "Ilse Berg", via), said)
    (utterance,) = fold(paper.facts()).utterances
    assert utterance.origins == 2
