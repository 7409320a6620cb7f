"""`need`, `coverage`, `conditions` and `balance --rates` as one types them."""

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

PLAN = ("need", "add", "pump", "5", "--per", "month", "--from", "2025-03-01", "--source", "plan A")


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


def told(record: Path, *words: str) -> str:
    result = typed(record, *words)
    assert result.exception is None, result.output
    return result.output


def test_a_need_is_stated_listed_weighed_and_withdrawn(record: Path) -> None:
    assert "5 pumps a month, from 2025-03-01; plan A" in told(record, *PLAN)
    assert "held already" in told(record, *PLAN)
    listed = told(record, "need", "list")
    assert "5 pumps a month" in listed and "plan A" in listed
    table = told(record, "coverage")
    assert "announced or further" in table and "up to 20" in table and "2025-07-01" in table
    steps = told(record, "coverage", "pump")
    assert "2025-06-30" in steps.split("by the end of")[1]
    identifier = json.loads(told(record, "need", "list", "--json"))[0]["id"]
    shown = told(record, "show", identifier[:8])
    assert "plan A" in shown
    gone = told(record, "need", "remove", identifier[:8], "--by", "Ada", "--reason", "dropped")
    assert "withdrawn by Ada: dropped" in gone
    assert "No needs" in told(record, "need", "list")
    assert "withdrawn by Ada: dropped" in told(record, "need", "list", "--all")
    assert "No needs" in told(record, "coverage")
    told(record, "rebuild")
    assert told(record, "check-record").strip() == "sound"


def test_json_has_all_of_it(record: Path) -> None:
    told(record, *PLAN)
    (row,) = json.loads(told(record, "coverage", "--json"))
    assert row["need"]["source"] == "plan A" and row["announced"]["there"]["max"] == 20
    assert row["delivered"]["first_short"] == {"earliest": "2025-03-01", "latest": "2025-03-01"}
    assert row["steps"][-1]["day"] == "2025-07-31"


def test_a_csv_of_needs_tells_its_findings(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "needs.csv"
    path.write_text("item,amount,from,source\npump,9,2025-01-01,B\npump,x,2025-01-01,B\n")
    result = typed(record, "need", "import", str(path))
    assert result.return_value == 1
    assert "1 new, 0 held already, 1 findings" in result.output
    assert "need-unreadable" in result.output


def test_what_cannot_be_meant_is_refused(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--record", str(record)]
    assert (
        run(["need", "add", "pump", "many", "--from", "2025-01-01", "--source", "s", *where]) == 2
    )
    assert "an amount is" in capsys.readouterr().err
    assert run(["need", "remove", "n1zz", "--by", "Ada", "--reason", "r", *where]) == 2
    assert "no need of this record" in capsys.readouterr().err


def test_the_export_has_the_needs(record: Path, tmp_path: Path) -> None:
    told(record, *PLAN)
    whole = json.loads(CliRunner().invoke(tree, ["export", "--record", str(record)]).output)
    (need,) = whole["needs"]
    assert (need["item"], need["per"], need["from"]) == ("pump", "month", "2025-03-01")
    assert (need["amount"], need["withdrawn"]) == ({"min": 5, "max": 5}, None)
    assert all(entity["ids"] == {} for entity in whole["entities"])
    told(record, "export", "--format", "csv", "--out", str(tmp_path / "tables"))
    line = (tmp_path / "tables" / "needs.csv").read_text().splitlines()[1]
    assert line.endswith("pump,5,5,month,2025-03-01,,,plan A,,")


def test_money_in_one_currency(record: Path, tmp_path: Path) -> None:
    known = typed(record, "balance", "USD", "--rates", "ecb")
    assert known.return_value == 0
    assert "USD" in known.output and "ECB" in known.output
    path = tmp_path / "rates.csv"
    path.write_text("date,currency,rate\n2025-03-12,UAH,40\n")
    hryvnia = typed(record, "balance", "UAH", "--rates", str(path))
    assert hryvnia.return_value == 0 and "UAH 120 million" in hryvnia.output
    unknown = typed(record, "balance", "GBP", "--rates", str(path))
    assert unknown.return_value == 1
    assert "rate-unknown" in unknown.output and "0 or more" not in unknown.output.split("At the")[1]


def test_conditions_and_paths(record: Path) -> None:
    table = told(record, "conditions")
    assert "until: until the harbour is safe" in table and "open" in table
    assert "No conditions" in told(record, "conditions", "--state", "met")
    assert "No accession paths" in told(record, "conditions", "--paths")
    assert json.loads(told(record, "conditions", "--json"))[0]["state"] == "open"
    assert json.loads(told(record, "conditions", "--paths", "--json")) == []
