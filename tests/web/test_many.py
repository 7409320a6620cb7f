"""A thousand readers at once while somebody writes: all are answered, none with half a truth."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import httpx
from hostile_record import SECOND
from paper import Paper

from onrecord.app import wiring
from onrecord.app.ingest import refresh
from onrecord.app.record import open_record
from onrecord.web.server import create_app

READERS = 1000
ADDRESSES = ("/api/v1/disputes", "/disputes", "/api/v1/reports", "/reports", "/static/site.css")
REPORTS = 5


def write_some(path: Path, begun: threading.Event) -> None:
    """Append reports one by one, each with all that follows from it."""
    store = wiring.open_writer(path)
    begun.wait(30)
    for n in range(REPORTS):
        paper = Paper()
        page = paper.page(f"m{n}", f"Norland will send {n + 2} boats to Coastland.")
        page.pledge("Norland will send", by=["Norland"])
        store.append(paper.all(), SECOND)
        refresh(store)
    store.close()


def test_a_thousand_readers_and_a_writer(path: Path) -> None:
    with open_record(path, writable=False) as record:
        before = len(record.reports())
    app = create_app(path)
    begun, seen = threading.Event(), dict[int, set[int]]()
    status: list[int] = []

    async def read(client: httpx.AsyncClient, number: int) -> None:
        answer = await client.get(ADDRESSES[number % len(ADDRESSES)])
        status.append(answer.status_code)
        if len(status) == 50:
            begun.set()
        if answer.headers["content-type"] == "application/json" and "reports" in str(answer.url):
            told = answer.json()
            seen.setdefault(told["head"], set()).add(told["total"])

    async def all_at_once() -> None:
        transport = httpx.ASGITransport(app=app)
        async with app.router.lifespan_context(app):
            client = httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60)
            async with client, anyio.create_task_group() as group:
                for number in range(READERS):
                    group.start_soon(read, client, number)

    writer = threading.Thread(target=write_some, args=(path, begun))
    writer.start()
    try:
        anyio.run(all_at_once)
    finally:
        begun.set()
        writer.join(60)
    assert status.count(200) == READERS, set(status)
    assert all(len(totals) == 1 for totals in seen.values()), "one state, one answer"
    with open_record(path, writable=False) as record:
        assert len(record.reports()) == before + REPORTS
