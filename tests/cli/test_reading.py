"""`read` as one types it: what it says of files that are refused, once and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli.main import run

WORDS = "Norland will send 10 pumps to Estmark by June, its minister said on Monday."


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(WORDS, encoding="utf-8")
    return folder


def read(
    reports: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int | None, list[str]]:
    record = str(reports.parent / "record.db")
    code = run(["read", str(reports), "--record", record, "--workers", "1", *more])
    return code, capsys.readouterr().out.splitlines()


def refuse(reports: Path, count: int) -> None:
    for number in range(count):
        (reports / f"bad{number}.txt").write_text("", encoding="utf-8")


def test_refused_files_are_named_up_to_five_with_the_finding(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse(reports, 2)
    code, told = read(reports, capsys)
    assert code == 1 and "Read 3 reports: 1 new, 2 refused" in told[0]
    assert [line for line in told if line.startswith("Refused")] == [
        f"Refused: {reports / 'bad0.txt'} (empty-file)",
        f"Refused: {reports / 'bad1.txt'} (empty-file)",
    ]
    assert not [line for line in told if "Nothing" in line or "more refused" in line]
    refuse(reports, 7)
    code, told = read(reports, capsys)
    named = [line for line in told if line.startswith("Refused")]
    assert code == 1 and len(named) == 5
    assert [line.partition(":")[0] for line in named] == ["Refused again"] * 2 + ["Refused"] * 3
    assert "  and 2 more refused: onrecord findings" in told


def test_what_was_refused_before_is_refused_again_and_not_passed_over(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse(reports, 1)
    (reports / "good.txt").unlink()
    assert read(reports, capsys)[0] == 1
    code, told = read(reports, capsys)
    assert code == 1 and "Read 1 report: 0 new, 1 refused" in told[0]
    assert f"Refused again: {reports / 'bad0.txt'} (empty-file)" in told
    assert told[-1] == "Nothing was added. Mend what was refused, and read it again."
    code, told = read(reports, capsys, "--json")
    (refusal,) = json.loads("\n".join(told))["refusals"]
    assert refusal == {"where": str(reports / "bad0.txt"), "code": "empty-file", "again": True}


def test_nothing_is_refused_of_what_is_known(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(reports, capsys)[0] == 0
    code, told = read(reports, capsys)
    assert code == 0 and told[-1] == "Nothing changed: the record holds all of this already."
    refuse(reports, 1)
    assert read(reports, capsys)[0] == 1
    code, told = read(reports, capsys)
    assert code == 1 and "Nothing was added: the record holds the rest already." in told[-1]
