"""Who binds whom to do what, how much, by when, under which condition, and at which stage.

An engine's pledges, or those found by pattern, are places and strings; this stage makes pledges of
them: parties with names, shared through coordination and resolved through the report's references;
quantity, time and conditions from the layers and markers inside their clause; the statement that
carries them; one pledge where a report tells the same undertaking twice, several for a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.domain.annotations import Pledge
from onrecord.domain.words import MentionKind
from onrecord.reading.pledge_choice import choice
from onrecord.reading.pledge_fields import Reader
from onrecord.reading.pledge_items import itemised
from onrecord.reading.pledge_lists import parted
from onrecord.reading.pledge_parties import capitalised, people
from onrecord.reading.pledge_patterns import patterns
from onrecord.reading.pledge_repeats import merged
from onrecord.reading.pledge_weights import Weights, load_weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.stage import Draft, FoundPledge

LEAST_PATTERN = 0.14
"""A pattern's pledge below this chance is not told at all (see docs/benchmarks.md, 2026-11)."""


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package."""
    resource = files("onrecord.reading").joinpath("pledge_weights.json")
    return load_weights(resource.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Pledges:
    """Adds "pledges"."""

    weights: Weights | None = None
    name: str = "pledges.v1"
    needs: frozenset[str] = frozenset(
        {"found", "sentences", "mentions", "times", "quantities", "references", "statements"}
    )
    adds: frozenset[str] = frozenset({"pledges"})

    def run(self, draft: Draft) -> Iterator[Pledge]:
        """The pledges of the text, one for each undertaking at one stage."""
        words = Words(draft.text.content, [s.span for s in draft.sentences])
        names = [
            (m.quote.start, m.quote.end) for m in draft.mentions if m.kind is not MentionKind.OTHER
        ]
        names = names or capitalised(words)
        everyone = people(words, names)
        weights = self.weights or shipped_weights()
        given: Sequence[FoundPledge] = draft.found.pledges if draft.found is not None else ()
        if given:
            given = choice(words, everyone, given, weights)
        else:
            given = [p for p in patterns(words, everyone, weights) if p.score >= LEAST_PATTERN]
        reader = Reader(draft, words, everyone, weights)
        told = merged([p for one in given if (p := reader.pledge(one)) is not None])
        for pledge in itemised(told, draft.quantities, draft.times, draft.text):
            yield from parted(pledge, draft.quantities, draft.text)
