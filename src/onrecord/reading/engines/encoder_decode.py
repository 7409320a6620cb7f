"""From scores of pieces to ranges of pieces: the best consistent reading of a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.reading.engines.encoder_heads import Floats, Ints

Range = tuple[int, int]
OUT, FIRST, NEXT = 0, 1, 2


def tagged(scores: Floats) -> list[tuple[Range, int, float]]:
    """Stretches with their kind and probability, from log probabilities (pieces, 1 + 2 kinds).

    Label 0 is outside, then begin and go on for each kind.
    """
    best: Ints = scores.argmax(-1)
    found: list[tuple[Range, int, float]] = []

    count = len(best)
    for at in np.flatnonzero(best):
        if found and at < found[-1][0][1]:
            continue
        kind = (int(best[at]) - 1) // 2
        end = int(at) + 1
        while end < count and best[end] == 2 * kind + 2:
            end += 1
        outside = float(scores[at:end, 0].mean())
        found.append(((int(at), end), kind, float(1 - np.exp(min(outside, 0.0)))))
    return found


def best_paths(scores: Floats) -> Ints:
    """The best labels (rows, pieces) for log probabilities (rows, pieces, 1 + 2 kinds).

    Label 0 is outside, then begin and go on for each kind. Nothing goes on that has not begun,
    save at the edge of the window.
    """
    count, length, labels = scores.shape
    kinds = (labels - 1) // 2
    back = np.zeros((length, count, 1 + kinds), np.int64)
    state = scores[:, 0].copy()
    rows = np.arange(count)
    for i in range(1, length):
        top = state.argmax(1)
        back[i, :, 0] = top
        new = state[rows, top][:, None] + scores[:, i]
        for kind in range(kinds):
            first = 1 + 2 * kind
            on = state[:, first + 1] > state[:, first]
            back[i, :, 1 + kind] = first + on
            new[:, first + 1] = np.where(on, state[:, first + 1], state[:, first])
            new[:, first + 1] += scores[:, i, first + 1]
        state = new
    paths = np.zeros((count, length), np.int64)
    label = state.argmax(1)
    which = np.zeros(labels, np.int64)
    which[2::2] = np.arange(1, kinds + 1)
    for i in range(length - 1, -1, -1):
        paths[:, i] = label
        label = back[i, rows, which[label]]
    return paths


def joined(ranges: Sequence[Range], gap: int, least: int) -> list[Range]:
    """The ranges with gaps of up to `gap` pieces closed.

    What is then shorter than `least` goes, unless nothing else is there.
    """
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    long = [r for r in found if r[1] - r[0] >= least]
    return long or found


def stretches(path: Ints, begin: int) -> list[Range]:
    """The ranges where a path is in the role whose first label is `begin`."""
    found: list[Range] = []
    inside = (path == begin) | (path == begin + 1)
    start: int | None = None
    for i in range(len(path)):
        if start is not None and (not inside[i] or path[i] == begin):
            found.append((start, i))
            start = None
        if inside[i] and start is None:
            start = i
    if start is not None:
        found.append((start, len(path)))
    return found


def without_overlap(
    contents: Sequence[Sequence[Range]], scores: Sequence[float]
) -> list[list[Range]]:
    """The contents such that no piece is in two: better scored ones keep what both claim.

    One that loses more than half of its pieces is left with nothing.
    """
    result: list[list[Range]] = [[] for _ in contents]
    taken: set[int] = set()
    for i in sorted(range(len(contents)), key=lambda i: (-scores[i], i)):
        mine = [p for first, last in contents[i] for p in range(first, last)]
        free = sorted(p for p in mine if p not in taken)
        if 2 * len(free) <= len(mine):
            continue
        if len(free) == len(mine):
            result[i] = list(contents[i])
        else:
            for p in free:
                if result[i] and result[i][-1][1] == p:
                    result[i][-1] = (result[i][-1][0], p + 1)
                else:
                    result[i].append((p, p + 1))
        taken.update(free)
    return result
