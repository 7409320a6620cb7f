"""Biases, thresholds and calibrated scores of an exported encoder, from texts it has not seen.

Attributions: the held-out slice of the attribution training data. Pledges: the pledge development
set in folds by document; the settings that are kept are fitted on all of it, the figures in the
reliability table come from the folds.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from training.evaluate import as_line

from onrecord.reading.engines.encoder import Encoder

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


class Remembered:
    """A session that runs every window once; biases come after it."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.known: dict[bytes, Any] = {}

    def run(self, names: None, inputs: dict[str, np.ndarray]) -> Any:
        """What the session gives for these inputs."""
        key = inputs["inputs"].tobytes()
        if key not in self.known:
            self.known[key] = self.session.run(names, inputs)
        return self.known[key]


class Probe(Encoder):
    """An encoder that keeps what the score of each attribution and pledge is worked out from."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._session = Remembered(self._session)
        self.settings["threshold"] = {"attribution": 0.0, "pledge": 0.0}
        self.said: dict[Any, tuple[float, ...]] = {}
        self.undertaken: dict[Any, tuple[float, ...]] = {}

    def _attributions(self, text: str, found: Any, items: Any) -> Any:
        for item in items:
            self.said[self._places(text, found, [item.cue])] = item.features
        return super()._attributions(text, found, items)

    def _pledges(self, text: str, found: Any, items: Any) -> Any:
        for item in items:
            self.undertaken[self._place(text, found, item.trigger)] = item.features
        return super()._pledges(text, found, items)


def scorer(shared: Path, name: str) -> ModuleType:
    """A scorer of the project as a module."""
    import sys

    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def logistic(features: np.ndarray, right: np.ndarray, penalty: float = 1.0) -> list[float]:
    """Weights of a logistic regression, the constant first, by Newton's method."""
    x = np.column_stack([np.ones(len(features)), features])
    w = np.zeros(x.shape[1])
    ridge = penalty * np.eye(len(w))
    ridge[0, 0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curvature = (x * (p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curvature, x.T @ (right - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return [round(float(v), 5) for v in w]


def best_threshold(scores: np.ndarray, right: np.ndarray, gold: int) -> tuple[float, float]:
    """The score from which on to keep, for the best F1, and that F1."""
    if not len(scores):
        return 0.0, 0.0
    order = np.argsort(-scores)
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + gold)
    best = int(f1.argmax())
    return float(scores[order][best]), float(f1[best])


def reliability(scores: Sequence[float], right: Sequence[bool]) -> list[dict[str, Any]]:
    """How many were right at each height of score."""
    s, r = np.array(scores), np.array(right, float)
    rows = []
    for low, high in pairwise(BINS):
        here = (s >= low) & (s < high)
        if here.any():
            rows.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "count": int(here.sum()),
                    "mean_score": round(float(s[here].mean()), 3),
                    "right": round(float(r[here].mean()), 3),
                }
            )
    return rows


def attribution_outcomes(
    tool: ModuleType, golds: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> list[list[bool]]:
    """For every predicted attribution whether content and source are right (a triple)."""
    result = []
    for gold, line in zip(golds, lines, strict=True):
        g, p = tool.read_article(gold, gold["text"]), tool.read_article(line, gold["text"])
        right = {
            b for a, b in tool.match_contents(g, p) if tool.sources_agree(g[a].source, p[b].source)
        }
        result.append([i in right for i in range(len(p))])
    return result


def pledge_outcomes(
    tool: ModuleType, golds: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> list[list[bool | None]]:
    """For every predicted pledge whether it was found; None where gold is optional."""
    result: list[list[bool | None]] = []
    for gold, line in zip(golds, lines, strict=True):
        outcome: list[bool | None] = [False] * len(line["pledges"])
        for g, p in tool.pair(gold["pledges"], line["pledges"]):
            outcome[p] = None if gold["pledges"][g].get("optional") else True
        result.append(outcome)
    return result


def triple(tool: ModuleType, golds: Any, lines: Any) -> float:
    """The triple F1 of some readings."""
    report = tool.score(golds, lines)
    return float(report.overall["triple"].scores()[2])


def calibrate(shared: Path, folder: Path, held: list[dict[str, Any]]) -> dict[str, Any]:
    """Settle biases, calibration and thresholds in `folder/reader.json`; what was measured."""
    made = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    probe = Probe(folder)
    tool = scorer(shared, "attribution_score")
    bias = probe.settings["bias"]

    def read() -> list[dict[str, Any]]:
        probe.said.clear()
        return [as_line(d["id"], d["text"], probe.read(d["text"])) for d in held]

    tried: list[dict[str, Any]] = []
    best = triple(tool, held, read())
    steps = {"cue": (-0.3, 0.3, 0.6), "content": (0.4, -0.3, -0.6), "source": (0.5, 1.0, 1.5, 2.0)}
    for name, values in steps.items():
        start, kept = bias[name], bias[name]
        for value in values:
            bias[name] = start + value
            now = triple(tool, held, read())
            tried.append({"bias": name, "value": bias[name], "triple": round(now, 4)})
            if now > best:
                best, kept = now, bias[name]
        bias[name] = kept
    bias["cue"] += 0.3  # a few more candidates; the threshold below takes the weak ones out
    lines, features = [], []
    for item in held:
        probe.said.clear()
        line = as_line(item["id"], item["text"], probe.read(item["text"]))
        lines.append(line)
        features.append(
            [probe.said[tuple(tuple(c) for c in a["cue"])] for a in line["attributions"]]
        )
    right = np.array([r for rs in attribution_outcomes(tool, held, lines) for r in rs], float)
    x = np.array([f for fs in features for f in fs])
    if not len(right):  # a reader that has hardly been trained finds nothing
        x = np.zeros((0, len(probe.settings["calibration"]["attribution"]) - 1))
    gold = sum(len(d["attributions"]) for d in held)
    weights = logistic(x, right)
    scores = 1 / (1 + np.exp(-(weights[0] + x @ np.array(weights[1:]))))
    # Where scores are probabilities, F1 is best from half of its best value on; the threshold that
    # happens to be best on these few articles is less steady than that.
    threshold, f1 = best_threshold(scores, right, gold)
    made["bias"] = bias
    made["calibration"]["attribution"] = weights
    made["threshold"]["attribution"] = round(f1 / 2, 4)
    report: dict[str, Any] = {
        "tried": tried,
        "held_attributions": {"gold": gold, "triple_f1": round(f1, 4), "threshold": threshold},
    }
    report["pledges"] = _pledges(shared, probe, made)
    path = folder / "reader.json"
    partial = folder / ".reader.json.partial"
    partial.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    partial.replace(path)
    return report


def _pledges(shared: Path, probe: Probe, made: dict[str, Any]) -> dict[str, Any]:
    tool = scorer(shared, "pledge_score")
    path = shared / "gold" / "pledges-dev.jsonl"
    golds = [json.loads(line) for line in path.open(encoding="utf-8")]
    best: dict[str, Any] = {"f1": -1.0}
    for bias, by in ((0.7, 0.0), (1.4, 0.0), (1.4, 0.7), (2.0, 0.0), (2.0, 0.7)):
        probe.settings["bias"]["trigger"] = bias
        probe.settings["bias"]["roles"]["by"] = by
        lines, features = [], []
        for item in golds:
            probe.undertaken.clear()
            line = as_line(item["id"], item["text"], probe.read(item["text"]))
            lines.append(line)
            features.append([probe.undertaken[tuple(p["trigger"])] for p in line["pledges"]])
        outcomes = pledge_outcomes(tool, golds, lines)
        use = [
            (d, f, bool(o))
            for d, (fs, os) in enumerate(zip(features, outcomes, strict=True))
            for f, o in zip(fs, os, strict=True)
            if o is not None
        ]
        right = np.array([o for _, _, o in use], float)
        x = np.array([f for _, f, _ in use])
        if not use:
            x = np.zeros((0, len(probe.settings["calibration"]["pledge"]) - 1))
        document = np.array([d for d, _, _ in use])
        gold = sum(not p.get("optional") for d in golds for p in d["pledges"])
        folded = np.zeros(len(x))
        for fold in range(5):
            out = document % 5 == fold
            w = logistic(x[~out], right[~out], 3.0)
            folded[out] = 1 / (1 + np.exp(-(w[0] + x[out] @ np.array(w[1:]))))
        threshold, f1 = best_threshold(folded, right, gold)
        if f1 > best["f1"]:
            best = {
                "f1": round(f1, 4),
                "bias": {"trigger": bias, "by": by},
                "threshold": round(threshold, 4),
                "weights": logistic(x, right, 3.0),
                "reliability_in_folds": reliability(folded.tolist(), right.tolist()),
            }
    made["bias"]["trigger"] = best["bias"]["trigger"]
    made["bias"]["roles"]["by"] = best["bias"]["by"]
    made["threshold"]["pledge"] = best["threshold"]
    made["calibration"]["pledge"] = best["weights"]
    return best
