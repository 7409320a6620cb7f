"""Articles a second on one core, each system in turn: ratios hold when speed drifts.

python benchmarks/reading_speed.py ../shared/gold/attribution-dev.jsonl --peers .peers/bin/python
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

OURS = ("pipeline", "encoder")
PEERS = ("textacy", "parser")


def main() -> None:
    """Print a row per system: median articles/s, and the ratio to textacy of the same round."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("articles")
    parse.add_argument("--peers", help="an interpreter with benchmarks/requirements.txt installed")
    parse.add_argument("--count", type=int, default=30)
    parse.add_argument("--rounds", type=int, default=3)
    told = parse.parse_args()
    systems = [(name, sys.executable) for name in OURS]
    if told.peers:
        systems += [(name, told.peers) for name in PEERS]
    rates: dict[str, list[float]] = {name: [] for name, _ in systems}
    for _ in range(told.rounds):
        for name, interpreter in systems:
            rates[name].append(rate(name, interpreter, told.articles, told.count))
    print(
        f"{'system':10} {'articles/s':>10} {'min':>7} {'max':>7} {'/ textacy':>10} {'/ parser':>9}"
    )
    for name, values in rates.items():
        print(
            f"{name:10} {statistics.median(values):10.2f} {min(values):7.2f} {max(values):7.2f}"
            f" {ratio(values, rates.get('textacy')):>10} {ratio(values, rates.get('parser')):>9}"
        )


def rate(name: str, interpreter: str, articles: str, count: int) -> float:
    """Articles a second of one run in a process of its own, held to one core."""
    script = Path(__file__).with_name("one_reader.py")
    core = min(os.sched_getaffinity(0))
    single = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", **os.environ}
    answer = subprocess.run(
        ["taskset", "-c", str(core), interpreter, str(script), name, articles, str(count)],
        check=True,
        capture_output=True,
        text=True,
        env=single,
    )
    told = json.loads(answer.stdout.splitlines()[-1])
    return float(told["articles"]) / float(told["seconds"])


def ratio(values: list[float], others: list[float] | None) -> str:
    """The median of the ratios round by round, or a dash."""
    if not others:
        return "-"
    return f"{statistics.median(a / b for a, b in zip(values, others, strict=True)):.2f}"


if __name__ == "__main__":
    main()
