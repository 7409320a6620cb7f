"""What a machine proposes: these two belong together, with a score and visible reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.domain.ids import content_id
from onrecord.domain.words import Relation


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part in a score, with the values that made it ("Zelensky ~ Zelenskiy")."""

    feature: str
    score: float
    detail: str


@dataclass(frozen=True)
class Proposal:
    """Two things that may belong together; whether they do is decided elsewhere.

    `left` and `right` are ids: of mentions (the first of a name in a report) for `same_entity`, of
    statements for `same_utterance`, of pledges for `same_commitment`, of reports for `copy_of`
    (left is the copy), `credits` (left credits right) and `same_story`, of pledges or statements
    for `disputes`. `value` is the kind of copy or of dispute.
    """

    relation: Relation
    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]
    maker: str
    value: str | None = None

    @cached_property
    def id(self) -> str:
        """The id from content: relation, sides, value and maker."""
        return content_id("proposal", self.relation, self.left, self.right, self.value, self.maker)
