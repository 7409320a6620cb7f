"""From trained weights to the files that the package ships: int8 graph, heads, settings."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.data import (
    CATEGORIES,
    CONDITIONS,
    DISTRIBUTIONS,
    NAMES,
    ROLES,
    STAGES,
    TOKEN_TASKS,
)  # fmt: skip
from training.model import Reader

HEADS = ("attribution.", "pledge.", "mixed.", "classes.")
INSIDE_GRAPH = ("attribution.piece", "pledge.piece")


def settings(version: str, seed: int) -> dict[str, Any]:
    """What the engine needs to know besides the weights, before calibration."""
    return {
        "name": "encoder",
        "version": version,
        "seed": seed,
        "window": 254,
        "overlap": 84,
        "tags": dict(TOKEN_TASKS),
        "names": list(NAMES),
        "stages": list(STAGES),
        "categories": list(CATEGORIES),
        "distributions": list(DISTRIBUTIONS),
        "conditions": list(CONDITIONS),
        "roles": list(ROLES),
        "bias": {
            "names": 0.0,
            "cue": 0.0,
            "trigger": 0.0,
            "source": 0.0,
            "content": 0.0,
            "roles": {},
        },
        "threshold": {"attribution": 0.0, "pledge": 0.0},
        "calibration": {
            "attribution": [0.0, 1.0, *[0.0] * 8],
            "pledge": [0.0, 1.0, *[0.0] * 7],
        },
    }


def export(reader: Reader, tokenizer: Path, folder: Path, made: dict[str, Any]) -> None:
    """Write the files of the engine to `folder`, replacing each at once."""
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        example = torch.zeros(4, 1, 16, dtype=torch.int64)
        with torch.no_grad():
            torch.onnx.export(
                reader,
                (example,),
                str(here / "full.onnx"),
                input_names=["inputs"],
                output_names=["vectors", "tags", "said", "undertaken"],
                dynamic_axes={"inputs": {2: "pieces"}},
                opset_version=17,
                dynamo=False,
            )
        _optimise(here / "full.onnx", here / "fast.onnx", reader)
        quantize_dynamic(
            here / "fast.onnx",
            here / "encoder.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        weights = {
            name: value.detach().numpy().astype(np.float16)
            for name, value in reader.state_dict().items()
            if name.startswith(HEADS) and not name.startswith(INSIDE_GRAPH)
        }
        np.savez(here / "heads.npz", **weights)
        shutil.copy(tokenizer, here / "tokenizer.json")
        (here / "reader.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        for name in ("encoder.onnx", "heads.npz", "tokenizer.json", "reader.json"):
            partial = folder / f".{name}.partial"
            shutil.copy(here / name, partial)
            partial.replace(folder / name)


def _optimise(source: Path, target: Path, reader: Reader) -> None:
    """Fuse what onnxruntime runs faster as one operation."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    model = optimizer.optimize_model(
        str(source),
        model_type="bert",
        num_heads=reader.layers[0].heads,
        hidden_size=reader.word.embedding_dim,
        optimization_options=options,
        opt_level=0,
    )
    if all(entry.domain != "com.microsoft" for entry in model.model.opset_import):
        model.model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(model.model, str(target))
