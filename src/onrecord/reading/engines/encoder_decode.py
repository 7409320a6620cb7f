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
    at = 0
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


def roles(scores: Floats) -> list[tuple[Range, float]]:
    """Stretches of one role with their margin, from log probabilities (pieces, 3)."""
    return [(at, score) for at, _, score in tagged(scores)]


def best_paths(scores: Floats) -> Ints:
    """The best labels (predicates, pieces) for log probabilities (predicates, pieces, 5).

    Labels: outside, source begins, goes on, content begins, goes on. Nothing goes on that has
    not begun, save at the edge of the window.
    """
    count, length, _ = scores.shape
    back = np.zeros((length, count, 3), np.int64)
    state = scores[:, 0].copy()
    rows = np.arange(count)
    for i in range(1, length):
        pair_source = state[:, 1:3].argmax(1) + 1
        pair_content = state[:, 3:5].argmax(1) + 3
        top = state.argmax(1)
        back[i, :, 0], back[i, :, 1], back[i, :, 2] = top, pair_source, pair_content
        new = state[rows, top][:, None] + scores[:, i]
        new[:, 2] = state[rows, pair_source] + scores[:, i, 2]
        new[:, 4] = state[rows, pair_content] + scores[:, i, 4]
        state = new
    paths = np.zeros((count, length), np.int64)
    label = state.argmax(1)
    which = np.array([0, 0, 1, 0, 2])
    for i in range(length - 1, -1, -1):
        paths[:, i] = label
        label = back[i, rows, which[label]]
    return paths


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
