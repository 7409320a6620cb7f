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

FILES = ("encoder.onnx", "attribution.onnx", "pledge.onnx", "tokenizer.json", "reader.json")


def settings(version: str, seed: int) -> dict[str, Any]:
    """What the engine needs to know besides the weights, before calibration."""
    return {
        "name": "encoder",
        "version": version,
        "seed": seed,
        "window": 254,
        "before": 40,
        "after": 44,
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
        _save_heads(reader, here)
        shutil.copy(tokenizer, here / "tokenizer.json")
        (here / "reader.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        for name in FILES:
            partial = folder / f".{name}.partial"
            shutil.copy(here / name, partial)
            partial.replace(folder / name)


def _save_heads(reader: Reader, folder: Path) -> None:
    """Write the graphs of the light heads to `folder`, weights in half precision."""
    weights = {
        name: np.ascontiguousarray(value.T if value.ndim == 2 and "place" not in name else value)
        for name, tensor in reader.state_dict().items()
        if name.startswith(("attribution.", "pledge.", "mixed.", "classes."))
        for value in [tensor.detach().numpy()]
    }
    for name in ("attribution", "pledge"):
        graph = _pair_graph(weights, name, classes=name == "pledge")
        onnx.save(graph, str(folder / f"{name}.onnx"))


def _pair_graph(weights: dict[str, np.ndarray], name: str, classes: bool) -> onnx.ModelProto:
    """What `Pair.forward` does for one window, and the classes of the predicates, if wanted."""
    nodes: list[onnx.NodeProto] = []
    stored: list[onnx.TensorProto] = []

    def add(kind: str, *given: str, out: str = "", **options: Any) -> str:
        out = out or f"step{len(nodes)}"
        nodes.append(onnx.helper.make_node(kind, list(given), [out], **options))
        return out

    def table(key: str) -> str:
        stored.append(onnx.numpy_helper.from_array(weights[key].astype(np.float16), key))
        return add("Cast", key, to=onnx.TensorProto.FLOAT)

    def bias(key: str, plus: float = 0.0) -> str:
        stored.append(onnx.numpy_helper.from_array(weights[key] + np.float32(plus), key))
        return key

    def linear(key: str, given: str, plus: float = 0.0, out: str = "") -> str:
        return add("Gemm", given, table(f"{key}.weight"), bias(f"{key}.bias", plus), out=out)

    stored.append(onnx.numpy_helper.from_array(np.array([1], np.int64), "one"))
    gate = add("Unsqueeze", linear(f"{name}.gate", "ends", plus=1.0), "one")
    base = add("Unsqueeze", linear(f"{name}.predicate", "ends"), "one")
    place = add("Gather", table(f"{name}.place.weight"), "relation")
    mixed = add("Relu", add("Add", add("Add", add("Mul", "keys", gate), place), base))
    label = add("MatMul", mixed, table(f"{name}.label.weight"))
    add("Add", label, bias(f"{name}.label.bias"), out="labels")
    outputs = {"labels": ["predicates", "pieces", len(weights[f"{name}.label.bias"])]}
    if classes:
        linear("classes", add("Relu", linear("mixed", "ends")), out="classes")
        outputs["classes"] = ["predicates", len(weights["classes.bias"])]
    inputs = {
        "keys": (onnx.TensorProto.FLOAT, ["pieces", len(weights[f"{name}.predicate.bias"])]),
        "ends": (onnx.TensorProto.FLOAT, ["predicates", len(weights["mixed.weight"])]),
        "relation": (onnx.TensorProto.INT64, ["predicates", "pieces"]),
    }
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        nodes,
        name,
        [value(key, *kind) for key, kind in inputs.items()],
        [value(key, onnx.TensorProto.FLOAT, shape) for key, shape in outputs.items()],
        stored,
    )
    return onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=9
    )


def _optimise(source: Path, target: Path, reader: Reader) -> None:
    """Fuse what onnxruntime runs faster as one operation."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    # faster apart than fused, see `UNFUSED` in the engine
    options.enable_skip_layer_norm = False
    options.enable_bias_skip_layer_norm = False
    options.enable_bias_gelu = False
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
