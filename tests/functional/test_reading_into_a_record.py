"""`onrecord read` as a user meets it: again, killed, two at once, bad files, as of the past."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.app.record import open_record
from onrecord.cli.main import run
from onrecord.domain.errors import NotARecord, RecordTooNew

SENTENCES = (
    "Norvania will send {n} field hospitals to Ostland by the end of May, its foreign minister, "
    "Ida Lund, said on Monday.",
    '"We will not recognise the annexation," Lund told reporters in Brim.',
    "The Ostland government asked its neighbours for {n} generators.",
)


def write_reports(path: Path, count: int) -> Path:
    """`count` short reports, each of its own words, as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        for n in range(count):
            text = " ".join(SENTENCES).format(n=n + 2)
            line = {
                "id": f"r{n:03}",
                "text": f"Dispatch number {n} from Brim.\n\n{text}",
                "outlet": f"Outlet {n % 5}",
                "url": f"https://outlet{n % 5}.example/{n}",
                "published": f"2024-05-{n % 28 + 1:02}",
            }
            stream.write(json.dumps(line) + "\n")
    return path


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the wall-clock times, to compare two records."""
    connection = sqlite3.connect(path)
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'words%' "
            "AND name NOT LIKE 'search%'"
        )
    ]
    rows = {}
    for table in sorted(tables):
        columns = [
            name
            for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
            if name not in ("recorded_at", "row", "rowid", "id_row")
        ]
        listed = ", ".join(f'"{c}"' for c in columns)
        where = " WHERE key <> 'world_version'" if table == "meta" else ""
        rows[table] = sorted(connection.execute(f"SELECT {listed} FROM {table}{where}"), key=repr)
    connection.close()
    return rows


def test_reading_again_changes_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, path = write_reports(tmp_path / "in.jsonl", 4), tmp_path / "r.db"
    assert run(["read", str(reports), "--record", str(path), "--workers", "1"]) == 0
    before = dump(path)
    capsys.readouterr()
    assert run(["read", str(reports), "--record", str(path), "--workers", "1"]) == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert dump(path) == before


@pytest.mark.parametrize("after", [0.8, 1.6, 2.4])
def test_killed_and_started_again_is_the_same_record(tmp_path: Path, after: float) -> None:
    reports = write_reports(tmp_path / "in.jsonl", 25)
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    assert run(["read", str(reports), "--record", str(whole), "--workers", "1"]) == 0
    command = [sys.executable, "-m", "onrecord", "read", str(reports), "--workers", "1"]
    process = subprocess.Popen(
        [*command, "--record", str(broken)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert run(["read", str(reports), "--record", str(broken), "--workers", "1"]) == 0
    assert dump(broken) == dump(whole)


def test_many_processes_read_the_same_record(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in.jsonl", 8)
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    assert run(["read", str(reports), "--record", str(one), "--workers", "1"]) == 0
    assert run(["read", str(reports), "--record", str(two), "--workers", "2"]) == 0
    assert dump(one) == dump(two)


def test_one_bad_report_never_stops_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a_empty.txt").write_bytes(b"")
    (folder / "b_binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "c_latin.txt").write_bytes("Präsident Müller sagte zu. Es gilt.\n".encode("latin-1"))
    (folder / "d_quotes.txt").write_text('"We will send ten trucks, Lund said on Monday.\n')
    (folder / "e_nothing.txt").write_text("no sentence here at all just words\n")
    (folder / "f_page.html").write_text("<html><body><nav>Menu</nav></body></html>")
    (folder / "g_lines.jsonl").write_text(
        '{"id": "1"}\n{"id": "2", "text": "Norvania will send aid."}\n'
        '{"id": "2", "text": "Norvania will send no aid."}\nnot json\n'
        '{"id": "3", "text": "A\\u0000B will pay.", "published": "2999-01-01"}\n'
        '{"id": "4", "text": "\\u05e9\\u05dc\\u05d5\\u05dd \\u05e2\\u05d5\\u05dc\\u05dd."}\n'
    )
    path = tmp_path / "r.db"
    assert run(["read", str(folder), "--record", str(path), "--workers", "1"]) == 1
    told = capsys.readouterr().out
    assert "refused" in told
    with open_record(path, writable=False) as record:
        codes = {row.code for row in record.findings()}
    assert {
        "empty-file",
        "binary",
        "no-article",
        "json-without-text",
        "json-invalid",
        "duplicate-id",
        "date-in-future",
        "control-characters",
    } <= codes
    assert run(["check-record", "--record", str(path)]) == 0


def test_a_line_of_50_mb_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("w") as stream:
        stream.write('{"id": "a", "text": "Norvania will send aid."}\n{"id": "b", "text": "')
        for _ in range(50):
            stream.write("x" * 1_000_000)
        stream.write('"}\n{"id": "c", "text": "Ostland will pay."}\n')
    code = (
        "import resource, sys\n"
        "from onrecord.cli.main import run\n"
        f"code = run(['read', {str(path)!r}, '--record', {str(tmp_path / 'r.db')!r}, "
        "'--workers', '1'])\n"
        "print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    exit_code, megabytes = (int(part) for part in told.stdout.splitlines()[-1].split())
    assert exit_code == 1
    assert "too-long" in told.stdout
    assert "2 new" in told.stdout
    assert megabytes < 1_000


@pytest.mark.parametrize("content", [b"this is no database, only text" * 100, b"\x00" * 4096])
def test_a_file_that_is_no_record(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    assert run(["brief", "--record", str(path)]) == 2
    assert "record" in capsys.readouterr().err
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE kept (a)")
    connection.commit()
    connection.close()
    with pytest.raises(NotARecord):
        open_record(path)


def test_a_record_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    open_record(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(RecordTooNew):
        open_record(path)


def test_a_missing_record_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", "--record", str(tmp_path / "none.db")]) == 2
    assert "onrecord read" in capsys.readouterr().err


def test_a_second_writer_waits_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, path = write_reports(tmp_path / "in.jsonl", 1), tmp_path / "r.db"
    open_record(path).close()
    monkeypatch.setenv("ONRECORD_BUSY_SECONDS", "0.2")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert run(["read", str(reports), "--record", str(path), "--workers", "1"]) == 2
    assert capsys.readouterr().err.strip()
    holder.execute("ROLLBACK")
    holder.close()
    assert run(["read", str(reports), "--record", str(path), "--workers", "1"]) == 0


def test_the_past_never_shows_what_came_later(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        record.read([write_reports(tmp_path / "one.jsonl", 1)], workers=1)
        then = record.brief()
        moment = datetime.now(UTC)
        record.read([write_reports(tmp_path / "more.jsonl", 6)], workers=1)
        assert record.brief().counts != then.counts
        assert record.at(known=moment).brief() == then


def test_rebuild_proves_that_nothing_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, path = write_reports(tmp_path / "in.jsonl", 6), tmp_path / "r.db"
    run(["read", str(reports), "--record", str(path), "--workers", "1"])
    before = dump(path)
    capsys.readouterr()
    assert run(["rebuild", "--record", str(path)]) == 0
    assert "otherwise" not in capsys.readouterr().out
    assert dump(path) == before
    assert run(["check-record", "--record", str(path)]) == 0
