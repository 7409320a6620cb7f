"""Every figure of reading and linking quality, by the shared scorers on the development data.

    python benchmarks/quality.py --shared ../shared            # all
    python benchmarks/quality.py --shared ../shared attribution pledges

Each row says the scorer, the measure and the figure; `docs/benchmarks.md` holds what came out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
HELD = HERE / "data" / "pledges" / "annotated" / "held.jsonl"
OWN = (*sorted((HERE / "data" / "stories").iterdir()), HERE / "examples" / "summits-record")
ONRECORD = [sys.executable, "-m", "onrecord"]


class Bench:
    """Runs the program and the scorers, and keeps readings that several scorers share."""

    def __init__(self, shared: Path, folder: Path) -> None:
        self.gold = shared / "gold"
        self.tools = shared / "tools"
        self.data = shared.parent / "data"
        self.folder = folder

    def read(self, source: Path) -> Path:
        """The readings of a JSON Lines file."""
        out = self.folder / f"{source.stem}.read.jsonl"
        if not out.exists():
            call(*ONRECORD, "annotate", str(source), "--out", str(out))
        return out

    def score(self, tool: str, *arguments: str | Path) -> Mapping[str, Any]:
        """What a scorer prints with --json."""
        told = call(sys.executable, str(self.tools / tool), *map(str, arguments), "--json")
        answer: Mapping[str, Any] = json.loads(told)
        return answer

    def texts(self, tool: str, gold: Path) -> Path:
        """The input that a scorer makes of its gold."""
        out = self.folder / f"{gold.stem}.texts.jsonl"
        call(sys.executable, str(self.tools / tool), "--texts", str(gold), str(out))
        return out

    def export(self, story: Path) -> Path:
        """The record of a story, read and exported."""
        record, out = self.folder / f"{story.name}.db", self.folder / f"{story.name}.json"
        subprocess.run(
            [*ONRECORD, "read", str(story), "--record", str(record)], capture_output=True, text=True
        )
        out.write_text(call(*ONRECORD, "export", "--record", str(record)), encoding="utf-8")
        return out


def call(*command: str) -> str:
    """What a command prints; its error where it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    silent = not done.stdout and not {"--out", "--texts"} & set(command)
    if done.returncode not in (0, 1) or silent:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def flat(value: Any, name: str = "") -> list[tuple[str, float]]:
    """Every number in a scorer's answer with the path to it."""
    if isinstance(value, Mapping):
        return [row for key, item in value.items() for row in flat(item, f"{name}.{key}")]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [(name.strip("."), float(value))]
    return []


def attribution(bench: Bench) -> Mapping[str, Any]:
    """Source, cue and content on attribution-dev."""
    gold = bench.gold / "attribution-dev.jsonl"
    return bench.score("attribution_score.py", gold, bench.read(gold))


def speakers(bench: Bench) -> Mapping[str, Any]:
    """Who spoke, on speakers-dev."""
    return bench.score(
        "speaker_score.py",
        bench.gold / "speakers-dev.jsonl",
        bench.read(bench.gold / "attribution-dev.jsonl"),
    )


def pledges(bench: Bench) -> Mapping[str, Any]:
    """Pledges on pledges-dev (all, the five reports, the rest), and on what was held out."""
    gold = bench.gold / "pledges-dev.jsonl"
    read = bench.read(gold)
    told = {}
    for name, keep in (("all", slice(None)), ("five reports", slice(5)), ("news", slice(5, None))):
        parts = []
        for source in (gold, read):
            part = bench.folder / f"{source.stem}.{name.replace(' ', '-')}.jsonl"
            lines = source.read_text(encoding="utf-8").split("\n")
            kept = [line for line in lines if line][keep]
            part.write_text("\n".join(kept) + "\n", encoding="utf-8")
            parts.append(part)
        told[name] = bench.score("pledge_score.py", *parts)
    for name, held in held_out(bench).items():
        told[name] = bench.score("pledge_score.py", held, bench.read(held))
    return told


def held_out(bench: Bench) -> Mapping[str, Path]:
    """The documents that this project annotated and no training sees, with their texts."""
    texts: dict[tuple[str, str], str] = {}
    kinds: dict[str, list[str]] = {"held statements": [], "held news": []}
    for held in lines_of(HELD):
        where = (held["file"], held["id"])
        if where not in texts:
            found = lines_of(bench.gold / held["file"])
            texts |= {(held["file"], one["id"]): one["text"] for one in found}
        kind = "held statements" if held["file"] == "statements.jsonl" else "held news"
        kinds[kind].append(json.dumps({**held, "text": texts[where]}))
    told = {}
    for kind, lines in kinds.items():
        told[kind] = bench.folder / f"{kind.replace(' ', '-')}.jsonl"
        told[kind].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return told


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def times(bench: Bench) -> Mapping[str, Any]:
    """TIMEX3 on timex-dev."""
    gold = bench.gold / "timex-dev.jsonl"
    return bench.score("timex_score.py", gold, bench.read(bench.texts("timex_score.py", gold)))


def names(bench: Bench) -> Mapping[str, Any]:
    """Names on re3d-dev."""
    gold = bench.gold / "re3d-dev.jsonl"
    texts = bench.texts("names_score.py", gold)
    return bench.score("names_score.py", "spans", gold, bench.read(texts))


def stories(bench: Bench) -> Mapping[str, Any]:
    """Whole stories, read and linked."""
    return {
        story.name: bench.score("story_score.py", story, bench.export(story))
        for story in (bench.gold / "story-dev", *OWN)
    }


PARTS: dict[str, Callable[[Bench], Mapping[str, Any]]] = {
    "attribution": attribution,
    "speakers": speakers,
    "pledges": pledges,
    "times": times,
    "names": names,
    "stories": stories,
}


def main() -> None:
    """Print a row per figure."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parse.add_argument("--shared", type=Path, default=Path("../shared"))
    told = parse.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(told.shared.resolve(), Path(folder))
        for part in told.parts or PARTS:
            for name, value in flat(PARTS[part](bench)):
                print(f"{part:12} {name:60} {value:.4g}", flush=True)


if __name__ == "__main__":
    main()
