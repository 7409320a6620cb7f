"""Texts -> readings, on one process or on many, in the order of the input."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from onrecord.app import wiring
from onrecord.domain.annotations import Reading
from onrecord.domain.text import Text
from onrecord.reading import pipeline

T = TypeVar("T")

AHEAD = 4
"""Texts in flight per process: enough to keep all busy, few enough to bound memory."""


def read_text(text: Text) -> Reading:
    """Everything that the pipeline finds in one text; a pure function of the text."""
    return pipeline.read(text, wiring.stages(), wiring.maker())


def read_all(
    items: Iterable[T], text_of: Callable[[T], Text | None], processes: int
) -> Iterator[tuple[T, Reading | None]]:
    """Each item with the reading of its text, in order; None where `text_of` gives None.

    One process reads here; more are started as soon as a second text comes.
    """
    if processes <= 1:
        for item in items:
            text = text_of(item)
            yield item, None if text is None else read_text(text)
        return
    yield from _read_on_many(iter(items), text_of, processes)


def _read_on_many(
    items: Iterator[T], text_of: Callable[[T], Text | None], processes: int
) -> Iterator[tuple[T, Reading | None]]:
    waiting: deque[tuple[T, Future[Reading] | None]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        try:
            for item in items:
                text = text_of(item)
                waiting.append((item, None if text is None else pool.submit(read_text, text)))
                while waiting and (len(waiting) >= AHEAD * processes or _ready(waiting[0][1])):
                    yield _taken(waiting.popleft())
            while waiting:
                yield _taken(waiting.popleft())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _ready(reading: Future[Reading] | None) -> bool:
    return reading is None or reading.done()


def _taken(pair: tuple[T, Future[Reading] | None]) -> tuple[T, Reading | None]:
    item, reading = pair
    return item, None if reading is None else reading.result()
