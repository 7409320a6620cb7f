"""Labelled texts as the trainer wants them: word pieces, marks on pieces, batches of windows."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.reading.engines.encoder_input import Pieces, pieces, relation

NAMES = ("person", "organisation", "place", "other")
STAGES = (
    "requested", "considered", "announced", "agreed", "contracted",
    "under_way", "fulfilled", "refused", "withdrawn", "broken",
)  # fmt: skip
CATEGORIES = (
    "military_aid", "financial", "humanitarian", "training", "security_guarantee",
    "membership", "political", "industrial", "legal", "other",
)  # fmt: skip
DISTRIBUTIONS = ("single", "each", "joint")
CONDITIONS = ("if", "unless", "until", "while", "after", "in_exchange")
ROLES = ("by", "to", "object", "quantity", "when", "condition", "asked_by", "source", "evidence")
TOKEN_TASKS = {"names": 1 + 2 * len(NAMES), "cue": 3, "trigger": 3, "source": 3, "content": 3}
SOFT_TASKS = ("cue", "source", "content")
SKIP = -100
SWAPS = (("‘", "’"), ("«", "»"), ("„", "“"), ("'", "'"), ('"', '"'), ("“", "”"))
DOUBLE = ('"', "“", "”")

Range = tuple[int, int]


@dataclass
class Predicate:
    """A cue or a trigger with its arguments, all as ranges of pieces."""

    at: Range
    arguments: dict[str, list[Range]]
    classes: dict[str, int] = field(default_factory=dict)
    condition_kinds: list[int] = field(default_factory=list)
    doubt: bool = False
    weight: float = 1.0
    soft: tuple[int, np.ndarray] | None = None


@dataclass
class Document:
    """One text with everything that is known about it; None where a layer was not annotated.

    `soft` and `guessed` are what earlier readers think of it (see `training.soft`).
    """

    id: str
    text: str
    pieces: Pieces
    names: list[tuple[Range, int]] | None = None
    attributions: list[Predicate] | None = None
    pledges: list[Predicate] | None = None
    kind: str = "news"
    soft: np.ndarray | None = None
    guessed: list[Predicate] = field(default_factory=list)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def on_pieces(found: Pieces, text: str, start: int, end: int) -> Range | None:
    """The range of pieces that a span of characters touches, white space apart."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    first = int(np.searchsorted(found.ends, start, side="right"))
    last = int(np.searchsorted(found.starts, end, side="left"))
    return (first, last) if first < last else None


def spans(value: Any) -> list[Range]:
    """`[s, e]`, `[[s, e], ...]`, a party, parties or None as a list of spans."""
    if not value:
        return []
    if isinstance(value, dict):
        return spans(value.get("span"))
    if isinstance(value[0], int):
        return [(value[0], value[1])]
    return [span for item in value for span in spans(item)]


def attribution(found: Pieces, text: str, item: dict[str, Any]) -> Predicate | None:
    """An attribution of the gold data as cue with source and content."""
    cue = on_pieces(found, text, *item["cue"][0]) if item.get("cue") else None
    if cue is None:
        return None
    arguments = {
        role: [r for s in item.get(role) or [] if (r := on_pieces(found, text, *s))]
        for role in ("source", "content")
    }
    return Predicate(cue, arguments)


def pledges(found: Pieces, text: str, items: Sequence[dict[str, Any]]) -> list[Predicate]:
    """The pledges of the gold data as triggers with roles; those of one trigger become one."""
    by_trigger: dict[Range, Predicate] = {}
    for item in items:
        trigger = on_pieces(found, text, *item["trigger"])
        if trigger is None:
            continue
        roles: dict[str, list[Range]] = {}
        for role in ROLES:
            key = "conditions" if role == "condition" else role
            roles[role] = [r for s in spans(item.get(key)) if (r := on_pieces(found, text, *s))]
        predicate = by_trigger.get(trigger)
        if predicate is None:
            by_trigger[trigger] = Predicate(
                trigger,
                roles,
                {
                    "stage": STAGES.index(item["stage"]),
                    "category": CATEGORIES.index(item["category"]),
                    "distribution": DISTRIBUTIONS.index(item["distribution"]),
                },
                [CONDITIONS.index(c["kind"]) for c in item.get("conditions") or []],
                bool(item.get("optional")),
            )
        else:
            for role, ranges in roles.items():
                have = predicate.arguments[role]
                have.extend(r for r in ranges if all(r[1] <= h[0] or h[1] <= r[0] for h in have))
            kinds = [CONDITIONS.index(c["kind"]) for c in item.get("conditions") or []]
            predicate.condition_kinds = (predicate.condition_kinds + kinds)[
                : len(predicate.arguments["condition"])
            ]
    return list(by_trigger.values())


def held_out(shared: Path) -> list[dict[str, Any]]:
    """The articles of the attribution training data that no training sees.

    They are the news articles of the pledge development set, which come from there, and every 35th
    article besides that has no pledges annotated.
    """
    gold = shared / "gold"
    pledged = {item["text"] for item in read_lines(gold / "pledges-train.jsonl")}
    pledged_dev = {item["text"] for item in read_lines(gold / "pledges-dev.jsonl")}
    return [
        item
        for i, item in enumerate(read_lines(gold / "attribution-train.jsonl"))
        if item["text"] in pledged_dev or (i % 35 == 0 and item["text"] not in pledged)
    ]


MORE_PLEDGES = Path(__file__).parent.parent / "data" / "pledges" / "annotated"


def more_pledges(shared: Path) -> dict[str, dict[str, Any]]:
    """The documents with pledges annotated by this project, by text (it holds spans alone)."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("news.jsonl", "statements.jsonl"):
        items = read_lines(MORE_PLEDGES / name)
        texts = {
            (file, item["id"]): item["text"]
            for file in {item["file"] for item in items}
            for item in read_lines(shared / "gold" / file)
        }
        for item in items:
            text = texts[item["file"], item["id"]]
            found[text] = {**item, "text": text}
    return found


def fold_of(name: str, folds: int) -> int:
    """The fold of a document by its id, the one that `benchmarks/pledge_folds.py` has it in."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def load(
    shared: Path,
    names: Path | None,
    tokenizer: Tokenizer,
    without: tuple[int, int] | None = None,
) -> dict[str, list[Document]]:
    """The texts by part: `train`, `held` (see `held_out`), `names` alone, development sets.

    `without` is a fold and how many there are: documents with pledges that lie in it are in no part
    that is trained on, neither for pledges nor for attribution nor for names.
    """
    gold = shared / "gold"
    teacher = {item["text"]: item["names"] for item in read_lines(names)} if names else {}
    pledged = {item["text"]: item for item in read_lines(gold / "pledges-train.jsonl")}
    pledged_dev = {item["text"]: item for item in read_lines(gold / "pledges-dev.jsonl")}
    for text, item in more_pledges(shared).items():
        pledged.setdefault(text, item)
    left = set()
    if without is not None:
        left = {t for t, item in pledged.items() if fold_of(item["id"], without[1]) == without[0]}

    def document(item: dict[str, Any], kind: str = "news") -> Document:
        text = item["text"]
        found = pieces(tokenizer, text)
        made = Document(item.get("id", ""), text, found, kind=kind)
        if text in teacher:
            ranges = [(on_pieces(found, text, s, e), NAMES.index(k)) for s, e, k in teacher[text]]
            made.names = [(r, k) for r, k in ranges if r]
        if "attributions" in item:
            made.attributions = [
                p for a in item["attributions"] if (p := attribution(found, text, a))
            ]
        labelled = item if "pledges" in item else pledged.get(text) or pledged_dev.get(text)
        if labelled:
            made.pledges = pledges(found, text, labelled["pledges"])
        return made

    parts: dict[str, list[Document]] = {"train": [], "held": []}
    seen: set[str] = set()
    out = {item["id"] for item in held_out(shared)}
    seen |= left
    for item in read_lines(gold / "attribution-train.jsonl"):
        if item["text"] not in left:
            parts["held" if item["id"] in out else "train"].append(document(item))
            seen.add(item["text"])
    parts["attribution-dev"] = [document(i) for i in read_lines(gold / "attribution-dev.jsonl")]
    parts["pledges-dev"] = [document(i) for i in pledged_dev.values()]
    for text, item in pledged.items():
        if text not in seen:
            parts["train"].append(document(item, "statement"))
            seen.add(text)
    parts["names"] = []
    for text in teacher:
        if text not in seen and text not in pledged_dev:
            parts["names"].append(document({"id": "", "text": text}, "names"))
    return parts


@dataclass
class Window:
    """A stretch of pieces of one document."""

    document: Document
    start: int
    end: int


def cut(document: Document, size: int, overlap: int, chance: random.Random) -> list[Window]:
    """Windows over a document that start somewhere else every time."""
    count = len(document.pieces)
    if count <= size:
        return [Window(document, 0, count)] if count else []
    found = []
    start = -chance.randrange(size // 2)
    while start < count - overlap:
        left, right = max(0, start), min(count, start + size)
        if right - left >= 32:
            found.append(Window(document, left, right))
        start += size - overlap
    return found


def batches(found: list[Window], budget: int, chance: random.Random) -> Iterator[list[Window]]:
    """Windows of like length together, at most `budget` pieces in a batch, in random order."""
    ordered = sorted(found, key=lambda w: (w.end - w.start) + 24 * chance.random())
    groups: list[list[Window]] = []
    group: list[Window] = []
    for window in ordered:
        longest = window.end - window.start
        if group and max(longest, *(w.end - w.start for w in group)) * (len(group) + 1) > budget:
            groups.append(group)
            group = []
        group.append(window)
    if group:
        groups.append(group)
    chance.shuffle(groups)
    yield from groups


def bio(labels: np.ndarray, ranges: Sequence[Range], window: Window, base: int = 1) -> None:
    """Write B and I for the ranges into `labels` (first piece of the window is 0)."""
    for first, last in ranges:
        left, right = max(first, window.start), min(last, window.end)
        if left < right:
            labels[left - window.start : right - window.start] = base + 1
            if first == left:
                labels[left - window.start] = base


def inside(at: Range, window: Window) -> bool:
    """Whether all of a range lies in the window."""
    return window.start <= at[0] and at[1] <= window.end


def thoughts(item: Predicate, window: Window) -> tuple[np.ndarray | None, slice]:
    """What earlier readers think of a cue's arguments, on the pieces of a window they cover."""
    if item.soft is None:
        return None, slice(None)
    start, found = item.soft
    left, right = max(start, window.start), min(start + len(found), window.end)
    laid = np.zeros((window.end - window.start, found.shape[1]), np.float32)
    covered = slice(left - window.start, right - window.start)
    laid[covered] = found[left - start : right - start]
    return laid, covered


class Collator:
    """Makes tensors of windows; position 0 is [CLS], the last one [SEP]."""

    def __init__(
        self, tokenizer: Tokenizer, masked: float, chance: random.Random, trust: float = 0.0
    ) -> None:
        ids = {name: tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[MASK]", "[PAD]")}
        self.ids = ids
        self.masked = masked
        self.chance = chance
        self.trust = trust
        self.generator = np.random.default_rng(chance.randrange(2**32))
        self.double = [tokenizer.token_to_id(mark) for mark in DOUBLE]
        self.swaps = [tuple(tokenizer.token_to_id(mark) for mark in pair) for pair in SWAPS]

    def mixed(
        self, known: np.ndarray | None, thought: np.ndarray | None, where: Any = slice(None)
    ) -> Any:
        """Targets from annotations and from what earlier readers think; 0 where there is neither.

        `where` says which pieces `thought` covers, which has a value for every piece.
        """
        if thought is None or (known is not None and not self.trust):
            return 0.0 if known is None else known
        if known is None:
            only = np.zeros(thought.shape, np.float32)
            only[where] = thought[where]
            return only
        both = known.astype(np.float32)
        both[where] += self.trust * (thought[where] - both[where])
        return both

    def varied(self, ids: np.ndarray, case: np.ndarray, quote: np.ndarray) -> None:
        """Change how a window is written, now and then: quotation marks, case, hidden pieces."""
        if not self.masked:
            return
        if self.chance.random() < 0.15:
            opening, closing = self.chance.choice(self.swaps)
            marks = np.flatnonzero((quote == 2) & np.isin(ids, self.double))
            for at in marks:
                ids[at] = opening if at + 1 < len(quote) and quote[at + 1] == 1 else closing
        chance = self.chance.random()
        if chance < 0.05:
            letters = (case >= 1) & (case <= 4)
            case[letters] = 3 if chance < 0.03 else 1
        ids[self.generator.random(len(ids)) < self.masked] = self.ids["[MASK]"]

    def __call__(self, group: list[Window]) -> dict[str, Any]:
        """The batch: inputs, labels of the pieces, predicates with labels of their arguments."""
        rows, length = len(group), max(w.end - w.start for w in group) + 2
        inputs = np.zeros((4, rows, length), np.int64)
        inputs[0] = self.ids["[PAD]"]
        labels = {task: np.full((rows, length), SKIP, np.int64) for task in TOKEN_TASKS}
        targets = {task: np.zeros((rows, length, 3), np.float32) for task in SOFT_TASKS}
        cues: list[tuple[int, int, int, np.ndarray, np.ndarray]] = []
        triggers: list[Any] = []
        for row, window in enumerate(group):
            document, p, n = window.document, window.document.pieces, window.end - window.start
            part = slice(window.start, window.end)
            inputs[0, row, 0] = self.ids["[CLS]"]
            inputs[0, row, n + 1] = self.ids["[SEP]"]
            ids, case = p.ids[part].copy(), p.case[part].copy()
            self.varied(ids, case, p.quote[part])
            inputs[0, row, 1 : n + 1] = ids
            inputs[1, row, 1 : n + 1] = case
            inputs[2, row, 1 : n + 1] = p.gap[part]
            inputs[3, row, 1 : n + 1] = p.quote[part]
            here = {t: labels[t][row, 1 : n + 1] for t in TOKEN_TASKS}
            if document.names is not None:
                here["names"][:] = 0
                for at, kind in document.names:
                    bio(here["names"], [at], window, 1 + 2 * kind)

            def related(at: Range, window: Window = window, p: Pieces = p, n: int = n) -> Any:
                padded = np.zeros(length, np.int64)
                part = slice(window.start, window.end)
                ends = (np.array([end - window.start]) for end in (at[0], at[1] - 1))
                padded[1 : n + 1] = relation(*ends, p.sentence[part], p.paragraph[part])[0]
                return padded

            if document.attributions is not None:
                for task in SOFT_TASKS:
                    here[task][:] = 0
                for item in document.attributions:
                    bio(here["cue"], [item.at], window)
                    bio(here["source"], item.arguments["source"], window)
                    bio(here["content"], item.arguments["content"], window)
            for t, task in enumerate(SOFT_TASKS):
                thought = None if document.soft is None else document.soft[part, 3 * t : 3 * t + 3]
                known = None if document.attributions is None else np.eye(3)[here[task]]
                targets[task][row, 1 : n + 1] = self.mixed(known, thought)
            for item in document.attributions or document.guessed:
                if inside(item.at, window):
                    known = None
                    if document.attributions is not None:
                        path = np.zeros(n, np.int64)
                        bio(path, item.arguments["source"], window, 1)
                        bio(path, item.arguments["content"], window, 3)
                        known = np.eye(5)[path]
                    target = np.zeros((length, 5), np.float32)
                    target[1 : n + 1] = item.weight * self.mixed(known, *thoughts(item, window))
                    at = item.at[0] - window.start + 1, item.at[1] - window.start
                    cues.append((row, *at, related(item.at), target))
            if document.pledges is not None:
                here["trigger"][:] = 0
                for item in document.pledges:
                    if item.doubt:
                        left = max(0, item.at[0] - window.start)
                        here["trigger"][left : max(0, item.at[1] - window.start)] = SKIP
                        continue
                    bio(here["trigger"], [item.at], window)
                    if inside(item.at, window):
                        target = np.full((len(ROLES), length), SKIP, np.int64)
                        target[:, 1 : n + 1] = 0
                        kinds = np.full(length, SKIP, np.int64)
                        for r, role in enumerate(ROLES):
                            bio(target[r, 1 : n + 1], item.arguments[role], window)
                        for at, kind in zip(
                            item.arguments["condition"], item.condition_kinds, strict=False
                        ):
                            if inside(at, window):
                                kinds[at[0] - window.start + 1] = kind
                        at = item.at[0] - window.start + 1, item.at[1] - window.start
                        triggers.append((row, *at, related(item.at), target, kinds, item.classes))
        batch: dict[str, Any] = {"inputs": torch.from_numpy(inputs)}
        batch["labels"] = {
            task: torch.from_numpy(targets.get(task, labels[task])) for task in TOKEN_TASKS
        }
        if cues:
            batch["cues"] = {
                "at": torch.tensor([c[:3] for c in cues]),
                "relation": torch.from_numpy(np.stack([c[3] for c in cues])),
                "target": torch.from_numpy(np.stack([c[4] for c in cues])),
            }
        if triggers:
            batch["triggers"] = {
                "at": torch.tensor([c[:3] for c in triggers]),
                "relation": torch.from_numpy(np.stack([c[3] for c in triggers])),
                "target": torch.from_numpy(np.stack([c[4] for c in triggers])),
                "kinds": torch.from_numpy(np.stack([c[5] for c in triggers])),
                "classes": {
                    key: torch.tensor([c[6][key] for c in triggers])
                    for key in ("stage", "category", "distribution")
                },
            }
        return batch
