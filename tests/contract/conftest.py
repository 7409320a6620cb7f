"""The backends that every test of the contract runs on.

PostgreSQL: the server in ONRECORD_TEST_POSTGRES (a URL such as postgresql://user@host/db), or one
started for this run where its programs are installed; skipped otherwise.
"""

from __future__ import annotations

import glob
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.record.relational import RelationalRecord
from onrecord.record.sqlite import open_record

Opener = Callable[[], RelationalRecord]


@pytest.fixture(params=["sqlite", "postgres"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens one and the same record again and again; everything is closed at the end."""
    opened: list[RelationalRecord] = []
    if request.param == "sqlite":

        def open_one() -> RelationalRecord:
            opened.append(open_record(tmp_path / "record.db", wait=20))
            return opened[-1]

        yield open_one
    else:
        from onrecord.record import postgres

        url = request.getfixturevalue("postgres_schema")

        def open_one() -> RelationalRecord:
            opened.append(postgres.open_record(url, wait=20))
            return opened[-1]

        yield open_one
    for record in opened:
        record.close()


@pytest.fixture
def record(opener: Opener) -> RelationalRecord:
    """An empty record."""
    return opener()


_numbers = itertools.count()


@pytest.fixture
def postgres_schema(postgres_server: str) -> Iterator[str]:
    """A URL of a fresh, empty schema on the server."""
    import psycopg

    name = f"onrecord_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    joint = "&" if "?" in postgres_server else "?"
    yield f"{postgres_server}{joint}options=-csearch_path%3D{name}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra: postgres)")
    given = os.environ.get("ONRECORD_TEST_POSTGRES")
    if given:
        yield given
        return
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [
        str(Path(found).parent) for found in [shutil.which("initdb")] if found
    ]
    if not programs:
        pytest.skip("no PostgreSQL: set ONRECORD_TEST_POSTGRES to a URL, or install the server")
    user = {"user": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    if user:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [f"{programs[-1]}/{program}", *arguments],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            **user,
        )

    data = str(folder / "data")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8")
        run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
    except (subprocess.SubprocessError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL did not start: {error}; set ONRECORD_TEST_POSTGRES to a URL")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
