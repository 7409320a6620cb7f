"""`export` as one types it: what it says where a place to write is missing or no good."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.app import wiring
from onrecord.cli.main import run


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    wiring.open_writer(path).close()
    return path


def refused(capsys: pytest.CaptureFixture[str], record: Path, *words: str) -> str:
    assert run(["export", "--record", str(record), *words]) == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return " ".join(told.split())


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_files_of_tables_want_a_folder(
    record: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    told = refused(capsys, record, "--format", form)
    assert f"--format {form} writes one file for each table, so it wants a folder" in told
    assert f"type: onrecord export --format {form} --out tables" in told
    told = refused(capsys, record, "--format", form, "--out", str(record))
    assert "is a file; type: --out tables" in told


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_one_file_is_not_written_over_a_folder(
    record: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    told = refused(capsys, record, "--format", form, "--out", str(record.parent))
    assert "writes one file" in told and f"--out {record.parent / f'record.{form}'}" in told


@pytest.mark.parametrize(("form", "below"), [("json", "missing/a"), ("csv", "record.db/a")])
def test_a_place_that_cannot_be_written_is_told_in_a_line(
    record: Path, capsys: pytest.CaptureFixture[str], form: str, below: str
) -> None:
    told = refused(capsys, record, "--format", form, "--out", str(record.parent / below))
    assert "Could not open file" in told
