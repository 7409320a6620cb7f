"""What the exported encoder reaches on the development sets, by the scorers of the project.

python -m training.evaluate --shared ../shared [--weights FOLDER] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from training.data import read_lines

from onrecord.reading.engines.encoder import Encoder, Found


def as_line(key: str, text: str, found: Found) -> dict[str, Any]:
    """One report in the project's form, with nothing that rules downstream would add."""

    def parties(places: tuple[tuple[int, int], ...]) -> list[dict[str, Any]]:
        return [{"span": list(p), "name": text[slice(*p)]} for p in places]

    return {
        "id": key,
        "text": text,
        "mentions": [
            {"span": list(n.span), "kind": n.kind, "name": text[slice(*n.span)], "score": n.score}
            for n in found.names
        ],
        "attributions": [
            {
                "source": [list(p) for p in a.source] or None,
                "cue": [list(p) for p in a.cue] or None,
                "content": [list(p) for p in a.content],
                "score": a.score,
            }
            for a in found.attributions
        ],
        "pledges": [
            {
                "evidence": [list(e) for e in p.evidence],
                "trigger": list(p.trigger),
                "by": parties(p.roles["by"]),
                "to": parties(p.roles["to"]),
                "asked_by": parties(p.roles["asked_by"]),
                "source": next(iter(parties(p.roles["source"])), None),
                "distribution": p.distribution,
                "category": p.category,
                "stage": p.stage,
                "object": next((list(o) for o in p.roles["object"]), None),
                "quantity": next(
                    ({"span": list(q), "min": None, "max": None, "unit": None}
                     for q in p.roles["quantity"]), None,
                ),
                "when": next(({"span": list(w), "value": None} for w in p.roles["when"]), None),
                "conditions": [{"span": list(s), "kind": k} for s, k in p.conditions],
                "score": p.score,
            }
            for p in found.pledges
        ],
    }  # fmt: skip


def read_all(encoder: Encoder, items: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The reading of every item, whose name stands under `key`."""
    return [as_line(item[key], item["text"], encoder.read(item["text"])) for item in items]


def scored(tool: Path, *arguments: str) -> str:
    """What a scorer prints."""
    done = subprocess.run(
        [sys.executable, str(tool), *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


SETS = {
    "attribution": ("attribution-dev.jsonl", "id", "attribution_score.py", ()),
    "pledges": ("pledges-dev.jsonl", "id", "pledge_score.py", ()),
    "names": ("re3d-dev.jsonl", "doc", "names_score.py", ("spans",)),
}


def evaluate(shared: Path, weights: Path | None, out: Path, only: list[str]) -> dict[str, Any]:
    """Read the development sets and score them; the readings are left in `out`."""
    encoder = Encoder(weights)
    out.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {}
    for name, (file, key, tool, extra) in SETS.items():
        if only and name not in only:
            continue
        items = read_lines(shared / "gold" / file)
        begun = time.perf_counter()
        lines = read_all(encoder, items, key)
        taken = time.perf_counter() - begun
        path = out / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as file_out:
            for line in lines:
                file_out.write(json.dumps(line, ensure_ascii=False) + "\n")
        gold = str(shared / "gold" / file)
        results[name] = {
            "articles_per_second": round(len(items) / taken, 2),
            **json.loads(scored(shared / "tools" / tool, *extra, gold, str(path), "--json")),
        }
        print(name, f"{len(items) / taken:.2f} articles/s", flush=True)
        print(scored(shared / "tools" / tool, *extra, gold, str(path)), flush=True)
    return results


def main() -> None:
    """Print the scores of the weights on the development sets."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path, default=Path("work/readings"))
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    evaluate(args.shared, args.weights, args.out, args.only)


if __name__ == "__main__":
    main()
