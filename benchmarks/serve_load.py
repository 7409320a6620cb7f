"""How fast pages come while twenty people read at once: p50, p95, p99 of each page.

    .venv/bin/python benchmarks/serve_load.py RECORD [--users 20] [--seconds 30]
    .venv/bin/python benchmarks/serve_load.py --made 1000 --record big.db     # makes it first

The server runs as `onrecord serve` runs it, in a process of its own. The load is Locust's, from
another process, each user asking the next page as soon as the last has come, without a pause:

    python3 -m venv .peers && .peers/bin/pip install -r benchmarks/requirements.txt

Locust stands in `.peers`, apart from the program. Pages are asked as a first reader does, with
nothing kept by a browser; filters are drawn, so that the server's memory of its last answers
does not answer alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
LOCUST = HERE.parent / ".peers" / "bin" / "locust"

BEHAVIOUR = """
import json, random
from pathlib import Path
from locust import HttpUser, constant, task

PLACES = json.loads(Path(__file__).with_name("places.json").read_text())
DRAW = random.Random(7)


class Reader(HttpUser):
    wait_time = constant(0)

    def ask(self, name):
        self.client.get(DRAW.choice(PLACES[name]), name=name)
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


def told(site: str, path: str) -> dict[str, object]:
    """What the API says."""
    with urlopen(f"{site}/api/v1{path}", timeout=600) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def places(site: str) -> dict[str, list[str]]:
    """For each kind of page the addresses among which is drawn."""
    made = told(site, "/commitments?limit=200")["items"]
    said = told(site, "/utterances?limit=200")["items"]
    names = told(site, "/entities?limit=60")["items"]
    asked = told(site, "/queue?limit=60")["items"]
    parties = sorted({party for row in made for party in row["by"]})[:40]
    units = sorted({r["amount"]["unit"] for r in made if r["amount"] and r["amount"]["unit"]})
    words = sorted({w.lower() for row in made for w in re.findall(r"\w{5,}", row["what"])})[:60]
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
        "members": [f"/review/lines/{row['id']}" for row in made[:60]],
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
    parser.add_argument("--locust", type=Path, default=LOCUST)
    told_ = parser.parse_args()
    record = told_.record or told_.into
    if told_.made:
        make(told_.made, record)
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+?(?=/? )", server.stdout.readline())
            assert found is not None
            report(load(found[0], told_.users, told_.seconds, told_.locust))
        finally:
            server.terminate()


def make(count: int, record: Path) -> None:
    """A record of made reports."""
    from made_reports import write

    from onrecord.app.record import open_record

    with tempfile.TemporaryDirectory() as folder, open_record(record) as opened:
        opened.read([write(Path(folder) / "made.jsonl", count)])


def load(site: str, users: int, seconds: int, locust: Path) -> list[dict[str, str]]:
    """Locust's figures, a row for each kind of page; every page was asked once before."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        found = places(site)
        for addresses in found.values():
            urlopen(site + addresses[0], timeout=600).close()
        (folder / "places.json").write_text(json.dumps(found), encoding="utf-8")
        tasks = (
            TASK.format(weight=weight, function=re.sub(r"\W", "_", name), name=name)
            for name, weight in WEIGHTS.items()
        )
        (folder / "locustfile.py").write_text(BEHAVIOUR + "".join(tasks), encoding="utf-8")
        subprocess.run(
            [locust, "--headless", "--only-summary", "--host", site, "--users", str(users),
             "--spawn-rate", str(users), "--run-time", f"{seconds}s", "--csv", folder / "told",
             "--locustfile", folder / "locustfile.py"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with (folder / "told_stats.csv").open(encoding="utf-8") as stream:
            return list(csv.DictReader(stream))


def report(rows: list[dict[str, str]]) -> None:
    """A line for each kind of page, in ms."""
    print(f"{'page':<24}{'asked':>8}{'failed':>8}{'p50':>8}{'p95':>8}{'p99':>8}  ms")
    for row in rows:
        figures = (row["Request Count"], row["Failure Count"], row["50%"], row["95%"], row["99%"])
        print(f"{row['Name']:<24}" + "".join(f"{figure:>8}" for figure in figures))


if __name__ == "__main__":
    main()
