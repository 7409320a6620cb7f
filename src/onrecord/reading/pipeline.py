"""Runs stages over one text, in order, and gathers what they add into a reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from onrecord.domain.annotations import (
    Annotation,
    Mention,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding, finding
from onrecord.domain.text import Text
from onrecord.reading.stage import (
    Added,
    Attribution,
    Draft,
    Found,
    References,
    Sentence,
    Stage,
)

LAYERS = frozenset(
    {
        "found",
        "sentences",
        "mentions",
        "times",
        "quantities",
        "references",
        "attributions",
        "statements",
        "pledges",
    }
)
"""The layers of a draft that a stage may name in `needs` and `adds`."""

SHELVES: tuple[tuple[type, str], ...] = (
    (Sentence, "sentences"),
    (Attribution, "attributions"),
    (Mention, "mentions"),
    (TimeExpression, "times"),
    (Quantity, "quantities"),
    (Statement, "statements"),
    (Pledge, "pledges"),
    (Finding, "findings"),
)
"""Which list of the draft a thing goes to."""

A = TypeVar("A", Mention, TimeExpression, Quantity, Statement, Pledge, Finding)


def check(stages: Sequence[Stage]) -> None:
    """Nothing, when every stage finds what it needs.

    Raises UsageError when a layer is unknown, added twice, or needed before a stage adds it.
    """
    there: dict[str, str] = {}
    for stage in stages:
        unknown = sorted((stage.needs | stage.adds) - LAYERS)
        if unknown:
            raise UsageError(
                f"stage {stage.name}: expected layers of {sorted(LAYERS)}, got {unknown}"
            )
        missing = sorted(stage.needs - there.keys())
        if missing:
            raise UsageError(
                f"stage {stage.name} needs {missing}, which no stage before it adds; "
                "put a stage that adds them earlier"
            )
        for layer in sorted(stage.adds):
            if layer in there:
                raise UsageError(
                    f"stage {stage.name} adds {layer!r}, which {there[layer]} adds already; "
                    "take one of the two out"
                )
            there[layer] = stage.name


def read(text: Text, stages: Sequence[Stage], maker: str) -> Reading:
    """The reading of `text` by these stages, each kind in the order of the text, nothing twice.

    A stage that fails on this text adds nothing and leaves the finding `stage-failed`; the others
    still run. A failure that only follows from an earlier one is not told again.
    """
    check(stages)
    draft = Draft(text)
    lost: set[str] = set()
    for stage in stages:
        try:
            added = list(stage.run(draft))
        except Exception as error:
            if not stage.needs & lost:
                draft.findings.append(_failed(stage, error, text))
            lost |= stage.adds
        else:
            _gather(draft, stage, added)
    return Reading(
        text=text,
        maker=maker,
        mentions=_ordered(draft.mentions),
        times=_ordered(draft.times),
        quantities=_ordered(draft.quantities),
        statements=_ordered(draft.statements),
        pledges=_ordered(draft.pledges),
        findings=_ordered(draft.findings),
    )


def _failed(stage: Stage, error: Exception, text: Text) -> Finding:
    return finding(
        "stage-failed",
        f"expected the stage {stage.name} to read this text, got {type(error).__name__}: {error}; "
        f"its layers ({', '.join(sorted(stage.adds))}) are missing from the reading",
        text=text.digest,
    )


def _gather(draft: Draft, stage: Stage, added: Iterable[Added | Found | References]) -> None:
    """Puts what a stage gave where it belongs; things of the text go into its order."""
    touched: set[str] = set()
    for thing in added:
        shelf = next((name for kind, name in SHELVES if isinstance(thing, kind)), None)
        if shelf is not None:
            getattr(draft, shelf).append(thing)
            touched.add(shelf)
        elif hasattr(thing, "names_of"):
            draft.references = cast(References, thing)
            touched.add("references")
        else:
            draft.found = cast(Found, thing)
            touched.add("found")
    beyond = sorted(touched - stage.adds - {"findings"})
    if beyond:
        raise UsageError(f"stage {stage.name} declares {sorted(stage.adds)} but added {beyond}")
    for shelf in touched & {"sentences", "attributions"}:
        getattr(draft, shelf).sort(key=_layer_place)
    for shelf in touched - {"sentences", "attributions", "found", "references"}:
        getattr(draft, shelf).sort(key=place)


def _layer_place(thing: Sentence | Attribution) -> tuple[int, int]:
    if isinstance(thing, Sentence):
        return thing.span.start, thing.span.end
    spans = [*thing.source, *thing.cue, *thing.content]
    return min(s.start for s in spans), max(s.end for s in spans)


def place(thing: Annotation | Finding) -> tuple[int, int]:
    """Where a thing stands: its first and last character; what has no place comes first."""
    if isinstance(thing, Pledge):
        return thing.trigger.start, thing.trigger.end
    if isinstance(thing, Statement):
        quotes = [*thing.source, *thing.cue, *thing.content]
        return min(q.start for q in quotes), max(q.end for q in quotes)
    if thing.quote is None:
        return -1, -1
    return thing.quote.start, thing.quote.end


def _ordered(things: Iterable[A]) -> tuple[A, ...]:
    """By place, then id; of several with one id the first that was added."""
    once: dict[str, A] = {}
    for thing in things:
        once.setdefault(thing.id, thing)
    return tuple(sorted(once.values(), key=lambda thing: (*place(thing), thing.id)))
