"""Writes the pictures of the main pages: light and dark, wide and narrow, of the example record.

    .venv/bin/python docs/screenshots.py [RECORD]

Needs Chromium (Debian's). Without RECORD the shipped examples are
read first.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from onrecord.app.record import open_record
from onrecord.web import server

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
EXAMPLES = HERE.parent / "examples" / "summits"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

WIDE, NARROW = (1280, 800), (360, 720)

Ask = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, how big, in which light, and the address that it is of."""

    name: str
    size: tuple[int, int]
    dark: bool
    address: str | Callable[[Ask], str]


def _patriot(ask: Ask) -> Any:
    rows = ask("/commitments?item=Patriot")["items"]
    return max(rows, key=lambda row: (len(row["by"]), row["origins"]))


def _report(ask: Ask) -> str:
    evidence = _patriot(ask)["evidence"]
    start, end = evidence["spans"][0]
    return f"/reports/{evidence['report']['id']}/{start}-{end}#c{start}-{end}"


def _commitment(ask: Ask) -> str:
    rows = ask("/commitments")["items"]
    best = max(rows, key=lambda row: (row["origins"], len(row["conditions"]), row["score"]))
    return f"/commitments/{best['id']}"


SHOTS = (
    Shot("brief-wide", WIDE, False, "/"),
    Shot("brief-wide-dark", WIDE, True, "/"),
    Shot("brief-narrow", NARROW, False, "/"),
    Shot("report-wide", WIDE, False, _report),
    Shot("report-wide-dark", WIDE, True, _report),
    Shot("report-narrow-dark", NARROW, True, _report),
    Shot("commitment-wide", WIDE, False, _commitment),
    Shot("commitment-narrow", NARROW, False, _commitment),
    Shot("commitments-narrow", NARROW, False, "/commitments?item=Patriot"),
    Shot("review-wide", WIDE, False, "/review"),
    Shot("review-narrow-dark", NARROW, True, "/review"),
)


@contextmanager
def served(record: Path, local: bool = True) -> Iterator[str]:
    """The record at an address of this machine; without `local` for those who have an account."""
    sock = server.bound("127.0.0.1", 0)
    config = uvicorn.Config(server.create_app(record, local), log_level="warning", access_log=False)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(timeout=20)
        sock.close()


def take(browser: Browser, site: str, shots: tuple[Shot, ...] = SHOTS) -> Iterator[Path]:
    """Take the pictures, and give the file of each."""

    def ask(path: str) -> Any:
        with urlopen(f"{site}/api/v1{path}", timeout=60) as answer:
            return json.load(answer)

    for shot in shots:
        context = browser.new_context(
            viewport={"width": shot.size[0], "height": shot.size[1]},
            color_scheme="dark" if shot.dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        context.set_default_timeout(120_000)
        page = context.new_page()
        address = shot.address if isinstance(shot.address, str) else shot.address(ask)
        page.goto(site + address)
        path = PICTURES / f"{shot.name}.png"
        page.screenshot(path=path)
        context.close()
        yield path


def main(arguments: list[str]) -> None:
    """Write the pictures and say how big they are."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = Path(arguments[0]) if arguments else Path(folder) / "record.db"
        if not arguments:
            with open_record(record) as opened:
                opened.read([EXAMPLES])
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        with served(record) as site:
            sizes = [path.stat().st_size for path in take(browser, site)]
        browser.close()
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes):,} bytes in {PICTURES}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
