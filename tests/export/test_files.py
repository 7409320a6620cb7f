"""Exports: stable, complete, and safe to open."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from memory import Memory
from paper import Paper
from summit import summit

from onrecord.domain.times import AsOf
from onrecord.export.flat import COLUMNS, flat_tables
from onrecord.export.frames import frame, frames
from onrecord.export.jsonl import jsonl
from onrecord.export.parquet import write_parquet
from onrecord.export.record_json import record_json
from onrecord.export.tables_csv import cell, tables_csv
from onrecord.views.tables import balance, commitments, disputes, entities, said


def test_the_same_record_gives_the_same_bytes() -> None:
    assert record_json(summit()[1]) == record_json(summit()[1])
    assert tables_csv(summit()[1]) == tables_csv(summit()[1])


def test_json_lines_hold_what_the_json_holds() -> None:
    _, memory = summit()
    record = json.loads(record_json(memory))
    lines = [json.loads(line) for line in jsonl(memory)]
    for table, rows in record.items():
        told = [
            {k: v for k, v in line.items() if k != "table"}
            for line in lines
            if line["table"] == table
        ]
        assert told == rows


def test_every_table_is_there_with_its_columns() -> None:
    _, memory = summit()
    record = json.loads(record_json(memory))
    for name, columns, rows in flat_tables(memory):
        assert columns == list(COLUMNS[name])
        if name in record and name != "disputes":
            assert len(rows) == len(record[name]) or name == "history"
    files = tables_csv(memory)
    assert set(files) == {f"{name}.csv" for name in COLUMNS}


def test_csv_is_read_back() -> None:
    _, memory = summit()
    rows = list(csv.DictReader(io.StringIO(tables_csv(memory)["commitments.csv"].decode())))
    pumps = rows[0]
    assert (pumps["by_names"], pumps["quantity_min"], pumps["unit"]) == (
        "Norland; Estmark",
        "10",
        "pump",
    )
    assert (pumps["stage"], pumps["on"], pumps["when"]) == ("announced", "2025-03-12", "2025-06")
    assert rows[1]["quantity_min"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert cell([f"{start}1+1", "x"]).startswith("'")


def test_a_formula_in_a_report_stays_text_in_the_file() -> None:
    paper = Paper()
    paper.page("=cmd()", "=HYPERLINK(1) they wrote.")
    told = tables_csv(Memory(paper.all()))["reports.csv"].decode()
    (row,) = csv.DictReader(io.StringIO(told, newline=""))
    assert (row["id"], row["text"]) == ("'=cmd()", "'=HYPERLINK(1) they wrote.")


def test_numbers_and_unknowns_in_cells() -> None:
    assert [cell(v) for v in (None, 5, -5, 2.5, True, [], "x")] == [
        "",
        "5",
        "-5",
        "2.5",
        "true",
        "",
        "x",
    ]


def test_frames_have_their_types_also_when_empty() -> None:
    full, empty = frames(summit()[1]), frames(Memory([]))
    for name in COLUMNS:
        assert full[name].schema == empty[name].schema
        assert empty[name].height == 0
    assert full["commitments"]["quantity_min"].to_list() == [10.0, None, 3_000_000.0]
    assert full["commitments"]["by_names"].to_list()[0] == ["Norland", "Estmark"]


def test_parquet_is_read_back(tmp_path: Path) -> None:
    _, memory = summit()
    paths = write_parquet(memory, tmp_path / "out" / "tables")
    assert [p.stem for p in paths] == list(COLUMNS)
    for path in paths:
        assert pl.read_parquet(path).equals(frames(memory)[path.stem])


def test_rows_of_every_view_become_a_frame() -> None:
    _, memory = summit()
    for rows in (
        commitments(memory),
        said(memory, ""),
        disputes(memory),
        entities(memory),
        balance(memory, "pump").rows,
    ):
        assert frame(rows).height == len(rows) > 0
    assert frame(()).height == 0


def test_an_export_as_of_then_holds_nothing_later() -> None:
    _, memory = summit()
    early = json.loads(record_json(memory, AsOf(known=2)))
    assert [r["id"] for r in early["reports"]] == ["s1"]
    assert early["disputes"] == []
    before = json.loads(record_json(memory, AsOf(on=date(2025, 3, 1))))
    assert (before["commitments"], before["utterances"]) == ([], [])
