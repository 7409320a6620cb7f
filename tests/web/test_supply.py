"""Supply against need, conditions and money in one currency: on pages, in files, by the API."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.app.needs import Told
from onrecord.app.record import open_record
from onrecord.web.server import create_app

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def needing(path: Path) -> Iterator[TestClient]:
    """A browser on a record with needs of two accounts."""
    with open_record(path) as record:
        record.state_need(Told("pump", "5", "2025-03-01", "plan A", "month", "", "Coastland"))
        record.state_need(Told("pump", "9-12", "2025-03-01", EVIL, None, "2025-08-01"))
    with TestClient(
        create_app(path), base_url="http://localhost:8000", follow_redirects=False
    ) as opened:
        yield opened


def test_the_page_has_both_accounts_and_when_supply_falls_short(needing: TestClient) -> None:
    page = needing.get("/coverage")
    assert page.status_code == 200
    assert "5 pumps a month" in page.text and "plan A" in page.text
    assert "up to 20 pumps" in page.text and "2025-07-01" in page.text
    assert EVIL not in page.text and "&lt;script&gt;" in page.text
    only = needing.get("/coverage?to=Coastland").text
    assert "plan A" in only and "&lt;script&gt;" not in only
    assert "No needs that fit" in needing.get("/coverage?item=boats").text


def test_a_need_has_a_page_of_its_own(needing: TestClient) -> None:
    items = needing.get("/api/v1/coverage").json()["items"]
    page = needing.get(f"/show/{items[0]['id']}")
    assert page.status_code == 200 and "plan A" in page.text


def test_the_api_and_the_file_say_the_same(needing: TestClient) -> None:
    items = needing.get("/api/v1/coverage?to=Coastland").json()["items"]
    assert [item["need"]["source"] for item in items] == ["plan A"]
    steps = items[0]["steps"]
    text = needing.get("/files/coverage.csv?to=Coastland").text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["day"] for row in rows] == [step["day"] for step in steps]
    assert [row["announced_max"] for row in rows] == [str(s["announced"]["max"]) for s in steps]


def test_without_needs_the_page_says_how_to_state_one(client: TestClient) -> None:
    page = client.get("/coverage").text
    assert "No needs that fit" in page and "onrecord need add" in page


def test_conditions_by_state(client: TestClient) -> None:
    page = client.get("/conditions").text
    assert "until the harbour is safe" in page
    assert "until the harbour is safe" not in client.get("/conditions?state=met").text
    assert client.get("/conditions?state=kept").status_code == 400
    items = client.get("/api/v1/conditions?by=Westmark").json()["items"]
    assert [item["words"] for item in items] == ["until the harbour is safe"]
    rows = list(csv.DictReader(io.StringIO(client.get("/files/conditions.csv").text, newline="")))
    assert {row["state"] for row in rows} == {"open"}
    assert client.get("/api/v1/paths").json()["total"] == 0


def test_money_of_all_currencies(client: TestClient) -> None:
    plain = client.get("/api/v1/balance?unit=USD").json()["items"][0]
    assert plain["requested"] is None
    rated = client.get("/api/v1/balance?unit=USD&rates=ecb").json()["items"][0]
    assert rated["requested"]["min"] > 3_000_000
    assert "USD" in client.get("/balance?unit=USD&rates=ecb").text
    unknown = client.get("/balance?unit=UAH&rates=ecb").text
    assert "no rate from EUR to UAH" in unknown and "some" in unknown
    assert client.get("/api/v1/balance?unit=USD&rates=/etc/passwd").status_code == 400
