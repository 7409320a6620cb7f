"""What people decided on a text shows where the text, or a thing that was read in it, is shown."""

from __future__ import annotations

from memory import Memory
from paper import Paper
from summit import summit

from onrecord.domain.annotations import Pledge, Statement
from onrecord.domain.corrections import Correction
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.facts import Fact, Recorded
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.views.article import article
from onrecord.views.dossiers import CommitmentDossier, dossier
from onrecord.views.evidence import show
from onrecord.views.judged import UNTOUCHED, decided_about, stands


def decided(
    about: Pledge | Statement, judgement: str, actor: str = "Ada", **more: object
) -> Decision:
    return Decision(
        about.id, Judgement(judgement), actor, "looked", anchor_of(about), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def corrected(about: Pledge | Statement, field: str, *words: str, text: str = "") -> Decision:
    places = tuple((text.index(w), text.index(w) + len(w)) for w in words) if text else ()
    told = Correction(field, places, () if text else words)
    return decided(about, "correct", value=told.written)


def after(paper: Paper, *decisions: Fact) -> Memory:
    return Memory([*paper.all(), *decisions])


def pledges(paper: Paper) -> list[Pledge]:
    return [a for a in paper.pages[0].found if isinstance(a, Pledge)]


def test_a_field_that_was_put_right_shows_both_values_and_who_and_when() -> None:
    paper, _ = summit()
    boats = pledges(paper)[1]
    text = paper.pages[0].text.content
    made = corrected(boats, "by", "Estmark", text=text)
    reader = after(paper, made)
    found = article(reader, paper.pages[0].report.id)
    mark = next(m for m in found.marks if m.layer == "pledge" and m.annotation == boats.id)
    assert mark.people == "put" and mark.hint.startswith("Estmark → Coastland: refused")
    assert "by: Estmark, says Ada, 01 Nov 2026 (the machine read: Westmark)" in mark.hint
    assert "score" not in mark.hint
    taken = next(t for p in found.paragraphs for t in p.taken if t.annotation == boats.id)
    assert taken.who == "Estmark → Coastland" and taken.people == "put"
    (touch,) = taken.touches
    assert (touch.did, touch.was, touch.actor, touch.id) == (
        "by: Estmark",
        "Westmark",
        "Ada",
        made.id,
    )
    others = [t for p in found.paragraphs for t in p.taken if t.annotation != boats.id]
    assert not any(t.touches or t.people for t in others)

    page = show(reader, boats.id)
    by = next(f for f in page.fields if f.label == "by")
    assert (by.value, by.was) == ("Estmark", "Westmark")
    assert by.note == "put right by Ada, 01 Nov 2026; the machine read: Westmark"
    (line,) = next(s for s in page.sections if s.title == "decided by people").lines
    assert line.text == "by: Estmark (the machine read: Westmark)" and line.note.endswith("looked")
    assert page.related[0][1].startswith("Estmark → Coastland")


def test_before_it_was_decided_and_after_it_was_taken_back_nothing_shows() -> None:
    paper, _ = summit()
    boats, text = pledges(paper)[1], paper.pages[0].text.content
    made = corrected(boats, "by", "Estmark", text=text)
    back = Decision(made.id, Judgement.UNDO, "Bo", "no", made.left)
    reader = after(paper, made, back)
    for known in (reader.head() - 2, None):
        page = show(reader, boats.id, AsOf(known=known))
        assert not any(f.note for f in page.fields), known
        assert [s.title for s in page.sections] == ["words"]
    assert any(f.note for f in show(reader, boats.id, AsOf(known=reader.head() - 1)).fields)
    marks = article(reader, paper.pages[0].report.id).marks
    assert not any(m.people for m in marks)


def test_what_was_rejected_is_told_as_that_and_waits_for_nobody() -> None:
    paper, _ = summit()
    boats = pledges(paper)[1]
    reader = after(paper, decided(boats, "reject"))
    found = article(reader, paper.pages[0].report.id)
    mark = next(m for m in found.marks if m.annotation == boats.id)
    assert mark.people == "gone" and mark.line is None
    assert "read wrongly, says Ada" in mark.hint and mark.hint.startswith("Westmark → Coastland")
    taken = next(t for p in found.paragraphs for t in p.taken if t.annotation == boats.id)
    assert taken.note == "refused" and taken.people == "gone"


def test_a_second_coders_judgement_and_a_replaced_one_do_not_show() -> None:
    paper, _ = summit()
    boats = pledges(paper)[1]
    reader = after(
        paper,
        decided(boats, "reject"),
        decided(boats, "accept", "Bo"),
        decided(boats, "reject", "second:Cy"),
    )
    found = article(reader, paper.pages[0].report.id)
    taken = next(t for p in found.paragraphs for t in p.taken if t.annotation == boats.id)
    assert [(t.did, t.actor) for t in taken.touches] == [("read rightly", "Bo")]
    assert taken.people == "kept" and taken.line is not None


def test_a_merge_shows_on_both_sides_and_on_the_line() -> None:
    paper, _ = summit()
    pumps, boats = pledges(paper)[:2]
    made = Decision(
        pumps.id, Judgement.ACCEPT, "Ada", "one matter", anchor_of(pumps), anchor_of(boats),
        Relation.SAME_COMMITMENT, boats.id,
    )  # fmt: skip
    reader = after(paper, made)
    for pledge in (pumps, boats):
        (section,) = [s for s in show(reader, pledge.id).sections if s.title == "decided by people"]
        assert "one undertaking" in section.lines[0].text and section.lines[0].id == made.id
    line = next(c for c in reader.world()[0].commitments if pumps.id in c.pledges)
    assert boats.id in line.pledges
    found = dossier(reader, line.id)
    assert isinstance(found, CommitmentDossier)
    assert [row.id for row in found.decided] == [made.id]
    assert decided_about(reader, [boats.id], [boats.text]) == found.decided
    assert decided_about(reader, [boats.id], [boats.text], AsOf(known=reader.head() - 1)) == ()


def test_a_statement_by_its_words_and_speakers() -> None:
    paper, _ = summit()
    said = next(a for a in paper.pages[0].found if isinstance(a, Statement))
    text = paper.pages[0].text.content
    reader = after(
        paper,
        corrected(said, "speakers", "Norland"),
        corrected(said, "content", "Water does not", text=text),
    )
    found = article(reader, paper.pages[0].report.id)
    (mark,) = [m for m in found.marks if m.annotation == said.id and m.layer == "statement"]
    assert text[mark.start : mark.end] == "Water does not"
    assert (
        "content: Water does not" in mark.hint
        and "(the machine read: Water does not wait)" in mark.hint
    )
    page = show(reader, said.id)
    assert page.title == "Water does not"
    assert {f.label: f.was for f in page.fields if f.note} == {
        "speaker": "Ilse Bérard",
        "content": "Water does not wait",
    }


def test_a_text_that_nobody_touched_is_as_it_was_read() -> None:
    paper, reader = summit()
    held = reader.get(pledges(paper)[0].id)
    assert held is not None
    found = stands(reader, Recorded(held.fact, held.seq, held.recorded_at))  # type: ignore[arg-type]
    assert found.now is found.read and found.on(pledges(paper)[0].id) is UNTOUCHED
