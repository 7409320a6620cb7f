"""A real browser on a real server: pages that log an error or ask outside fail their test."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from onrecord.app import wiring
from onrecord.app.record import open_record

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parents[1] / "docs"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

from screenshots import served  # noqa: E402
from watching import WIDE, Opening, Watch  # noqa: E402

PATIENCE = 60_000
"""ms that a page may take on a machine that has other work; as a rule it takes 100."""

expect.set_options(timeout=PATIENCE)

EXAMPLES = HERE.parents[1] / "examples" / "summits"

CHROMIUM = next(
    (
        path
        for path in (
            os.environ.get("CHROMIUM"),
            "/usr/bin/chromium",
            shutil.which("chromium"),
            shutil.which("google-chrome"),
        )
        if path and Path(path).is_file()
    ),
    None,
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; one a file, because while it runs this thread is taken for its events."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium, or name one in $CHROMIUM")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


DAYS = (
    (datetime(2026, 11, 1, 9, tzinfo=UTC), "2023-07-12"),
    (datetime(2026, 11, 5, 9, tzinfo=UTC), "9999"),
)
"""When which of the examples came in: those of the first days of the summit, then all the others,
some of which tell of the same matters."""


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the shipped examples, read on two days, once for all tests."""
    folder = tmp_path_factory.mktemp("example")
    lines = (EXAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    path = folder / "record.db"
    with pytest.MonkeyPatch.context() as patch, open_record(path) as record:
        for day, until in DAYS:
            patch.setattr(wiring, "now", lambda day=day: day)
            some = folder / "reports.jsonl"
            chosen = [line for line in lines if json.loads(line)["published"] < until]
            some.write_text("\n".join(chosen), encoding="utf-8")
            record.read([some], workers=1)
        some.unlink()
    return path


@pytest.fixture(scope="session")
def site(example: Path) -> Iterator[str]:
    """The example as a site that tests only read."""
    with served(example) as address:
        yield address


@pytest.fixture
def desk(example: Path, tmp_path: Path) -> Iterator[str]:
    """The example as a site that a test may change."""
    for file in example.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    with served(tmp_path / example.name) as address:
        yield address


@pytest.fixture
def opening(chromium: Browser) -> Iterator[Opening]:
    """Opens a page in a browser of its own; every one is watched until the test is over."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def make(
        width: dict[str, int] = WIDE,
        dark: bool = False,
        script: bool = True,
        refused: Container[int] = (),
        **more: object,
    ) -> Page:
        context = chromium.new_context(
            viewport=width,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="en-GB",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        opened.append((context, Watch(context, refused)))
        return context.new_page()

    yield make
    for context, _ in opened:
        context.close()
    faults = [fault for _, watch in opened for fault in watch.faults]
    assert not faults, faults


@pytest.fixture
def page(opening: Opening) -> Page:
    """A page as most people see it: wide, light, with scripts."""
    return opening()
