"""`queue`, `decide`, `undo` and `history` as one types them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

ROOMS = Path(__file__).resolve().parent.parent
for room in ("ledger", "views"):
    if str(ROOMS / room) not in sys.path:
        sys.path.append(str(ROOMS / room))

from summit import summit  # noqa: E402

from onrecord.app import wiring  # noqa: E402
from onrecord.app.ingest import refresh  # noqa: E402
from onrecord.cli.main import run, tree  # noqa: E402


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    store = wiring.open_writer(path)
    store.append(summit()[0].all(), datetime(2026, 11, 1, tzinfo=UTC))
    refresh(store)
    store.close()
    return path


def typed(record: Path, *words: str) -> Result:
    return CliRunner().invoke(tree, [*words, "--record", str(record)], standalone_mode=False)


def told(record: Path, *words: str):  # type: ignore[no-untyped-def]
    return json.loads(typed(record, *words, "--json").output)


def test_a_question_is_decided_and_taken_back(record: Path) -> None:
    (question,) = told(record, "queue", "--kind", "pledge")
    short = question["id"][:8]
    before = len(told(record, "commitments"))
    done = typed(record, "decide", short, "accept", "--reason", "it is one", "--name", "Ada")
    assert done.return_value == 0 and "recorded: j1" in done.output
    assert len(told(record, "commitments")) == before + 1
    assert told(record, "queue", "--kind", "pledge") == []
    (row,) = told(record, "history")
    assert (row["actor"], row["reason"], row["judgement"]) == ("Ada", "it is one", "accept")
    assert (
        typed(record, "undo", row["id"], "--reason", "it is none", "--name", "Bo").return_value == 0
    )
    assert len(told(record, "commitments")) == before
    assert "taken back" in typed(record, "history").output
    assert len(told(record, "history", "--all")) > 2


def test_a_second_coder_changes_nothing(record: Path) -> None:
    (question,) = told(record, "queue", "--kind", "pledge")
    before = told(record, "commitments")
    typed(record, "decide", question["id"], "accept", "--reason", "x", "--name", "Bo", "--second")
    assert told(record, "commitments") == before
    assert told(record, "history")[0]["actor"] == "second:Bo"


def test_what_cannot_be_decided_is_told(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--record", str(record)]
    assert run(["decide", "l1zz", "accept", "--reason", "x", *where]) == 2
    assert "no line of the record" in capsys.readouterr().err
    (question,) = told(record, "queue", "--kind", "pledge")
    assert run(["decide", question["id"], "accept", "--reason", " ", "--name", "A", *where]) == 2
    assert "wants a reason" in capsys.readouterr().err
    assert run(["undo", question["id"], "--reason", "x", "--name", "A", *where]) == 2
    assert "no decision" in capsys.readouterr().err
