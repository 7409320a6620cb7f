"""What many tests need: where other people's texts stand, and a record to fill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.app.record import Record, open_record

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts that belong to others."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the development data in {SHARED}, which is not part of the project")
    return SHARED


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with open_record(tmp_path / "record.db") as opened:
        yield opened
