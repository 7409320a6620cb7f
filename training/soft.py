"""What earlier readers think of the training texts: targets that are less sure than annotations.

Annotators disagree (triple F1 0.75 on doubly annotated articles), and a reader that has not learnt
the annotations by heart says where. For annotated texts its probabilities are mixed into the
targets; texts without annotations get theirs from it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from training.data import Document, Predicate

from onrecord.reading.engines import encoder_decode as decode
from onrecord.reading.engines.encoder import Encoder
from onrecord.reading.engines.encoder_heads import log_softmax
from onrecord.reading.engines.encoder_input import relation, windows

AROUND = (40, 44)
TASKS = ("cue", "source", "content")
LEAST = 0.3
"""A cue that an earlier reader finds in an unannotated text counts from this probability on."""


def _softmax(logits: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(log_softmax(logits)), np.float32)


def guess(readers: Sequence[Encoder], document: Document, size: int = 254) -> None:
    """Set `document.soft` and the `soft` of its attributions; guess attributions where none are."""
    p = document.pieces
    parts = windows(p, size, *AROUND)
    tags = np.zeros((len(p), 3 * len(TASKS)), np.float32)
    outputs = []
    for part in parts:
        inputs = np.zeros((4, 1, part.end - part.start + 2), np.int64)
        inputs[0, 0, 0], inputs[0, 0, -1] = readers[0]._edges
        for row, values in enumerate((p.ids, p.case, p.gap, p.quote)):
            inputs[row, 0, 1:-1] = values[part.start : part.end]
        given = [
            [o[0, 1:-1] for o in reader._session.run(None, {"inputs": inputs})]
            for reader in readers
        ]
        outputs.append(given)
        own = slice(part.first - part.start, part.last - part.start)
        for reader, (_, of_window, _, _) in zip(readers, given, strict=True):
            for t, task in enumerate(TASKS):
                found = _softmax(of_window[:, reader._tags[task]]) / len(readers)
                tags[part.first : part.last, 3 * t : 3 * t + 3] += found[own]
    document.soft = tags.astype(np.float16)
    if document.attributions is None:
        heads = decode.tagged(np.log(tags[:, :3] + 1e-9))
        guessed = [Predicate(at, {"source": [], "content": []}, weight=s) for at, _, s in heads]
        document.guessed = [item for item in guessed if item.weight >= LEAST]
    for item in document.attributions or document.guessed:
        here = next(i for i, w in enumerate(parts) if w.first <= item.at[0] < w.last)
        start, end = parts[here].start, parts[here].end
        first, last = item.at[0] - start, item.at[1] - 1 - start
        if last >= end - start:
            continue
        related = relation(
            np.array([first]), np.array([last]), p.sentence[start:end], p.paragraph[start:end]
        )
        total = np.zeros((end - start, 5), np.float32)
        for reader, (vectors, _, keys, _) in zip(readers, outputs[here], strict=True):
            ends = np.concatenate([vectors[first], vectors[last]])[None]
            total += _softmax(reader._said.scores(keys, ends, related)[0][0]) / len(readers)
        item.soft = (start, total.astype(np.float16))


def guess_all(
    documents: Sequence[Document], annotated: Sequence[Path], plain: Sequence[Path]
) -> None:
    """Guess for every document: by readers that know little by heart where it was annotated."""
    known = [Encoder(folder) for folder in annotated]
    unknown = [Encoder(folder) for folder in plain]
    for document in documents:
        guess(unknown if document.attributions is None else known, document)
