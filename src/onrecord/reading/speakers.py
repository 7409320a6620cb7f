"""Who said it, how, and through whom: attributions become statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.domain.annotations import Statement
from onrecord.domain.findings import Finding, finding
from onrecord.domain.text import Quote, Span, Text
from onrecord.domain.words import StatementKind
from onrecord.reading.chains import CARRIED, quoting_outlet, via
from onrecord.reading.cues import is_passive, mode_of
from onrecord.reading.phrase_words import SPEAKER
from onrecord.reading.quote_marks import Quoted
from onrecord.reading.referents import ReportReferences, of_draft
from onrecord.reading.scene import NOBODY, Referent
from onrecord.reading.stage import Attribution, Draft

_WHO = re.compile(r"(?:,? )?\b(?:who|which)\b")

ALL = 0.99
"""From this share of letters and digits in quotation marks on, a content is direct."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Adds "statements"."""

    name: str = "speakers.v1"
    needs: frozenset[str] = frozenset({"attributions", "references", "mentions"})
    adds: frozenset[str] = frozenset({"statements"})

    def run(self, draft: Draft) -> Iterator[Statement | Finding]:
        """One statement for every attribution, and a finding for every pronoun that misfits."""
        references = draft.references
        if not isinstance(references, ReportReferences):
            references = of_draft(draft)
        attributions = sorted(draft.attributions, key=_first)
        told = [_referent(references, one) for one in attributions]
        for place, one in enumerate(attributions):
            if not one.source:
                told[place] = _unstated(references, attributions, told, place)
        told = [_inside(attributions, told, place) for place in range(len(told))]
        for place, one in enumerate(attributions):
            referent = told[place]
            later = _carriers(references, attributions, told, place)
            yield _statement(draft.text, references, one, referent, later)
            if referent.mismatch and one.source:
                yield _misfit(draft.text, one, referent)


def _inside(attributions: list[Attribution], told: list[Referent], place: int) -> Referent:
    """Who says "I" inside what somebody else is quoted with: that one."""
    referent = told[place]
    if not attributions[place].source or referent.names:
        return referent
    if referent.how != "pronoun" or referent.head not in SPEAKER:
        return referent
    source = _hull(attributions[place].source)
    for number, other in enumerate(attributions):
        if number == place or not told[number].names:
            continue
        if any(span.covers(source) for span in other.content):
            return replace(told[number], how="pronoun", head=referent.head)
    return referent


def _first(one: Attribution) -> tuple[int, int]:
    spans = one.source or one.cue or one.content
    return spans[0].start, one.content[0].start


def _hull(spans: tuple[Span, ...]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _referent(references: ReportReferences, one: Attribution) -> Referent:
    if not one.source:
        return NOBODY
    source = _hull(one.source)
    content = references.scene.content
    expletive = content[source.start : source.end].lower() == "it"
    if expletive and one.cue and is_passive(content[one.cue[0].start : one.cue[-1].end]):
        return NOBODY  # "it was revealed": by whom, the report does not say
    return references.referent(source)


def _unstated(
    references: ReportReferences,
    attributions: list[Attribution],
    told: list[Referent],
    place: int,
) -> Referent:
    """Who speaks where no source is named: the subject of the cue before, in the same sentence.

    A quotation without cue that makes a paragraph goes on with who spoke in the one before.
    """
    one = attributions[place]
    scene = references.scene
    at = _first(one)[0]
    for before in range(place - 1, -1, -1):
        other = attributions[before]
        if not other.source:
            continue
        start = _first(other)[0]
        if one.cue and scene.sentence(start) == scene.sentence(at):
            return told[before]
        if not one.cue and _follows(scene.text, scene.quoted, other, one):
            return told[before]
        break
    if one.cue and scene.text.content[one.cue[0].start : one.cue[-1].end].split()[0].endswith(
        "ing"
    ):
        for later, other in enumerate(attributions[place + 1 :], place + 1):
            if scene.sentence(_first(other)[0]) != scene.sentence(at):
                break
            if other.source:
                return told[later]
    return NOBODY


def _follows(text: Text, quoted: Quoted, other: Attribution, one: Attribution) -> bool:
    """Whether `one` is a quotation of its own right behind the paragraph of `other`."""
    start = one.content[0].start
    if quoted.at(start) is None:
        return False
    paragraphs = text.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    here = bisect_right(starts, start) - 1
    end = max(span.end for span in (*other.source, *other.cue, *other.content))
    there = bisect_right(starts, end - 1) - 1
    return here - there in (0, 1) and paragraphs[here].start >= start - 1


def _carriers(
    references: ReportReferences,
    attributions: list[Attribution],
    told: list[Referent],
    place: int,
) -> list[Span]:
    """Later sentences of the paragraph that say who carried "the statement" of this speaker."""
    scene = references.scene
    if not told[place].names:
        return []
    content = attributions[place].content
    paragraph = scene.text.paragraph_of(content[0].start)
    found = []
    for number in range(scene.sentence(content[-1].end - 1) + 1, len(scene.sentences)):
        sentence = scene.sentences[number]
        if sentence.start >= paragraph.end:
            break
        if CARRIED.match(scene.content, sentence.start, sentence.end):
            between = [
                told[i].names
                for i, one in enumerate(attributions)
                if content[0].start < _first(one)[0] < sentence.start and told[i].names
            ]
            if all(names == told[place].names for names in between):
                found.append(sentence)
    return found


def _statement(
    text: Text,
    references: ReportReferences,
    one: Attribution,
    referent: Referent,
    later: list[Span],
) -> Statement:
    scene = references.scene
    cue = tuple(text.quote(span.start, span.end) for span in one.cue)
    speakers = (*referent.names, *referent.words)
    anchor = one.cue or one.source or one.content
    first = scene.sentence(anchor[0].start)
    around = {first, scene.sentence(anchor[-1].end - 1)}
    sentences = [scene.sentences[number] for number in sorted(around) if scene.sentences]
    names = via(
        text.content,
        [*sentences, *later],
        scene.names,
        (*one.content, *(part for span in one.source if (part := _named_part(text, span)))),
        lambda mention: scene.full.get(mention.id, mention.name),
    )
    for sentence in sentences:
        outlet = quoting_outlet(text.content, sentence, scene.names, (*one.source, *one.content))
        if outlet is not None:
            names = (*names, scene.full.get(outlet.id, outlet.name))
    return Statement(
        text=text.digest,
        source=tuple(text.quote(span.start, span.end) for span in one.source),
        cue=cue,
        content=tuple(text.quote(span.start, span.end) for span in one.content),
        kind=kind_of(text, scene.quoted, one.content),
        mode=mode_of(quote.words for quote in cue),
        speakers=tuple(dict.fromkeys(speakers)),
        via=tuple(dict.fromkeys(name for name in names if name not in speakers)),
        score=one.score,
    )


def _named_part(text: Text, source: Span) -> Span | None:
    """A source up to its relative clause: "Roe, who spoke to a channel"."""
    clause = _WHO.search(text.content, source.start, source.end)
    if clause is None:
        return source
    return Span(source.start, clause.start()) if clause.start() > source.start else None


def kind_of(text: Text, quoted: Quoted, content: tuple[Span, ...]) -> StatementKind:
    """Direct when all letters and digits stand in quotation marks, mixed when some do."""
    total = inside = 0
    for span in content:
        parts = [part for part, _ in quoted.overlapping(span)]
        for offset in range(span.start, span.end):
            if text.content[offset].isalnum():
                total += 1
                inside += any(part.start <= offset < part.end for part in parts)
    if not inside:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if inside >= ALL * total else StatementKind.MIXED


def _misfit(text: Text, one: Attribution, referent: Referent) -> Finding:
    place = _hull(one.source)
    quote: Quote = text.quote(place.start, place.end)
    return finding(
        "pronoun-mismatch",
        f"expected a pronoun that fits {', '.join(referent.names)}, who spoke before, "
        f"got {quote.words!r}; nobody else in the report fits it either",
        text=text.digest,
        quote=quote,
    )
