"""One address of every kind of page, found in the record that is served."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen


def told(site: str, path: str) -> Any:
    """What the API says."""
    with urlopen(f"{site}/api/v1{path}", timeout=20) as answer:
        return json.load(answer)


def places(site: str) -> dict[str, str]:
    """Name -> address of each kind of page."""
    return dict(_places(site))


def _places(site: str) -> Iterator[tuple[str, str]]:
    for name in ("commitments", "conditions", "utterances", "timeline", "disputes", "entities",
                 "reports", "findings", "history", "review", "audit", "board"):  # fmt: skip
        yield name, f"/{name}"
    yield "brief", "/"
    yield "search", "/search?q=air"
    yield "nothing found", "/search?q=zzzzzz"
    yield "past", "/?as_of=2020-01-01"
    yield "policies", "/history?all=1"
    made = told(site, "/commitments")["items"]
    yield "commitment", f"/commitments/{made[0]['id']}"
    sure = max(made, key=lambda row: (row["origins"], len(row["conditions"])))
    yield "commitment of many", f"/commitments/{sure['id']}"
    evidence = made[0]["evidence"]
    start, end = evidence["spans"][0]
    yield "report", f"/reports/{evidence['report']['id']}/{start}-{end}#c{start}-{end}"
    said = told(site, "/utterances")["items"]
    most = max(said, key=lambda row: len(row["renderings"]))
    yield "utterance", f"/utterances/{most['id']}"
    yield "entity", f"/entities/{told(site, '/entities')['items'][0]['id']}"
    for dispute in told(site, "/disputes")["items"][:1]:
        yield "dispute", f"/disputes/{dispute['id']}"
    stories = told(site, "/brief")["stories"]
    yield "story", f"/stories/{stories[0]['id']}"
    waiting = told(site, "/queue")["items"]
    yield "question", f"/review/{waiting[0]['id']}"
    units = [row["amount"]["unit"] for row in made if row["amount"] and row["amount"]["unit"]]
    yield "balance", "/balance"
    yield "balance of a unit", f"/balance?unit={units[0]}"
