"""How fast pages come while twenty people read at once: p50, p95, p99 of each page.

    .venv/bin/python benchmarks/serve_load.py RECORD [--users 20] [--seconds 30]
    .venv/bin/python benchmarks/serve_load.py --made 1000 --record big.db     # makes it first
    .venv/bin/python benchmarks/serve_load.py RECORD --workers 2 --pause 4 --places 2000

The server runs as `onrecord serve` runs it, in processes of its own. The load is Locust's, from
another process, each user asking the next page as soon as the last has come, or after a pause of
that many seconds on average:

    python3 -m venv .peers && .peers/bin/pip install -r benchmarks/requirements.txt

Locust stands in `.peers`, apart from the program. Pages are asked as a first reader does, with
nothing kept by a browser. Addresses are drawn from so many `--places` of each kind: with few of
them most pages were asked before and are kept, with many most are made anew. What share was asked
before stands below the table.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
LOCUST = HERE.parent / ".peers" / "bin" / "locust"

BEHAVIOUR = """
import json, random
from pathlib import Path
from locust import HttpUser, between, constant, task

PLACES = json.loads(Path(__file__).with_name("places.json").read_text())
DRAW = random.Random(7)
SEEN = Path(__file__).with_name("seen")


class Reader(HttpUser):
    wait_time = {wait}

    def ask(self, name):
        where = DRAW.choice(PLACES[name])
        self.client.get(where, name=name)
        with SEEN.open("a") as seen:
            seen.write(where + "\\n")
"""

TASK = """
    @task({weight})
    def {function}(self):
        self.ask("{name}")
"""

WEIGHTS = {
    "brief": 3, "commitments": 3, "commitments, filtered": 3, "commitment": 4, "report": 4,
    "utterances": 1, "utterance": 2, "entity": 2, "entities": 1, "timeline": 1, "disputes": 1,
    "conditions": 1, "balance": 1, "search": 3, "search while typing": 3, "review": 1,
    "question": 1, "review of a kind": 1, "members": 1, "show": 1, "api commitments": 1,
    "api queue": 1,
}  # fmt: skip
"""The pages, and how often each is asked beside the others."""


PAGE = 200
"""Rows asked for at once."""


def told(site: str, path: str) -> dict[str, Any]:
    """What the API says."""
    with urlopen(f"{site}/api/v1{path}", timeout=600) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def rows(site: str, path: str, most: int) -> list[dict[str, Any]]:
    """At most so many rows of a table, from all over it."""
    total = int(told(site, f"{path}?limit=1")["total"])
    found: list[dict[str, Any]] = []
    for step in range(0, most, PAGE):
        at = step * max(1, total // most) if total > most else step
        found += told(site, f"{path}?limit={min(PAGE, most)}&offset={at}")["items"]
    return list({row["id"]: row for row in found}.values())[:most]


def places(site: str, most: int = 200) -> dict[str, list[str]]:
    """For each kind of page the addresses among which is drawn, at most so many."""
    made = rows(site, "/commitments", most)
    said = rows(site, "/utterances", most)
    names = rows(site, "/entities", max(60, most // 4))
    asked = rows(site, "/queue", max(60, most // 4))
    parties = sorted({party for row in made for party in row["by"]})[: max(40, most // 5)]
    units = sorted({r["amount"]["unit"] for r in made if r["amount"] and r["amount"]["unit"]})[:60]
    words = sorted({w.lower() for row in made for w in re.findall(r"\w{5,}", row["what"])})
    words = words[: max(60, most)]
    reports = sorted({row["evidence"]["report"]["id"] for row in made})
    return {
        "brief": ["/"],
        "commitments": ["/commitments", "/commitments?offset=100"],
        "commitments, filtered": [f"/commitments?by={quote(p)}&stage=announced" for p in parties],
        "commitment": [f"/commitments/{row['id']}" for row in made],
        "report": [f"/reports/{report}" for report in reports],
        "utterances": ["/utterances"],
        "utterance": [f"/utterances/{row['id']}" for row in said],
        "entity": [f"/entities/{row['id']}" for row in names],
        "entities": ["/entities"],
        "timeline": ["/timeline"],
        "disputes": ["/disputes"],
        "conditions": ["/conditions"],
        "balance": [f"/balance?unit={quote(unit)}" for unit in units] or ["/balance"],
        "search": [f"/search?q={quote(word)}" for word in words],
        "search while typing": [f"/search/hits?q={quote(word[:4])}" for word in words],
        "review": ["/review"],
        "question": [f"/review/{one['id']}" for one in asked],
        "review of a kind": [f"/review?kind={one['relation'] or 'pledge'}" for one in asked],
        "members": [f"/review/lines/{row['id']}" for row in made],
        "show": [f"/show/{row['evidence']['annotation']}" for row in made],
        "api queue": [f"/api/v1/queue?limit=20&offset={n}" for n in range(0, 200, 20)],
        "api commitments": [f"/api/v1/commitments?by={quote(p)}" for p in parties],
    }


def main() -> None:
    """Serve, load, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("record", nargs="?", type=Path, help="a record that is there")
    parser.add_argument("--made", type=int, help="make a record of so many reports in --record")
    parser.add_argument("--record", dest="into", type=Path, default=Path("made.db"))
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds, on average")
    parser.add_argument("--places", type=int, default=200, help="addresses of a kind")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--locust", type=Path, default=LOCUST)
    told_ = parser.parse_args()
    record = told_.record or told_.into
    if told_.made:
        make(told_.made, record)
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0"]
    command += ["--workers", str(told_.workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+?(?=/? )", server.stdout.readline())
            assert found is not None
            told_.site, told_.server = found[0], server.pid
            load(told_)
        finally:
            server.terminate()


def make(count: int, record: Path) -> None:
    """A record of made reports."""
    from made_reports import write

    from onrecord.app.record import open_record

    with tempfile.TemporaryDirectory() as folder, open_record(record) as opened:
        opened.read([write(Path(folder) / "made.jsonl", count)])


def load(told_: argparse.Namespace) -> None:
    """Have Locust ask, and print its figures; one page of each kind was asked once before."""
    site: str = told_.site
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        found = {name: some for name, some in places(site, told_.places).items() if some}
        for addresses in found.values():
            urlopen(site + addresses[0], timeout=600).close()
        (folder / "places.json").write_text(json.dumps(found), encoding="utf-8")
        tasks = (
            TASK.format(weight=weight, function=re.sub(r"\W", "_", name), name=name)
            for name, weight in WEIGHTS.items()
            if name in found
        )
        pause = told_.pause
        wait = f"between({pause / 2}, {pause * 1.5})" if pause else "constant(0)"
        behaviour = BEHAVIOUR.replace("{wait}", wait) + "".join(tasks)
        (folder / "locustfile.py").write_text(behaviour, encoding="utf-8")
        users, before = str(told_.users), worked(told_.server)
        subprocess.run(
            [told_.locust, "--headless", "--only-summary", "--host", site, "--users", users,
             "--spawn-rate", users, "--run-time", f"{told_.seconds}s", "--csv", folder / "told",
             "--locustfile", folder / "locustfile.py"],
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with (folder / "told_stats.csv").open(encoding="utf-8") as stream:
            report(list(csv.DictReader(stream)))
        seen = (folder / "seen").read_text(encoding="utf-8").split()
        print(f"{len(seen) / told_.seconds:.0f} pages a second; ", end="")
        print(f"{1 - len(set(seen)) / len(seen):.0%} had been asked before; ", end="")
        print(f"{1000 * (worked(told_.server) - before) / len(seen):.1f} ms of a processor each")


def worked(server: int) -> float:
    """Seconds of a processor that the server and its processes have used (Linux)."""
    told = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    ticks = 0
    for process in (str(server), *told):
        parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def report(rows: list[dict[str, str]]) -> None:
    """A line for each kind of page, in ms."""
    print(f"{'page':<24}{'asked':>8}{'failed':>8}{'p50':>8}{'p95':>8}{'p99':>8}  ms")
    for row in rows:
        figures = (row["Request Count"], row["Failure Count"], row["50%"], row["95%"], row["99%"])
        print(f"{row['Name']:<24}" + "".join(f"{figure:>8}" for figure in figures))


if __name__ == "__main__":
    main()
