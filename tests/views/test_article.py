"""A report as one reads it: marks that lead to lines, what was taken from each paragraph."""

from __future__ import annotations

import pytest
from summit import summit

from onrecord.domain.errors import UnknownId
from onrecord.domain.times import AsOf
from onrecord.views.article import article, reports
from onrecord.views.evidence import show
from onrecord.views.held import world_at


def test_every_mark_stands_in_the_text_and_leads_to_a_line_that_holds_it() -> None:
    paper, reader = summit()
    page = paper.pages[0]
    found = article(reader, page.report.id)
    assert found.content == page.text.content and found.text == page.text.digest
    assert {m.layer for m in found.marks} >= {"name", "statement", "pledge", "cue", "time"}
    world = world_at(reader)
    for mark in found.marks:
        assert 0 <= mark.start < mark.end <= len(found.content)
        if mark.layer == "pledge":
            made = next(c for c in world.commitments if c.id == mark.line)
            assert mark.annotation in made.pledges
        if mark.layer == "statement":
            said = next(u for u in world.utterances if u.id == mark.line)
            assert mark.annotation in [r.statement for r in said.renderings]
        if mark.layer == "name":
            entity = next(e for e in world.entities if e.id == mark.line)
            assert mark.annotation in entity.mentions


def test_what_was_taken_stands_beside_its_paragraph_once() -> None:
    paper, reader = summit()
    found = article(reader, paper.pages[1].report.id)
    assert len(found.paragraphs) == 2
    taken = [t.annotation for p in found.paragraphs for t in p.taken]
    assert len(taken) == len(set(taken))
    for paragraph in found.paragraphs:
        assert all(paragraph.start <= t.start < paragraph.end for t in paragraph.taken)
    waiting = [t for p in found.paragraphs for t in p.taken if t.kind == "pledge" and not t.line]
    assert [t.note for t in waiting] == ["announced, waits for review"]


def test_a_text_is_found_by_its_digest_and_keeps_its_first_report() -> None:
    paper, reader = summit()
    for page in paper.pages:
        assert article(reader, page.text.digest).report.id == page.report.id
        assert article(reader, page.text.digest) == article(reader, page.report.id)


def test_what_is_no_report_or_not_yet_one_is_unknown() -> None:
    paper, reader = summit()
    for identifier in ("r1nothing", "t1nothing", paper.later[0].id):
        with pytest.raises(UnknownId):
            article(reader, identifier)
    with pytest.raises(UnknownId, match="not known then"):
        article(reader, paper.pages[2].report.id, AsOf(known=2))
    assert (
        show(reader, paper.pages[2].report.id).edits
        == article(reader, paper.pages[2].report.id).edits
    )


def test_reports_stand_latest_first() -> None:
    paper, reader = summit()
    assert [r.id for r in reports(reader)] == [p.report.id for p in reversed(paper.pages)]
    assert [r.id for r in reports(reader, AsOf(known=2))] == [paper.pages[0].report.id]
