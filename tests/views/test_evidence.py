"""Any line, all of it."""

from __future__ import annotations

import pytest
from memory import Memory
from paper import Paper
from summit import summit
from true_story import TrueStory, gold

from onrecord.domain.errors import UnknownId
from onrecord.domain.times import AsOf
from onrecord.views.evidence import show
from onrecord.views.held import world_at
from onrecord.views.shown import difference


def test_a_commitment_with_its_history_conditions_and_disputes() -> None:
    _, memory = summit()
    pumps, boats, _ = world_at(memory).commitments
    page = show(memory, pumps.id[:8])
    assert page.id == pumps.id
    fields = {(f.label, f.value) for f in page.fields}
    assert {("by", "Norland"), ("by", "Estmark"), ("how much", "10 pumps each")} <= fields
    assert [s.title for s in page.sections] == ["history", "disputed"]
    (step,) = page.sections[0].lines
    assert [p.report.name for p in step.passages] == ["Haven Post", "Echo"]
    for passage in step.passages:
        start, end = passage.marks[0]
        assert passage.paragraph[start:end] == passage.words
    refused = show(memory, boats.id)
    (condition,) = refused.sections[1].lines
    assert (condition.text, condition.note) == ("until: until the harbour is safe", "open")


def test_everything_that_has_an_id_can_be_shown() -> None:
    story = TrueStory(gold())
    from memory import Memory

    memory = Memory(story.all())
    world = world_at(memory)
    lines = (*world.entities, *world.stories, *world.utterances, *world.commitments)
    for line in (*lines, *world.disputes):
        assert show(memory, line.id).id == line.id
    for recorded in memory.recorded[:60]:
        assert show(memory, recorded.fact.id).id == recorded.fact.id
    reading = story.reading("r07")
    for annotation in reading.annotations:
        page = show(memory, annotation.id)
        assert page.sections[0].lines[0].passages, annotation
    pledged = show(memory, reading.pledges[0].id)
    assert pledged.related
    assert show(memory, reading.text.digest).kind == "text"


def test_a_report_shows_its_edit_before_and_after() -> None:
    paper, memory = summit()
    page = show(memory, paper.pages[2].report.id)
    (edit,) = page.edits
    changed = [(p.kind, p.words.strip()) for p in edit.pieces if p.kind != "same"]
    assert changed == [("gone", "have reached"), ("new", "are about to reach")]
    assert edit.before.id == paper.pages[1].report.id


def test_every_version_stands_beside_the_one_before_it() -> None:
    paper = Paper()
    url = "https://echo.example/dyke"
    days = {"2025-03-03": "in a year", "2025-03-01": "in a week", "2025-03-02": "in a month"}
    pages = {
        day: paper.page(f"v{day}", f"The dyke is mended {when}.", day, url=url)
        for day, when in days.items()
    }
    first, second, third = (pages[day].report for day in sorted(days))
    again = paper.page("v4", "The dyke is mended in a year.", "2025-03-04", url=url).report
    paper.accept("copy_of", third, first, "edited")
    paper.accept("copy_of", second, first, "edited")
    memory = Memory(paper.all())
    edits = show(memory, second.id).edits
    assert [(e.before.id, e.after.id) for e in edits] == [
        (first.id, second.id),
        (second.id, third.id),
    ]
    assert [(p.kind, p.words) for p in edits[0].pieces if p.kind != "same"] == [
        ("gone", "week."),
        ("new", "month."),
    ]
    assert show(memory, again.id).edits == (), "the same words again are no edit"


def test_a_beginning_that_fits_several_or_none() -> None:
    _, memory = summit()
    with pytest.raises(UnknownId, match="several"):
        show(memory, "c1")
    with pytest.raises(UnknownId, match="no line"):
        show(memory, "c1zzzzzz")
    with pytest.raises(UnknownId, match="no line"):
        show(memory, "")


def test_what_was_not_known_then_is_not_shown() -> None:
    paper, memory = summit()
    with pytest.raises(UnknownId, match="not known then"):
        show(memory, paper.pages[2].report.id, AsOf(known=3))


@pytest.mark.parametrize(
    "pair",
    [
        ("", ""),
        ("a", ""),
        ("", "b"),
        ("a b c", "a x c"),
        ("a\n\nb", "a b"),
        (" a\r\n b \n", "b\u2028a  "),
        ("one two\nthree\nfour", "three\none two\nfive four"),
    ],
)
def test_a_difference_gives_both_texts_back(pair: tuple[str, str]) -> None:
    old, new = pair
    pieces = difference(old, new)
    assert "".join(p.words for p in pieces if p.kind != "new") == old
    assert "".join(p.words for p in pieces if p.kind != "gone") == new


def test_only_the_words_that_changed_are_marked() -> None:
    old = "One line stays.\nThe dyke is mended by June.\nAnother stays."
    new = "One line stays.\nThe dyke is mended by July, says Ada.\nAnother stays."
    assert [(p.kind, p.words) for p in difference(old, new)] == [
        ("same", "One line stays.\nThe dyke is mended by "),
        ("gone", "June."),
        ("new", "July, says Ada."),
        ("same", "\nAnother stays."),
    ]
