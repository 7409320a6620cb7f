"""Putting a field right: by words of the text, by what was read nearby, or from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.correcting import form_of
from onrecord.domain.corrections import CHOICES
from onrecord.domain.errors import UsageError
from onrecord.views.fields import FieldNow
from onrecord.views.subject import Stretch, Subject
from onrecord.web import forms, judging
from onrecord.web.asked import at, identifier
from onrecord.web.questions import answers

FIELD_WORDS: Mapping[str, str] = {
    "by": "who undertakes it",
    "to": "towards whom",
    "asked_by": "who asked for it",
    "object": "what",
    "quantity": "how much",
    "when": "by when",
    "conditions": "on which conditions",
    "stage": "stage",
    "category": "category",
    "distribution": "how several parties share it",
    "speakers": "who said it",
    "source": "words for who said it",
    "cue": "words for the saying",
    "content": "what was said",
    "mode": "what the speaker did",
}
"""What a field is called where a person puts it right."""

_TAKEN = re.compile(r"at-(\d{1,9}-\d{1,9})")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a paragraph, marked or not."""

    words: str
    marked: bool


def edit(request: Request) -> Response:
    """One field of a statement or a pledge in its text, with the form to put it right."""
    return _edit(request, identifier(request), request.path_params["field"], "", {})


def _edit(
    request: Request, wanted: str, name: str, fault: str, told: Mapping[str, str]
) -> Response:
    whole = request.query_params.get("whole") == "1"
    subject: Subject = answers(request).ask(
        at(request),
        ("subject", wanted, whole),
        lambda record: record.subject(wanted, whole),
        live=True,
    )
    field = subject.field(name)
    return judging.show(
        request,
        "edit.html",
        400 if fault else 200,
        subject=subject,
        field=field,
        labels=FIELD_WORDS,
        choices=CHOICES.get(name, ()),
        offers=subject.offered(field.made_of),
        lines=told.get("words", _lines(subject, field)) if told else _lines(subject, field),
        taken={f"{m[1]}" for key in told if (m := _TAKEN.fullmatch(key))},
        runs=_runs,
        whole=whole,
        fault=fault,
        told=told,
    )


def _lines(subject: Subject, field: FieldNow) -> str:
    """A field as its form carries it: a stretch a line, with its place."""
    if field.made_of == "names":
        return "\n".join(field.told)
    words = {p.start: p for p in subject.paragraphs}
    found = []
    for start, end in field.places:
        inside = next((p for p in words.values() if p.start <= start and end <= p.end), None)
        text = "" if inside is None else inside.words[start - inside.start : end - inside.start]
        found.append(f"{start}-{end} {' '.join(text.split())}".strip())
    return "\n".join(found)


def _runs(paragraph: Stretch, field: FieldNow) -> Iterator[Run]:
    """A paragraph cut where the field's present words begin and end."""
    cuts = {paragraph.start, paragraph.end}
    inside = [(s, e) for s, e in field.places if s < paragraph.end and paragraph.start < e]
    for start, end in inside:
        cuts |= {max(start, paragraph.start), min(end, paragraph.end)}
    for left, right in pairwise(sorted(cuts)):
        words = paragraph.words[left - paragraph.start : right - paragraph.start]
        yield Run(words, any(s <= left and right <= e for s, e in inside))


async def correct(request: Request) -> Response:
    """Record what a field should be."""
    wanted, field = identifier(request), request.path_params["field"]
    told = await forms.posted(request)
    return await run_in_threadpool(_corrected, request, wanted, field, told)


def _corrected(request: Request, wanted: str, field: str, told: dict[str, str]) -> Response:
    judged = judging.judged(wanted, told, "correct")
    taken = [m[1] for key in told if (m := _TAKEN.fullmatch(key))]
    form = form_of({**told, "words": "\n".join([told.get("words", ""), *taken])})
    try:
        return judging.recorded(
            request,
            told,
            lambda record: record.correct(judged, field, form, then=False),
            f"/review/{wanted}",
        )
    except UsageError as error:
        return _edit(request, wanted, field, str(error), told)
