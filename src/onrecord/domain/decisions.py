"""A person's or a named policy's yes or no, bound to evidence so that it outlives a reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.domain.annotations import Annotation, Pledge, Statement
from onrecord.domain.ids import content_id
from onrecord.domain.reports import Report
from onrecord.domain.words import Judgement, Relation

SECOND = "second:"
"""Before the name of a second coder."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The evidence a decision is bound to: a text, a place in it, and the kind of annotation.

    For a report (copies, stories) the text stands alone and both offsets are None.
    """

    text: str
    kind: str
    start: int | None = None
    end: int | None = None


def anchor_of(thing: Annotation | Report) -> Anchor:
    """What a decision on this thing is bound to.

    A pledge is held by its trigger, a statement by the hull of its content, anything else that was
    read by its words, a report by its text.
    """
    if isinstance(thing, Report):
        return Anchor(thing.text, "report")
    if isinstance(thing, Pledge):
        return Anchor(thing.text, "pledge", thing.trigger.start, thing.trigger.end)
    if isinstance(thing, Statement):
        start = min(quote.start for quote in thing.content)
        return Anchor(thing.text, "statement", start, max(quote.end for quote in thing.content))
    kind = type(thing).__name__.lower().removesuffix("expression")
    return Anchor(thing.text, kind, thing.quote.start, thing.quote.end)


@dataclass(frozen=True)
class Decision:
    """A judgement on a proposal (two anchors) or on one annotation (`right` is None).

    `actor` is a person's name, a policy ("policy:thresholds.v1"), or a second coder
    ("second:Bo Ek"), whose judgement is kept to be compared and changes nothing. `about` is the id
    that its author saw, `seen` the seq of the record at that time. A later decision on the same
    anchors replaces an earlier one; a person's outranks a policy's.

    For a pair that no machine proposed `about` is the left thing's id and `value` the right one's.
    A correction's `value` is `corrections.Correction.written`; it replaces what was said on that
    field. An undo is about the decision that it takes back, and stands on its anchors.
    """

    about: str
    judgement: Judgement
    actor: str
    reason: str
    left: Anchor
    right: Anchor | None = None
    relation: Relation | None = None
    value: str | None = None
    seen: int = 0

    @cached_property
    def id(self) -> str:
        """The id from content."""
        return content_id(
            "decision",
            self.about,
            self.judgement,
            self.actor,
            self.reason,
            self.relation,
            self.value,
            self.seen,
        )

    @property
    def by_policy(self) -> bool:
        """Whether a named policy decided, not a person."""
        return self.actor.startswith("policy:")

    @property
    def by_second(self) -> bool:
        """Whether a second coder judged, only to be compared."""
        return self.actor.startswith(SECOND)
