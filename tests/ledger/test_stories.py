"""Stories and copies."""

from __future__ import annotations

from itertools import pairwise

from paper import Page, Paper

from onrecord.ledger.fold import fold


def pages(paper: Paper, *places: str) -> list[Page]:
    """Reports, each about the places that its letters stand for."""
    names = {"n": "Norland", "e": "Estmark", "w": "Westmark"}
    found = []
    for number, letters in enumerate(places):
        told = " and ".join(names[letter] for letter in letters)
        page = paper.page(
            f"r{number}", f"{told} made news, no. {number}.", f"2025-03-{number + 1:02}"
        )
        for letter in letters:
            page.name(names[letter])
        found.append(page)
    heads = {}
    for page in found:
        for name in page.found:
            first = heads.setdefault(name.name, name)  # type: ignore[union-attr]
            if first is not name:
                paper.accept("same_entity", name, first)
    return found


def all_linked(paper: Paper, members: list[Page]) -> None:
    for i, one in enumerate(members):
        for other in members[:i]:
            paper.accept("same_story", one.report, other.report)


def given(paper: Paper) -> set[frozenset[str]]:
    world = fold(paper.facts())
    names = {page.report.id: page.report.given for page in paper.pages}
    return {frozenset(names[r] for r in story.reports) for story in world.stories}


def test_reports_without_a_link_are_stories_of_their_own() -> None:
    paper = Paper()
    pages(paper, "n", "e")
    assert given(paper) == {frozenset({"r0"}), frozenset({"r1"})}


def test_a_digest_is_in_both_stories_and_joins_nothing() -> None:
    paper = Paper()
    found = pages(paper, "n", "n", "n", "ne", "e", "e")
    all_linked(paper, found[:4])
    all_linked(paper, found[3:])
    assert given(paper) == {frozenset({"r0", "r1", "r2", "r3"}), frozenset({"r3", "r4", "r5"})}


def test_stories_that_begin_with_one_digest_have_ids_of_their_own() -> None:
    paper = Paper()
    found = pages(paper, "ne", "n", "n", "n", "e", "e")
    all_linked(paper, found[:4])
    all_linked(paper, [found[0], *found[4:]])
    assert given(paper) == {frozenset({"r0", "r1", "r2", "r3"}), frozenset({"r0", "r4", "r5"})}
    stories = fold(paper.facts()).stories
    assert len({story.id for story in stories}) == len(stories) == 2


def test_a_matter_that_runs_on_stays_one_story_though_one_report_joins_it() -> None:
    paper = Paper()
    found = pages(paper, "n", "nw", "n", "n", "nw")
    for one, other in pairwise(found):
        paper.accept("same_story", other.report, one.report)
    assert given(paper) == {frozenset({"r0", "r1", "r2", "r3", "r4"})}


def test_a_copy_is_in_the_story_of_its_original() -> None:
    paper = Paper()
    one, other = pages(paper, "n", "n")
    paper.accept("copy_of", other.report, one.report, "wire")
    assert given(paper) == {frozenset({"r0", "r1"})}
    (copy,) = fold(paper.facts()).copies
    assert (copy.copy, copy.of, copy.kind) == (other.report.id, one.report.id, "wire")


def test_a_story_has_its_days_and_its_main_figures_first() -> None:
    paper = Paper()
    all_linked(paper, pages(paper, "ne", "n"))
    world = fold(paper.facts())
    (story,) = world.stories
    assert (story.first, story.last, story.title) == ("2025-03-01", "2025-03-02", "On r0")
    names = {entity.id: entity.name for entity in world.entities}
    assert [names[e] for e in story.entities] == ["Norland", "Estmark"]


def test_an_edited_page_is_a_copy_even_when_only_the_address_tells() -> None:
    paper = Paper()
    for given_id in ("a", "b"):
        paper.page(given_id, "The same words.", url="https://post.example/1")
    assert [c.kind for c in fold(paper.facts()).copies] == ["edited"]
