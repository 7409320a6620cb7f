"""The light heads on the encoder's vectors: who has which part in which predicate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

UNFUSED = ("SkipLayerNormFusion",)
"""What onnxruntime must not fuse: its fused sum and norm takes seven times as long as the two.

Measured 2026-11 with onnxruntime 1.31 on AVX-512: 5.6 against 0.8 ms of a window's 22 ms.
"""


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """The graph in a file, ready to run on so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = True
    return onnxruntime.InferenceSession(
        path.read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=list(UNFUSED),
    )


@dataclass(frozen=True, slots=True)
class PairHead:
    """Scores every piece of a window for its part in each predicate.

    It runs in onnxruntime as the encoder does: numpy would hand its products to a pool of threads
    of its own, which costs more than the products where other processes run.
    """

    session: onnxruntime.InferenceSession

    def scores(self, keys: Floats, ends: Floats, relation: Ints) -> tuple[Floats, ...]:
        """Logits (predicates, pieces, labels), and (predicates, classes) if there are classes.

        `keys` are (pieces, width), `ends` the vectors of first and last piece of each predicate
        side by side, `relation` (predicates, pieces) where a piece stands towards a predicate.
        """
        given = {"keys": keys, "ends": ends, "relation": relation}
        return tuple(self.session.run(None, given))


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of probabilities over the last axis."""
    moved = logits - logits.max(-1, keepdims=True)
    result: Floats = moved - np.log(np.exp(moved).sum(-1, keepdims=True))
    return result
