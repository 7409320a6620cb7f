"""Gold and readings -> all scores that the gold has answers for."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.domain.annotations import Reading
from onrecord.domain.errors import UsageError
from onrecord.evaluation.attribution_scores import attribution_scores
from onrecord.evaluation.gold import GoldReport
from onrecord.evaluation.pledge_scores import pledge_scores
from onrecord.evaluation.scores import Score
from onrecord.evaluation.spans import name_scores, time_scores

MEASURES = (attribution_scores, pledge_scores, name_scores, time_scores)


def reading_scores(golds: Sequence[GoldReport], readings: Sequence[Reading]) -> list[Score]:
    """Every measure with something to compare; `readings` are of the same texts, in their order.

    Raises UsageError when a reading is not of its gold's text.
    """
    if len(golds) != len(readings):
        raise UsageError(f"expected {len(golds)} readings, got {len(readings)}")
    for gold, reading in zip(golds, readings, strict=True):
        if gold.text.content != reading.text.content:
            raise UsageError(f"{gold.report.given}: the reading is of another text than the gold")
    return [score for measure in MEASURES for score in measure(golds, readings)]
