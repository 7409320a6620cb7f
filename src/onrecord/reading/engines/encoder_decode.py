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
    save at the edge of the window. Where the best label of every piece alone allows that, as in
    most rows, it is the answer; the others are worked out piece by piece.
    """
    paths: Ints = scores.argmax(-1)
    before, now = paths[:, :-1], paths[:, 1:]
    broken = (now > 0) & (now % 2 == 0) & (before != now) & (before != now - 1)
    for row in np.flatnonzero(broken.any(1)):
        paths[row] = _mended(scores[row], paths[row], np.flatnonzero(broken[row]) + 1)
    return paths


def _mended(scores: Floats, path: Ints, broken: Ints) -> Ints:
    """The best labels of one row, from the best ones of each piece alone.

    To begin anew at every broken place is one way out, so the best path loses no more than that
    does: where the second label of a piece is worse by more, the first one stands.
    """
    most = float((scores[broken, path[broken]] - scores[broken, path[broken] - 1]).sum())
    top = np.partition(scores, -2, axis=1)
    sure = top[:, -1] - top[:, -2] > most + 1e-3
    fixed = np.where(sure[:, None], -np.inf, scores)
    fixed[np.arange(len(path)), path] = scores[np.arange(len(path)), path]
    open_at = np.flatnonzero(~sure)
    result = path.copy()
    for run in np.split(open_at, np.flatnonzero(np.diff(open_at) > 1) + 1):
        first, last = max(0, int(run[0]) - 1), min(len(path), int(run[-1]) + 2)
        result[first:last] = _best_path(fixed[first:last].tolist())
    return result


def _best_path(scores: list[list[float]]) -> list[int]:
    """The best labels of one row by dynamic programming."""
    labels = len(scores[0])
    firsts = range(1, labels, 2)
    state = scores[0]
    back: list[list[int]] = []
    for given in scores[1:]:
        best = max(state)
        top = state.index(best)
        came = [top] * labels
        new = [best + score for score in given]
        for first in firsts:
            begun, going = state[first], state[first + 1]
            on = going > begun
            came[first + 1] = first + on
            new[first + 1] = (going if on else begun) + given[first + 1]
        back.append(came)
        state = new
    label = state.index(max(state))
    path = [label]
    for came in reversed(back):
        label = came[label]
        path.append(label)
    path.reverse()
    return path


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
    inside = (path == begin) | (path == begin + 1)
    found: list[Range] = []
    for i in np.flatnonzero(inside).tolist():
        if found and found[-1][1] == i and path[i] != begin:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
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
