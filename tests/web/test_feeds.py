"""Feeds as they are served, and the figures that a published site tells."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as Tree

from starlette.testclient import TestClient

import onrecord
from onrecord.web.quality import quality

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: TestClient, address: str) -> list[Tree.Element]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = Tree.fromstring(answer.content)
    for needed in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{needed}"), needed
    return root.findall(f"{ATOM}entry")


def test_what_changed_is_a_feed_with_links_that_lead_to_the_lines(client: TestClient) -> None:
    found = entries(client, "/feed.atom")
    assert len(found) >= 5
    for entry in found:
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated") or ""
        )
        link = entry.find(f"{ATOM}link")
        assert link is not None and client.get(link.attrib["href"]).status_code == 200
        assert entry.findtext(f"{ATOM}summary")
    assert 'href="/feed.atom"' in client.get("/").text


def test_a_commitment_has_a_feed_of_its_own(client: TestClient) -> None:
    row = client.get("/api/v1/commitments").json()["items"][0]
    found = entries(client, f"/commitments/{row['id']}.atom")
    assert any(row["id"] in (e.findtext(f"{ATOM}id") or "") for e in found)
    assert f"/commitments/{row['id']}.atom" in client.get(f"/commitments/{row['id']}").text
    assert client.get("/commitments/c1aaaaaaaaaaaaaaaaaaaa.atom").status_code == 404
    assert client.get("/commitments/u1aaaaaaaaaaaaaaaaaaaa.atom").status_code == 404
    assert client.get("/commitments/..%2fx.atom").status_code in (400, 404)


def test_a_feed_of_the_past_knows_nothing_later(client: TestClient) -> None:
    told = client.get("/feed.atom?as_of=2026-11-03").text
    assert "Norland" in told and "Javaland" not in told
    assert entries(client, "/feed.atom?as_of=2026-10-01") == []


def test_the_figures_told_are_those_of_the_benchmarks() -> None:
    page = Path(onrecord.__file__).parents[2] / "docs" / "benchmarks.md"
    words = page.read_text(encoding="utf-8").replace("*", "")
    for table in quality().tables:
        for row in table.rows:
            for figure in row[1:]:
                assert figure in words, (table.title, row)
