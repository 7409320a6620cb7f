"""Readings and records against gold: exact, overlap, by kind; gold and readings in, scores out.

`gold_of` and `true_story` take parsed JSON; `reading_scores` and `story_scores` give the figures.
"""

from onrecord.evaluation.gold import GoldReport, gold_of
from onrecord.evaluation.reading import reading_scores
from onrecord.evaluation.scores import Score
from onrecord.evaluation.story import story_scores
from onrecord.evaluation.true_story import TrueStory, readings_of_story, true_story

__all__ = [
    "GoldReport",
    "Score",
    "TrueStory",
    "gold_of",
    "reading_scores",
    "readings_of_story",
    "story_scores",
    "true_story",
]
