"""The classes of pledges once more, on the finished encoder: many passes over few vectors.

In the joint run a batch holds a dozen triggers, too few for the class head to settle. Here the
encoder stands still, so that its vectors of all triggers are worked out once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from training.data import CATEGORIES, DISTRIBUTIONS, STAGES, pledges, read_lines

from onrecord.reading.engines.encoder import Encoder
from onrecord.reading.engines.encoder_input import pieces, windows

SIZES = {"stage": len(STAGES), "category": len(CATEGORIES), "distribution": len(DISTRIBUTIONS)}


def vectors(encoder: Encoder, path: Path) -> tuple[Tensor, Tensor]:
    """Vectors of first and last piece of every trigger in a file of pledges, and its classes."""
    rows: list[np.ndarray] = []
    labels: list[list[int]] = []
    size, overlap = encoder.settings["window"], encoder.settings["overlap"]
    for item in read_lines(path):
        found = pieces(encoder._tokenizer, item["text"])
        triggers = [p for p in pledges(found, item["text"], item["pledges"]) if not p.doubt]
        outputs: dict[tuple[int, int], Any] = {}
        parts = windows(len(found), size, overlap)
        for trigger in triggers:
            first, last = trigger.at
            inside = [w for w in parts if w[0] <= first and last <= w[1]]
            if not inside:
                continue
            window = max(inside, key=lambda w: min(first - w[0], w[1] - last))
            if window not in outputs:
                part = slice(*window)
                inputs = np.zeros((4, 1, window[1] - window[0] + 2), np.int64)
                inputs[0, 0, 0], inputs[0, 0, -1] = encoder._edges
                for row, values in enumerate((found.ids, found.case, found.gap, found.quote)):
                    inputs[row, 0, 1:-1] = values[part]
                outputs[window] = encoder._session.run(["vectors"], {"inputs": inputs})[0][0, 1:-1]
            of = outputs[window]
            rows.append(np.concatenate([of[first - window[0]], of[last - 1 - window[0]]]))
            labels.append([trigger.classes[key] for key in SIZES])
    return torch.from_numpy(np.stack(rows)), torch.tensor(labels)


def right(mixed: nn.Linear, classes: nn.Linear, x: Tensor, y: Tensor) -> list[float]:
    """The accuracy of each class."""
    with torch.no_grad():
        parts = classes(F.relu(mixed(x))).split(list(SIZES.values()), dim=-1)
    return [round(float((p.argmax(-1) == y[:, i]).float().mean()), 3) for i, p in enumerate(parts)]


def settle(shared: Path, folder: Path, seed: int, epochs: int = 20) -> dict[str, Any]:
    """Train the class head in `folder/heads.npz` on the encoder beside it; accuracies on dev."""
    torch.manual_seed(seed)
    encoder = Encoder(folder)
    x, y = vectors(encoder, shared / "gold" / "pledges-train.jsonl")
    dev_x, dev_y = vectors(encoder, shared / "gold" / "pledges-dev.jsonl")
    with np.load(folder / "heads.npz") as stored:
        weights = {key: stored[key] for key in stored.files}
    mixed, classes = nn.Linear(x.shape[1], 192), nn.Linear(192, sum(SIZES.values()))
    for name, layer in (("mixed", mixed), ("classes", classes)):
        layer.weight.data = torch.from_numpy(weights[f"{name}.weight"].astype(np.float32))
        layer.bias.data = torch.from_numpy(weights[f"{name}.bias"].astype(np.float32))
    report: dict[str, Any] = {"before": right(mixed, classes, dev_x, dev_y), "after": {}}
    parameters = [*mixed.parameters(), *classes.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=5e-4, weight_decay=0.05)
    for epoch in range(1, epochs + 1):
        for index in torch.randperm(len(x)).split(128):
            hidden = F.dropout(F.relu(mixed(F.dropout(x[index], 0.2))), 0.3)
            parts = classes(hidden).split(list(SIZES.values()), dim=-1)
            loss = torch.stack(
                [
                    F.cross_entropy(part, y[index, i], label_smoothing=0.05)
                    for i, part in enumerate(parts)
                ]
            ).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if epoch % 5 == 0:
            report["after"][epoch] = right(mixed, classes, dev_x, dev_y)
    report["train"] = right(mixed, classes, x, y)
    for name, layer in (("mixed", mixed), ("classes", classes)):
        weights[f"{name}.weight"] = layer.weight.detach().numpy().astype(np.float16)
        weights[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float16)
    partial = folder / "heads.partial.npz"
    np.savez(partial, **weights)
    partial.replace(folder / "heads.npz")
    return report
