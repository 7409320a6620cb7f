"""The readers on gold: JSON Lines with answers, or a story with its true record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.app import config, wiring
from onrecord.app.ingest import ingest_readings
from onrecord.app.readers import read_all
from onrecord.domain.annotations import Reading
from onrecord.domain.errors import UsageError
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.evaluation.gold import GoldReport, gold_of
from onrecord.evaluation.reading import reading_scores
from onrecord.evaluation.scores import Score
from onrecord.evaluation.story import story_scores
from onrecord.evaluation.true_story import TrueStory, true_story
from onrecord.ledger.fold import fold


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure on one gold file."""

    gold: str
    measure: str
    value: float
    count: int
    precision: float | None
    recall: float | None


def evaluate(
    paths: Sequence[str], workers: int | None = None, perfect: bool = False
) -> tuple[Measured, ...]:
    """Every measure that the gold files have answers for, file by file.

    With `perfect`, a story's reports are linked from their true readings instead of read ones, so
    that errors of linking are told from errors of reading. Raises UsageError for a file that is no
    gold.
    """
    processes = workers or config.load().processes
    return tuple(
        Measured(path, s.measure, s.value, s.count, s.precision, s.recall)
        for path in paths
        for s in _scores(Path(path), processes, perfect)
    )


def _scores(path: Path, processes: int, perfect: bool) -> list[Score]:
    if path.is_dir():
        path = path / "story.json"
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: expected a gold file in UTF-8, got: {error}") from error
    if path.suffix == ".json":
        return _story(content, str(path), processes, perfect)
    golds = list(_golds(content, str(path)))
    readings = [reading for _, reading in _read([g.text for g in golds], processes)]
    return reading_scores(golds, readings)


def _golds(content: str, where: str) -> Iterator[GoldReport]:
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                yield gold_of(json.loads(line), f"{where}:{number}")
            except json.JSONDecodeError as error:
                raise UsageError(f"{where}:{number}: expected JSON, got: {error}") from error


def _story(content: str, where: str, processes: int, perfect: bool) -> list[Score]:
    try:
        story = json.loads(content)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: expected JSON, got: {error}") from error
    true: TrueStory = true_story(story, where)
    pairs: list[tuple[Report, Reading]] = [(one.report, one.reading) for one in true.reports]
    if not perfect:
        read = _read([reading.text for _, reading in pairs], processes)
        pairs = [(report, new) for (report, _), (_, new) in zip(pairs, read, strict=True)]
    store = wiring.open_writer(":memory:")
    try:
        ingest_readings(store, pairs, wiring.now)
        with store.folding() as facts:
            return story_scores(true, fold(facts))
    finally:
        store.close()


def _read(texts: Sequence[Text], processes: int) -> Iterator[tuple[Text, Reading]]:
    for text, reading in read_all(texts, lambda text: text, processes):
        assert reading is not None
        yield text, reading
