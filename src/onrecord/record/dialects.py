"""Where SQLite and PostgreSQL differ: refusing changes, full text, the writer's lock, faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import Connection, Table, UniqueConstraint, insert, text
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.domain.errors import NotARecord, OnRecordError, RecordBusy, RecordFull
from onrecord.record.rows import Row
from onrecord.record.search import Line, Term, tokens

REFUSED = "onrecord: facts are append-only"

RANKED = 2_000
"""Lines of one kind of question that are ranked, the newest: a common word stands in half of all
texts, and ranking all of 100,000 takes longer than a page may (2026-11)."""

Found = tuple[int, float]
"""A line of the index and how well it fits; more is better."""


class Backend(Protocol):
    """What a database must offer beside the common SQL."""

    @property
    def name(self) -> str:
        """As SQLAlchemy calls it."""
        ...

    @property
    def pulse(self) -> str:
        """What a connection asks to learn whether others wrote; "" where nothing tells."""
        ...

    def guards(self, table: Table) -> Mapping[str, str]:
        """The triggers (name -> DDL) that make the database refuse changes of a fact table."""
        ...

    def guarded(self, connection: Connection) -> set[str]:
        """The names of the triggers that are there."""
        ...

    def put(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows that are not there yet."""
        ...

    def fill(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert plain values, in the order of the columns; rows that are there are left alone."""
        ...

    def index(self, connection: Connection, lines: Sequence[tuple[int, Line]]) -> None:
        """Put numbered lines into the full-text index."""
        ...

    def empty_index(self, connection: Connection) -> None:
        """Take every line out of the full-text index."""
        ...

    def match(
        self, connection: Connection, terms: Sequence[Term], kinds: Sequence[str], limit: int
    ) -> list[Found]:
        """Lines of these kinds with all terms, best first, then the newest."""
        ...

    def lock(self, connection: Connection) -> None:
        """Make this transaction the only one that writes."""
        ...

    def sound(self, connection: Connection) -> Iterator[str]:
        """What the database's own check of its file has to say; nothing when all is well."""
        ...

    def fault(self, error: BaseException | None, where: str) -> OnRecordError | None:
        """A driver's error in our words, None when it is none that a user can act on."""
        ...


def _quoted(name: str) -> str:
    return '"' + name + '"'


_SQLITE = sqlite.dialect()


@cache
def _sqlite_insert(table: Table) -> tuple[str, Callable[[Row], list[Any]]]:
    """The INSERT of a table, and what makes its values of a row."""
    compiled = insert(table).compile(dialect=_SQLITE)
    names = compiled.positiontup or ()
    pick = itemgetter(*names)
    kinds = (table.c[name].type.dialect_impl(_SQLITE) for name in names)
    write = [
        (place, process)
        for place, kind in enumerate(kinds)
        if (process := kind.bind_processor(_SQLITE)) is not None
    ]

    def values(row: Row) -> list[Any]:
        found = list(pick(row))
        for place, process in write:
            if found[place] is not None:
                found[place] = process(found[place])
        return found

    return str(compiled), values


@dataclass(frozen=True, slots=True)
class SQLite:
    """Triggers that abort, FTS5, BEGIN IMMEDIATE."""

    name: str = "sqlite"
    pulse: str = "PRAGMA data_version"

    def guards(self, table: Table) -> Mapping[str, str]:
        """Against UPDATE, DELETE, and INSERT OR REPLACE (which SQLite runs without DELETE)."""
        keys = [[column.name for column in table.primary_key]]
        keys.extend(
            [column.name for column in constraint.columns]
            for constraint in sorted(
                (c for c in table.constraints if isinstance(c, UniqueConstraint)),
                key=lambda c: str(c.name),
            )
        )
        same = " OR ".join(
            f"EXISTS (SELECT 1 FROM {_quoted(table.name)} WHERE "
            + " AND ".join(f"{_quoted(name)} = NEW.{_quoted(name)}" for name in key)
            + ")"
            for key in keys
        )
        events = {"update": "UPDATE", "delete": "DELETE", "replace": "INSERT"}
        return {
            f"{table.name}_no_{word}": (
                f"CREATE TRIGGER {_quoted(f'{table.name}_no_{word}')} BEFORE {event} ON "
                f"{_quoted(table.name)} "
                + (f"WHEN {same} " if word == "replace" else "")
                + f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
            for word, event in events.items()
        }

    def guarded(self, connection: Connection) -> set[str]:
        """From sqlite_master."""
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        return {row[0] for row in connection.exec_driver_sql(query)}

    def put(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """By the driver's own executemany: a quarter less work for an append (2026-11)."""
        statement, values = _sqlite_insert(table)
        connection.exec_driver_sql(statement, [tuple(values(row)) for row in rows])

    def fill(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """By the driver's own executemany."""
        if not rows:
            return
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO {_quoted(table.name)} VALUES ({marks})", list(rows)
        )

    def index(self, connection: Connection, lines: Sequence[tuple[int, Line]]) -> None:
        """Into FTS5, as folded words."""
        connection.exec_driver_sql(
            "INSERT INTO search_words (rowid, words) VALUES (?, ?)",
            [(nr, " ".join(tokens(line.words))) for nr, line in lines],
        )

    def empty_index(self, connection: Connection) -> None:
        """With FTS5's own command for a table that keeps no content."""
        connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('delete-all')")

    def match(
        self, connection: Connection, terms: Sequence[Term], kinds: Sequence[str], limit: int
    ) -> list[Found]:
        """By BM25; every term is a quoted FTS5 string."""
        question = " ".join(
            '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "") for term in terms
        )
        rows = connection.exec_driver_sql(
            "SELECT nr, fit FROM (SELECT l.nr AS nr, -bm25(search_words) AS fit FROM search_words "
            "JOIN search_lines l ON l.nr = search_words.rowid "
            f"WHERE search_words MATCH ? AND l.kind IN ({', '.join('?' * len(kinds))}) "
            "ORDER BY search_words.rowid DESC LIMIT ?) ORDER BY fit DESC, nr DESC LIMIT ?",
            (question, *kinds, max(RANKED, limit), limit),
        )
        return [(nr, fit) for nr, fit in rows]

    def lock(self, connection: Connection) -> None:
        """Nothing more: the transaction began with BEGIN IMMEDIATE."""

    def sound(self, connection: Connection) -> Iterator[str]:
        """PRAGMA integrity_check and foreign_key_check."""
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                yield str(line)
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {row} of {table} names a row of {parent} that is not there"

    def fault(self, error: BaseException | None, where: str) -> OnRecordError | None:
        """By SQLite's error names."""
        name = str(getattr(error, "sqlite_errorname", ""))
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return RecordBusy(
                f"{where} is being written to by another process; wait until it is done, "
                "or give a longer waiting time"
            )
        if name in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE"):
            return RecordFull(
                f"{where} could not grow: the disk is full or a limit is reached; nothing of this "
                "append was stored. Make room and run the same again"
            )
        if name == "SQLITE_NOTADB":
            return NotARecord(f"{where} is not a record: expected an SQLite file of onrecord")
        if name.startswith("SQLITE_CORRUPT"):
            return OnRecordError(f"{where} is damaged ({error}); go back to a copy")
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            return OnRecordError(
                f"{where} cannot be opened or written ({error}); check that the file and its "
                "folder are yours to write, or open it for reading only"
            )
        if name.startswith("SQLITE_IOERR"):
            return OnRecordError(f"{where}: the disk reports an error ({error})")
        return None


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """Triggers that raise, tsvector, an advisory lock."""

    name: str = "postgresql"
    pulse: str = ""

    def guards(self, table: Table) -> Mapping[str, str]:
        """Against UPDATE, DELETE and TRUNCATE."""
        name = table.name
        return {
            f"{name}_no_change": (
                f"CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {_quoted(name)} "
                "FOR EACH ROW EXECUTE FUNCTION onrecord_refuse()"
            ),
            f"{name}_no_truncate": (
                f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {_quoted(name)} "
                "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse()"
            ),
        }

    def guarded(self, connection: Connection) -> set[str]:
        """From pg_trigger, in this schema, and only those that are switched on."""
        query = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND n.nspname = current_schema()"
        )
        return {row[0] for row in connection.execute(text(query))}

    def put(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """By SQLAlchemy's own batches."""
        connection.execute(insert(table), list(rows))

    def fill(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """By SQLAlchemy's own batches."""
        if not rows:
            return
        names = [column.name for column in table.columns]
        connection.execute(
            postgresql.insert(table).on_conflict_do_nothing(),
            [dict(zip(names, row, strict=True)) for row in rows],
        )

    def index(self, connection: Connection, lines: Sequence[tuple[int, Line]]) -> None:
        """As tsvector with positions; the words are cut and folded already."""
        connection.execute(
            text("INSERT INTO search_words (nr, words) VALUES (:nr, CAST(:words AS tsvector))"),
            [{"nr": nr, "words": _vector(tokens(line.words))} for nr, line in lines],
        )

    def empty_index(self, connection: Connection) -> None:
        """By DELETE, so that readers keep what they see."""
        connection.execute(text("DELETE FROM search_words"))

    def match(
        self, connection: Connection, terms: Sequence[Term], kinds: Sequence[str], limit: int
    ) -> list[Found]:
        """By ts_rank_cd, longer lines counting less."""
        question = " & ".join(
            "("
            + " <-> ".join(
                _lexeme(word) + (":*" if term.prefix and word is term.words[-1] else "")
                for word in term.words
            )
            + ")"
            for term in terms
        )
        rows = connection.execute(
            text(
                "SELECT l.nr, ts_rank_cd(w.words, q.q, 1) AS fit "
                "FROM (SELECT CAST(:question AS tsquery) AS q) q, search_words w "
                "JOIN search_lines l ON l.nr = w.nr "
                "WHERE w.words @@ q.q AND l.kind = ANY(:kinds) "
                "ORDER BY fit DESC, l.nr DESC LIMIT :limit"
            ),
            {"question": question, "kinds": list(kinds), "limit": limit},
        )
        return [(nr, float(fit)) for nr, fit in rows]

    def lock(self, connection: Connection) -> None:
        """An advisory lock of this schema, held to the end of the transaction."""
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtext('onrecord'), hashtext(current_schema()))")
        )

    def sound(self, connection: Connection) -> Iterator[str]:  # noqa: ARG002
        """Nothing: PostgreSQL's constraints hold, its files are its own matter (pg_amcheck)."""
        yield from ()

    def fault(self, error: BaseException | None, where: str) -> OnRecordError | None:
        """By SQLSTATE."""
        state = str(getattr(error, "sqlstate", None) or "")
        if state in ("55P03", "40P01", "40001"):
            return RecordBusy(
                f"{where} is being written to by another process; wait until it is done, "
                "or give a longer waiting time"
            )
        if state.startswith("53"):
            return RecordFull(
                f"{where} could not grow ({error}); nothing of this append was stored. "
                "Make room and run the same again"
            )
        if state.startswith(("08", "28", "3D", "57P")) or (error is not None and not state):
            return OnRecordError(f"{where} cannot be reached ({error}); check address and rights")
        if state in ("25006", "42501"):
            return OnRecordError(f"{where} cannot be written ({error}); check the rights")
        return None


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _vector(words: Sequence[str]) -> str:
    at: dict[str, list[int]] = {}
    for position, word in enumerate(words, 1):
        at.setdefault(word, []).append(min(position, 16383))
    return " ".join(
        f"{_lexeme(word)}:{','.join(map(str, found[:255]))}" for word, found in at.items()
    )
