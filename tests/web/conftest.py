"""Small records of an invented summit and of hostile reports, and browsers on them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

HERE = Path(__file__).resolve().parent
for room in ("ledger", "views", "web"):
    if str(HERE.parent / room) not in sys.path:
        sys.path.append(str(HERE.parent / room))

from hostile_record import FIRST, SECOND, hostile, write  # noqa: E402
from summit import summit  # noqa: E402

from onrecord.web import answers  # noqa: E402
from onrecord.web.server import create_app  # noqa: E402


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record that no test changes."""
    path = tmp_path_factory.mktemp("web") / "record.db"
    write(path, [(FIRST, summit()[0].all()), (SECOND, hostile().all())])
    return path


@pytest.fixture(scope="session")
def client(made: Path) -> Iterator[TestClient]:
    """A browser on this machine; it does not follow where it is sent."""
    with TestClient(
        create_app(made), base_url="http://localhost:8000", follow_redirects=False
    ) as opened:
        yield opened


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record that tests get a copy of."""
    path = tmp_path_factory.mktemp("small") / "record.db"
    write(path, [(FIRST, summit()[0].all())])
    return path


@pytest.fixture
def path(small: Path, tmp_path: Path) -> Path:
    """A record that a test may add to."""
    found = tmp_path / "record.db"
    for file in small.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return found


@pytest.fixture
def editor(path: Path) -> Iterator[TestClient]:
    """A browser on a record that may change."""
    with TestClient(
        create_app(path), base_url="http://localhost:8000", follow_redirects=False
    ) as opened:
        yield opened


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows from a decision is waited for, however slow the machine."""
    monkeypatch.setattr(answers, "PATIENCE", 60.0)
