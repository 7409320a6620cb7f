"""The encoder with its heads, in torch; `onrecord.reading.engines.encoder` runs the same without.

One pass gives a vector for every piece. On it stand flat tags (names, cues, triggers) and, for each
cue or trigger, a labelling of all pieces of the window by their part in it: what is said and by
whom; who undertakes what.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F
from training.data import (
    CATEGORIES,
    CONDITIONS,
    DISTRIBUTIONS,
    ROLES,
    SKIP,
    STAGES,
    TOKEN_TASKS,
)  # fmt: skip

from onrecord.reading.engines.encoder_input import CASES, GAPS, QUOTES, RELATIONS

PAIR = 192


class Dropout(nn.Module):
    """Dropout whose noise is drawn once and then cut at another place each time.

    Fresh noise for every tensor costs a tenth of a training step on a CPU.
    """

    POOL = 1 << 23

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.noise: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        """`x` with some values 0 while training."""
        if not self.training or not self.rate:
            return x
        if self.noise is None:
            kept = torch.rand(self.POOL) >= self.rate
            self.noise = kept.to(torch.bfloat16) / (1 - self.rate)
        size = x.numel()
        if size > self.POOL:
            return F.dropout(x, self.rate)
        start = int(torch.randint(self.POOL - size + 1, ()))
        return x * self.noise[start : start + size].view(x.shape)


class Layer(nn.Module):
    """One transformer layer as in BERT, with dropout on the vectors but not on attention."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)
        self.drop = Dropout(0.0)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The next vectors of a batch; `mask` is added to what attention sees."""
        rows, length, size = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, size // self.heads).unbind(2)
        q, k, v = (t.transpose(1, 2) for t in (q, k, v))
        scores = (q * (size // self.heads) ** -0.5) @ k.transpose(2, 3)
        if mask is not None:
            scores = scores + mask
        mixed = scores.softmax(-1) @ v  # on a CPU faster than the fused kernel at this length
        mixed = mixed.transpose(1, 2).reshape(rows, length, size)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Pair(nn.Module):
    """Scores of every piece for its part in each predicate."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.piece = nn.Linear(size, PAIR)
        self.predicate = nn.Linear(2 * size, PAIR)
        self.gate = nn.Linear(2 * size, PAIR)
        self.place = nn.Embedding(RELATIONS, PAIR)
        self.label = nn.Linear(PAIR, labels)
        nn.init.normal_(self.place.weight, std=0.02)
        nn.init.zeros_(self.gate.weight)
        nn.init.zeros_(self.gate.bias)

    def forward(self, keys: Tensor, ends: Tensor, rows: Tensor, relation: Tensor) -> Tensor:
        """`keys` (rows, length, PAIR), `ends` (predicates, 2 size) -> scores of all pieces."""
        gate = 1 + self.gate(ends)[:, None]
        mixed = keys[rows] * gate + self.predicate(ends)[:, None] + self.place(relation)
        return self.label(F.relu(mixed))


class Reader(nn.Module):
    """Encoder, tags of pieces, arguments of predicates, classes of pledges."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.word = nn.Embedding(config["vocab_size"], size)
        self.position = nn.Embedding(config["max_position_embeddings"], size)
        self.case = nn.Embedding(len(CASES), size)
        self.gap = nn.Embedding(len(GAPS), size)
        self.quote = nn.Embedding(len(QUOTES), size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(size, config["num_attention_heads"], config["intermediate_size"])
            for _ in range(config["num_hidden_layers"])
        )
        self.frozen = 0
        self.drop = Dropout(0.0)
        for layer in self.layers:
            layer.drop = self.drop
        self.tags = nn.Linear(size, sum(TOKEN_TASKS.values()))
        self.attribution = Pair(size, 5)
        self.pledge = Pair(size, 3 * len(ROLES) + len(CONDITIONS))
        self.mixed = nn.Linear(2 * size, PAIR)
        self.classes = nn.Linear(PAIR, len(STAGES) + len(CATEGORIES) + len(DISTRIBUTIONS))
        for table in (self.case, self.gap, self.quote):
            nn.init.normal_(table.weight, std=0.005)

    def encode(self, inputs: Tensor, mask: Tensor | None) -> Tensor:
        """`inputs` (4, rows, length): ids, case, gap, quote -> (rows, length, size)."""
        length = inputs.shape[2]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self.word(inputs[0]) + self.position.weight[None, :length]
            x = x + self.case(inputs[1]) + self.gap(inputs[2]) + self.quote(inputs[3])
            x = self.drop(self.norm(x))
            for layer in self.layers[: self.frozen]:
                x = layer(x, mask)
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return x

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What is exported: vectors, tags, and the keys of both pair scorers, of one window."""
        x = self.encode(inputs, None)
        return x, self.tags(x), self.attribution.piece(x), self.pledge.piece(x)


def start(folder: Path) -> Reader:
    """A reader with the weights of the sentence encoder in `folder`, heads untrained."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    reader = Reader(config)
    have = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    with torch.no_grad():
        reader.word.weight.copy_(have["embeddings.word_embeddings.weight"])
        reader.position.weight.copy_(
            have["embeddings.position_embeddings.weight"]
            + have["embeddings.token_type_embeddings.weight"][0]
        )
        reader.norm.weight.copy_(have["embeddings.LayerNorm.weight"])
        reader.norm.bias.copy_(have["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(reader.layers):
            base = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                attention = [
                    have[f"{base}attention.self.{n}.{kind}"] for n in ("query", "key", "value")
                ]
                getattr(layer.qkv, kind).copy_(torch.cat(attention))
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, mine), kind).copy_(have[f"{base}{theirs}.{kind}"])
    return reader


WEIGHTS = {"names": 0.25, "cue": 1.0, "trigger": 1.5, "source": 0.15, "content": 0.15}


def total(logits: Tensor, target: Tensor, smooth: float = 0.0) -> Tensor:
    """Cross entropy summed over what is labelled."""
    return F.cross_entropy(
        logits.reshape(-1, logits.shape[-1]).float(),
        target.reshape(-1),
        ignore_index=SKIP,
        reduction="sum",
        label_smoothing=smooth,
    )


def total_soft(logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy to probabilities, summed; rows of zeros count nothing."""
    return -(target * logits.float().log_softmax(-1)).sum()


def losses(reader: Reader, batch: dict[str, Any]) -> dict[str, Tensor]:
    """The loss of each task, summed over the batch and weighted."""
    inputs = batch["inputs"]
    padded = inputs[0] == 0
    mask = None
    if bool(padded.any()):
        mask = torch.zeros(inputs.shape[1], 1, 1, inputs.shape[2], dtype=torch.bfloat16)
        mask.masked_fill_(padded[:, None, None], -1e4)
    x = reader.encode(inputs, mask)
    found: dict[str, Tensor] = {}
    tags = reader.tags(x).split(list(TOKEN_TASKS.values()), dim=-1)
    for (task, weight), logits in zip(WEIGHTS.items(), tags, strict=True):
        target = batch["labels"][task]
        if target.is_floating_point():
            found[task] = weight * total_soft(logits, target)
        elif bool((target != SKIP).any()):
            found[task] = weight * total(logits, target)
    if "cues" in batch:
        at, part = batch["cues"]["at"], batch["cues"]
        ends = torch.cat([x[at[:, 0], at[:, 1]], x[at[:, 0], at[:, 2]]], -1)
        scores = reader.attribution(reader.attribution.piece(x), ends, at[:, 0], part["relation"])
        found["attribution"] = 0.5 * total_soft(scores, part["target"])
    if "triggers" in batch:
        at, part = batch["triggers"]["at"], batch["triggers"]
        ends = torch.cat([x[at[:, 0], at[:, 1]], x[at[:, 0], at[:, 2]]], -1)
        scores = reader.pledge(reader.pledge.piece(x), ends, at[:, 0], part["relation"])
        roles, kinds = scores.split([3 * len(ROLES), len(CONDITIONS)], dim=-1)
        roles = roles.unflatten(-1, (len(ROLES), 3)).transpose(1, 2)
        found["roles"] = 0.4 * total(roles, part["target"])
        if bool((part["kinds"] != SKIP).any()):
            found["kinds"] = 0.5 * total(kinds, part["kinds"])
        sizes = [len(STAGES), len(CATEGORIES), len(DISTRIBUTIONS)]
        classes = reader.classes(F.relu(reader.mixed(ends))).split(sizes, dim=-1)
        for key, logits in zip(("stage", "category", "distribution"), classes, strict=True):
            found[key] = 0.8 * total(logits, part["classes"][key])
    return found
