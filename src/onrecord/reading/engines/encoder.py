"""Names, attributions and pledges of a text, read by one small encoder on a CPU."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.reading.engines import encoder_decode as decode
from onrecord.reading.engines.encoder_heads import (
    Floats,
    Ints,
    PairHead,
    log_softmax,
    open_session,
)
from onrecord.reading.engines.encoder_input import (
    Pieces,
    Window,
    open_tokenizer,
    pieces,
    relation,
    windows,
)

Place = tuple[int, int]
Places = tuple[Place, ...]
Range = tuple[int, int]
Tagged = tuple[Range, int, float]

# For roles that are clauses: which gaps (in pieces) are closed, and what is too short to stand.
JOINED = {"evidence": (3, 4), "object": (1, 1), "quantity": (1, 1), "when": (1, 1), "by": (0, 1)}
MOST = 48  # cues or triggers of one window; real texts stay far below


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name: where it stands and what kind of thing bears it."""

    span: Place
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class FoundAttribution:
    """Who is said to say or think what; source and cue may be empty."""

    source: Places
    cue: Places
    content: Places
    score: float


@dataclass(frozen=True, slots=True)
class FoundPledge:
    """An undertaking: its trigger with classes, and the stretches that play a part in it."""

    trigger: Place
    stage: str
    category: str
    evidence: Places
    roles: Mapping[str, Places]
    distribution: str
    conditions: tuple[tuple[Place, str], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """All that one reading of a text gave, each kind in the order of the text."""

    names: tuple[FoundName, ...]
    attributions: tuple[FoundAttribution, ...]
    pledges: tuple[FoundPledge, ...]


@dataclass(frozen=True, slots=True)
class _Attribution:
    """An attribution in pieces of the whole text, with what its score is worked out from."""

    cue: Range
    source: list[Range]
    content: list[Range]
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Pledge:
    """A pledge in pieces of the whole text, with what its score is worked out from."""

    trigger: Range
    roles: dict[str, list[Range]]
    kinds: list[int]
    classes: tuple[int, ...]
    features: tuple[float, ...]


def _logistic(weights: list[float], features: tuple[float, ...]) -> float:
    value = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def _forced(scores: Floats) -> Range:
    """The best stretch of a role that must be there, from log probabilities (pieces, 3)."""
    first = int((scores[:, 1] - scores[:, 0]).argmax())
    last = first + 1
    while last < len(scores) and scores[last].argmax() == 2:
        last += 1
    return first, last


def _logit(probability: float) -> float:
    p = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


class Encoder:
    """A reader of texts; the same text gives the same answer every time."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        """Load the weights in `folder`, by default those that come with the package."""
        folder = folder or Path(__file__).with_name("weights")
        self.settings: dict[str, Any] = json.loads(
            (folder / "reader.json").read_text(encoding="utf-8")
        )
        self.name: str = self.settings["name"]
        self.version: str = self.settings["version"]
        self._tokenizer = open_tokenizer((folder / "tokenizer.json").read_text(encoding="utf-8"))
        vocabulary = self._tokenizer.get_vocab()
        self._edges = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._session = open_session(folder / "encoder.onnx", threads)
        self._said = PairHead(open_session(folder / "attribution.onnx", threads))
        self._undertaken = PairHead(open_session(folder / "pledge.onnx", threads))
        bounds = np.cumsum([0, *self.settings["tags"].values()])
        self._tags = {
            task: slice(int(bounds[i]), int(bounds[i + 1]))
            for i, task in enumerate(self.settings["tags"])
        }

    def read(self, text: str) -> Found:
        """The names, attributions and pledges of `text`; of the empty text, none."""
        found = pieces(self._tokenizer, text)
        names: list[tuple[Range, str, float]] = []
        said: list[_Attribution] = []
        undertaken: list[_Pledge] = []
        size, before, after = (self.settings[key] for key in ("window", "before", "after"))
        for window in windows(found, size, before, after):
            self._window(found, window, names, said, undertaken)
        return Found(
            self._names(text, found, names),
            self._attributions(text, found, said),
            self._pledges(text, found, undertaken),
        )

    def _window(
        self,
        found: Pieces,
        window: Window,
        names: list[tuple[Range, str, float]],
        said: list[_Attribution],
        undertaken: list[_Pledge],
    ) -> None:
        """Read one window and add what begins in its own part."""
        start, end = window.start, window.end
        part = slice(start, end)
        inputs = np.zeros((4, 1, end - start + 2), np.int64)
        inputs[0, 0, 0], inputs[0, 0, -1] = self._edges
        for row, values in enumerate((found.ids, found.case, found.gap, found.quote)):
            inputs[row, 0, 1:-1] = values[part]
        vectors, tags, said_keys, undertaken_keys = (
            output[0, 1:-1] for output in self._session.run(None, {"inputs": inputs})
        )

        def owned(at: Range) -> bool:
            return window.first <= at[0] + start < window.last

        kinds = self.settings["names"]
        of_names = tags[:, self._tags["names"]].copy()
        of_names[:, 0] -= self.settings["bias"].get("names", 0.0)
        for at, kind, score in decode.tagged(log_softmax(of_names)):
            if owned(at):
                names.append(((at[0] + start, at[1] + start), kinds[kind], score))
        for task, head, keys in (
            ("cue", self._said, said_keys),
            ("trigger", self._undertaken, undertaken_keys),
        ):
            scores = tags[:, self._tags[task]].copy()
            scores[:, 0] -= self.settings["bias"][task]
            heads = [h for h in decode.tagged(log_softmax(scores)) if owned(h[0])]
            if len(heads) > MOST:
                kept = sorted(heads, key=lambda h: -h[2])[:MOST]
                heads = [h for h in heads if h in kept]
            if not heads:
                continue
            firsts = np.array([h[0][0] for h in heads])
            lasts = np.array([h[0][1] - 1 for h in heads])
            ends = np.concatenate([vectors[firsts], vectors[lasts]], 1)
            related = relation(firsts, lasts, found.sentence[part], found.paragraph[part])
            logits = head.scores(keys, ends, related)
            if task == "cue":
                said.extend(self._said_in(heads, logits[0], start))
            else:
                undertaken.extend(self._undertaken_in(heads, logits[0], logits[1], start))

    def _said_in(self, heads: list[Tagged], logits: Floats, start: int) -> list[_Attribution]:
        """The attributions of one window: for each cue the best source and content."""
        bias = self.settings["bias"]
        logits[:, :, 1:3] += bias["source"]
        logits[:, :, 3:5] += bias["content"]
        scores = log_softmax(logits)
        paths = decode.best_paths(scores)
        every = np.arange(paths.shape[1])
        inside = 1 - np.exp(scores[:, :, 0])
        result = []
        for i, (cue, _, share) in enumerate(heads):
            contents = decode.stretches(paths[i], 3)
            if not contents:
                continue
            sources = decode.stretches(paths[i], 1)
            sure = scores[i][every, paths[i]]
            inner = inside[i]
            source = max(sources, key=lambda r: float(inner[r[0] : r[1]].mean()), default=None)
            source_share = float(inner[slice(*source)].mean()) if source else 0.0
            weight = np.concatenate([inner[first:last] for first, last in contents])
            features = (
                _logit(share),
                _logit(source_share),
                _logit(float(weight.mean())),
                float(max(sure[first:last].min() for first, last in contents)),
                float(sure.sum()),
                float(np.log(len(weight))),
                float(len(contents) > 1),
                float(source is not None),
                float(np.abs(contents[0][0] - cue[1]) if contents[0][0] >= cue[1] else 0) / 16,
            )
            moved = [(first + start, last + start) for first, last in contents]
            result.append(
                _Attribution(
                    (cue[0] + start, cue[1] + start),
                    [(source[0] + start, source[1] + start)] if source else [],
                    moved,
                    features,
                )
            )
        return result

    def _undertaken_in(
        self, heads: list[Tagged], logits: Floats, classes: Floats, start: int
    ) -> list[_Pledge]:
        """The pledges of one window: for each trigger its roles and classes."""
        roles: list[str] = self.settings["roles"]
        bias = self.settings["bias"]["roles"]
        sizes = [len(self.settings[k]) for k in ("stages", "categories", "distributions")]
        splits = np.split(classes, np.cumsum(sizes)[:-1], axis=1)
        by_role = logits[:, :, : 3 * len(roles)].reshape(*logits.shape[:2], len(roles), 3)
        by_role = by_role.transpose(0, 2, 1, 3) - np.array(
            [[bias.get(role, 0.0), 0.0, 0.0] for role in roles], np.float32
        ).reshape(1, len(roles), 1, 3)
        shown = log_softmax(by_role)
        paths = decode.best_paths(shown.reshape(-1, *shown.shape[2:])).reshape(shown.shape[:3])
        inner = 1 - np.exp(shown[..., 0])
        result = []
        for i, (trigger, _, share) in enumerate(heads):
            found: dict[str, list[Range]] = {}
            sure: dict[str, float] = {}
            for r, role in enumerate(roles):
                stretches = decode.stretches(paths[i, r], 1)
                if not stretches and role == "by":
                    stretches = [_forced(shown[i, r])]
                if role in JOINED:
                    stretches = decode.joined(stretches, *JOINED[role])
                found[role] = [(f + start, n + start) for f, n in stretches]
                means = [float(inner[i, r, f:n].mean()) for f, n in stretches]
                sure[role] = max(means, default=0.0)
            of_kind = logits[i, :, 3 * len(roles) :]
            kinds = [int(of_kind[f - start].argmax()) for f, _ in found["condition"]]
            best = tuple(int(s[i].argmax()) for s in splits)
            chances = [float(np.exp(log_softmax(s[i : i + 1])).max()) for s in splits]
            features = (
                _logit(share),
                _logit(sure["by"]),
                _logit(sure["object"]),
                _logit(sure["evidence"]),
                _logit(chances[0]),
                _logit(chances[1]),
                float(len(found["object"]) > 1),
                float(bool(found["source"])),
            )
            result.append(
                _Pledge((trigger[0] + start, trigger[1] + start), found, kinds, best, features)
            )
        return result

    def _place(self, text: str, found: Pieces, at: Range) -> Place:
        """The characters of a range of pieces, whole words, white space cut off."""
        start, end = int(found.starts[at[0]]), int(found.ends[at[1] - 1])
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return start, end

    def _places(self, text: str, found: Pieces, ranges: list[Range]) -> Places:
        """The characters of ranges of pieces; what touches or overlaps becomes one."""
        result: list[Place] = []
        for at in sorted(ranges):
            place = self._place(text, found, at)
            if result and place[0] <= result[-1][1]:
                result[-1] = (result[-1][0], max(result[-1][1], place[1]))
            else:
                result.append(place)
        return tuple(result)

    def _names(
        self, text: str, found: Pieces, items: list[tuple[Range, str, float]]
    ) -> tuple[FoundName, ...]:
        result: list[FoundName] = []
        for at, kind, score in sorted(items, key=lambda item: item[0]):
            place = self._place(text, found, at)
            if not result or place[0] >= result[-1].span[1]:
                result.append(FoundName(place, kind, round(score, 4)))
        return tuple(result)

    def _attributions(
        self, text: str, found: Pieces, items: list[_Attribution]
    ) -> tuple[FoundAttribution, ...]:
        weights = self.settings["calibration"]["attribution"]
        scores = [_logistic(weights, item.features) for item in items]
        contents = decode.without_overlap([item.content for item in items], scores)
        result = []
        for item, score, content in zip(items, scores, contents, strict=True):
            if content and score >= self.settings["threshold"]["attribution"]:
                result.append(
                    FoundAttribution(
                        self._places(text, found, item.source),
                        self._places(text, found, [item.cue]),
                        self._places(text, found, content),
                        round(score, 4),
                    )
                )
        return tuple(sorted(result, key=lambda a: (a.cue, a.content)))

    def _pledges(self, text: str, found: Pieces, items: list[_Pledge]) -> tuple[FoundPledge, ...]:
        weights = self.settings["calibration"]["pledge"]
        result = []
        for item in items:
            score = _logistic(weights, item.features)
            if score < self.settings["threshold"]["pledge"]:
                continue
            stage, category, distribution = item.classes
            longest = max(item.roles["object"], key=lambda r: (r[1] - r[0], -r[0]), default=None)
            item.roles["object"] = [longest] if longest else []
            hull = [item.trigger, *item.roles["object"]]
            evidence = item.roles["evidence"] or [
                (min(first for first, _ in hull), max(last for _, last in hull))
            ]
            result.append(
                FoundPledge(
                    self._place(text, found, item.trigger),
                    self.settings["stages"][stage],
                    self.settings["categories"][category],
                    self._places(text, found, evidence),
                    {
                        role: self._places(text, found, ranges)
                        for role, ranges in item.roles.items()
                        if role not in ("condition", "evidence")
                    },
                    self.settings["distributions"][distribution],
                    tuple(
                        (self._place(text, found, at), self.settings["conditions"][kind])
                        for at, kind in zip(item.roles["condition"], item.kinds, strict=True)
                    ),
                    round(score, 4),
                )
            )
        return tuple(sorted(result, key=lambda p: p.trigger))


__all__ = ["Encoder", "Floats", "Found", "FoundAttribution", "FoundName", "FoundPledge", "Ints"]
