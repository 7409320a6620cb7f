"""The file: made, found, refused, full, in use by others, read-only."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
from pathlib import Path

import pytest
from drawn_facts import at, report_and_reading
from sqlalchemy import event

from onrecord.domain.errors import (
    NotARecord,
    OnRecordError,
    RecordBusy,
    RecordFull,
    RecordTooNew,
)
from onrecord.record.sqlite import APPLICATION_ID, open_record
from onrecord.record.upgrading import SCHEMA

HERE = Path(__file__).parent
PATHS = f"import sys; sys.path[:0] = [{str(HERE.parent / 'contract')!r}]\n"


def run(script: str, *arguments: object, **options: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", PATHS + textwrap.dedent(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        **options,
    )


def test_a_file_is_made_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a name with ? and # and %20.db"
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
    with open_record(str(path)) as record:
        assert record.head() == 2
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    assert [p.name for p in tmp_path.iterdir()] == [path.name], "no log is left behind"


def test_a_record_in_memory() -> None:
    with open_record(":memory:") as record:
        record.append(report_and_reading(1), at(0))
        assert len(record.facts().reports) == 1
    assert not Path(":memory:").exists()


def test_places_that_are_no_record(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotARecord, match="there is no record"):
            open_record(missing, **options)
    assert not missing.exists()
    with pytest.raises(NotARecord, match="folder"):
        open_record(tmp_path)
    with pytest.raises(NotARecord, match="no folder"):
        open_record(tmp_path / "nowhere" / "r.db")
    text = tmp_path / "notes.txt"
    text.write_text("Not a record at all, just some notes.")
    with pytest.raises(NotARecord, match="not a record"):
        open_record(text)
    assert text.read_text().startswith("Not a record")
    false = tmp_path / "false.db"
    false.write_bytes(b"SQLite format 3\0" + b"\7" * 200)
    with pytest.raises(OnRecordError):
        open_record(false)
    other = tmp_path / "other.db"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE recipes (name)")
    raw.commit()
    raw.close()
    before = other.read_bytes()
    for options in ({}, {"read_only": True}):
        with pytest.raises(NotARecord, match="recipes"):
            open_record(other, **options)
    assert other.read_bytes() == before
    meta = tmp_path / "meta.db"
    raw = sqlite3.connect(meta)
    raw.executescript("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema', 'x')")
    raw.close()
    with pytest.raises(NotARecord):
        open_record(meta)


def test_an_empty_file_becomes_a_record_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotARecord, match="empty"):
            open_record(path, **options)
    open_record(path).close()
    assert path.stat().st_size > 0


def test_a_making_that_was_cut_short_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    assert path.stat().st_size > 0
    with pytest.raises(NotARecord):
        open_record(path, read_only=True)
    with open_record(path) as record:
        assert record.append(report_and_reading(1), at(0)).head == 2


def test_a_later_form_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    open_record(path).close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(SCHEMA + 1),))
    raw.commit()
    raw.close()
    before = path.read_bytes()
    for options in ({}, {"read_only": True}, {"create": False}):
        with pytest.raises(RecordTooNew, match="newer onrecord"):
            open_record(path, **options)
    assert path.read_bytes() == before


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
        with open_record(path, read_only=True) as reader:
            assert len(reader.facts().reports) == 1
            with pytest.raises(OnRecordError, match="written"):
                reader.append(report_and_reading(2), at(0))
            record.append(report_and_reading(2), at(0))
            assert len(reader.facts().reports) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX rights")
def test_files_and_folders_that_are_not_ours_to_write() -> None:
    script = """
        import os, sys
        from onrecord.domain.errors import OnRecordError
        from onrecord.record.sqlite import open_record
        open_record(":memory:").close()  # imports what it needs
        folder = sys.argv[1]
        if os.geteuid() == 0:  # root may write everywhere, nobody may not
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        with open_record(folder + "/r.db", read_only=True) as record:
            assert len(record.facts().reports) == 1 and record.search("lorries")
        for attempt in (
            lambda: open_record(folder + "/empty/new.db"),
            lambda: open_record(folder + "/r.db").append((), None),
        ):
            try:
                attempt()
            except OnRecordError as error:
                print(error)
            else:
                print("no error")
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-rights-"))
    places = (folder / "r.db", folder / "empty", folder)
    try:
        with open_record(places[0]) as record:
            record.append(report_and_reading(1), at(0))
        places[1].mkdir()
        for place, mode in zip(places, (0o444, 0o555, 0o555), strict=True):
            place.chmod(mode)
        done = run(script, folder)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert len(told) == 2
    assert all("cannot be opened or written" in line for line in told)


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
        limit = {"pages": 0}

        @event.listens_for(record.engine, "begin")
        def small(connection) -> None:
            if limit["pages"]:
                connection.exec_driver_sql(f"PRAGMA max_page_count = {limit['pages']}")

        with record.reading() as connection:
            limit["pages"] = connection.exec_driver_sql("PRAGMA page_count").scalar() + 8
        before = record.facts()
        facts = [fact for number in range(2, 80) for fact in report_and_reading(number, 50)]
        with pytest.raises(RecordFull, match="nothing of this append was stored"):
            record.append(facts, at(1))
        assert record.facts() == before and record.head() == 2
        limit["pages"] = 1 << 20
        assert len(record.append(facts, at(1)).new) == len(facts)
    from onrecord.record.check import check_record

    with open_record(path) as record:
        assert [f.code for f in check_record(record)] == ["index-stale"], "no keys were given"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file size")
def test_a_limit_on_the_file_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    script = """
        import resource, sys
        from drawn_facts import at, report_and_reading
        from onrecord.domain.errors import RecordFull
        from onrecord.record.sqlite import open_record
        record = open_record(sys.argv[1])
        record.append(report_and_reading(1), at(0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        facts = [fact for number in range(100) for fact in report_and_reading(number, 50)]
        try:
            record.append(facts, at(1))
        except RecordFull as error:
            print("full")
    """
    done = run(script, path)
    assert done.stdout == "full\n", done.stderr
    with open_record(path) as record:
        assert record.head() == 2
        assert len(record.facts().reports) == 1
        assert record.append(report_and_reading(2), at(2)).head == 4


def test_a_writer_that_is_killed_leaves_whole_appends(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    script = """
        import sys
        from drawn_facts import at, report_and_reading
        from onrecord.record.sqlite import open_record
        record = open_record(sys.argv[1])
        for number in range(10_000):
            record.append(report_and_reading(number), at(number))
            print(number, flush=True)
    """
    with subprocess.Popen(
        [sys.executable, "-c", PATHS + textwrap.dedent(script), str(path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 10:
                break
        process.kill()
    with open_record(path) as record:
        facts = record.facts()
        assert len(facts.reports) == len(facts.readings) >= 11
        assert record.head() == 2 * len(facts.reports)
        from onrecord.record.check import check_record

        assert {f.code for f in check_record(record)} == {"index-stale"}


def test_other_processes_read_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    script = """
        import sys, time
        from onrecord.record.sqlite import open_record
        with open_record(sys.argv[1], read_only=True) as record:
            last, looks = 0, 0
            while last < 20:
                facts = record.facts()
                assert len(facts.reports) == len(facts.readings) >= last
                assert record.search("lorries") or not facts.reports
                last, looks = len(facts.reports), looks + 1
        print(looks)
    """
    with open_record(path) as record:
        readers = [
            subprocess.Popen(
                [sys.executable, "-c", PATHS + textwrap.dedent(script), str(path)],
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for number in range(20):
            record.append(report_and_reading(number), at(number))
        for reader in readers:
            out, _ = reader.communicate(timeout=60)
            assert reader.returncode == 0 and int(out) >= 1


def test_two_processes_make_the_same_record_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.db" for number in range(2)]
    failed: list[BaseException] = []

    def make(gate: threading.Barrier, path: Path) -> None:
        try:
            gate.wait()
            with open_record(path) as record:
                record.append(report_and_reading(1), at(0))
        except BaseException as error:
            failed.append(error)

    for path in paths:
        gate = threading.Barrier(4)
        threads = [threading.Thread(target=make, args=(gate, path)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        with open_record(path) as record:
            assert record.head() == 2


def test_a_new_record_waits_for_another_that_is_being_made(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.touch()
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordBusy):
        open_record(path, wait=0.05)
    threading.Timer(0.3, lambda: raw.execute("ROLLBACK")).start()
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
        assert record.head() == 2
    raw.close()


def test_another_writer_is_named_when_it_holds_on(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    open_record(path).close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with open_record(path, wait=0.05) as record:
        with pytest.raises(RecordBusy, match="another process"):
            record.append(report_and_reading(1), at(0))
        raw.execute("ROLLBACK")
        raw.close()
        assert record.append(report_and_reading(1), at(0)).head == 2


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        for number in range(20):
            record.append(report_and_reading(number, 50), at(number))
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 : page * 4096 + 400] = b"\xff" * 400
    path.write_bytes(content)
    with pytest.raises(OnRecordError, match="damaged"), open_record(path) as record:
        record.facts()


def test_the_same_appends_give_the_same_rows(tmp_path: Path) -> None:
    dumps = []
    for name in "ab":
        path = tmp_path / f"{name}.db"
        with open_record(path) as record:
            for number in range(5):
                record.append(report_and_reading(number), at(number))
        raw = sqlite3.connect(path)
        names = [
            row[0]
            for row in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        dumps.append({n: raw.execute(f'SELECT * FROM "{n}"').fetchall() for n in names})
        raw.close()
    assert dumps[0] == dumps[1]


def test_any_sqlite_tool_shows_a_readable_record(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        record.append(report_and_reading(3, 5), at(0))
    raw = sqlite3.connect(path)
    assert raw.execute(
        "SELECT speakers, cue, content, kind, outlet, report FROM standing_statements"
    ).fetchall() == [
        (
            "Minister0 Of3",
            "said",
            "Land3 would send 2 lorries by Friday",
            "indirect",
            "Outlet 3",
            "report-3",
        )
    ]
    assert raw.execute(
        'SELECT outlet, published, stage, "by", quantity_min, quantity_unit, "when", score '
        "FROM standing_pledges WHERE quantity_min >= 2"
    ).fetchall() == [("Outlet 3", "2026-11-04", "announced", "Land3", 2, "lorry", "Friday", 0.5)]
    assert raw.execute("SELECT name, kind FROM standing_mentions").fetchall() == [
        ("Minister0 Of3", "person")
    ]
    raw.close()
