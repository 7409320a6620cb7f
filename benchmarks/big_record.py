"""A record of any size, written straight as facts: 100,000 reports in minutes, in bounded memory.

python benchmarks/big_record.py /tmp/big/100k.db 100000 --base 400 --cache /tmp/big/base-400.pickle

Some hundred made reports are read and linked as `onrecord read` does it (kept in the cache file).
The record is these, and then "era" after era the same reports under other names, words and numbers
(`add_one.era_words`) with the links of the base: ids are made anew from what was renamed. The
lands are the same ones in every era, and linked; one report of each era is in a story with the one
before it. Reasons of links are cut to the two that weigh most. With --keys blocking keys are made
as linking makes them, which takes longer than all else; without, `onrecord rebuild` does it.

What linking itself finds between reports so renamed is nearly that: of 90 reports the last 30 got
1,943 accepted links from linking and 2,137 here, 1,762 of them the same ones (2026-11).

The tables are filled past the record's own append (which would take five times as long): triggers
and indexes are taken away and put back as they were; `check-record` finds nothing to say.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import multiprocessing
import pickle
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from add_one import Links, _decided, _heads, _things, era_words, links_of
from made_readings import Pair, _names, _renamed
from made_reports import LANDS
from read_many import _base

from onrecord.app import wiring
from onrecord.domain.annotations import Mention, Reading
from onrecord.domain.decisions import Anchor, Decision, anchor_of
from onrecord.domain.ids import RECIPE, canonical
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Relation
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record import derived, rows, schema
from onrecord.record.dialects import _sqlite_insert
from onrecord.record.search import lines_of_reading, lines_of_report, lines_of_text, tokens

START = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 100
"""Reports whose rows go over to the writer together."""

SORTED = 2_000_000
"""Blocking keys that are put in order together before they are written."""

REASONS = 2
"""Reasons of a link that are kept."""

ID = 22
"""Characters of an id."""

Key = tuple[str, str, str]
Row = tuple[Any, ...]
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Base:
    """What was read and linked once: reports and their links."""

    pairs: list[Pair]
    links: Links


def base_of(count: int, cache: Path | None) -> Base:
    """A base of so many reports; from the cache, if it is there."""
    if cache is not None and cache.exists():
        return Base(*pickle.loads(cache.read_bytes()))
    with tempfile.TemporaryDirectory() as folder:
        pairs = _base(Path(folder), count, 2)
    made = Base(pairs, links_of(pairs))
    if cache is not None:
        cache.write_bytes(pickle.dumps((made.pairs, made.links)))
    return made


# -- eras


def word_of(era: int, names: frozenset[str]) -> Callable[[str], str]:
    """What every word is called in an era; in the first, what it is called."""
    return era_words(era, names) if era else lambda old: old


def era(base: Base, number: int, word: Callable[[str], str]) -> Iterator[Pair]:
    """The reports of an era, one by one."""
    days = [date.fromisoformat(str(report.published)[:10]) for report, _ in base.pairs]
    length = (max(days) - min(days)).days + 1
    for place, pair in enumerate(base.pairs):
        if not number:
            yield pair
            continue
        day = (days[place] + timedelta(days=number * length)).isoformat()
        yield _renamed(*pair, word, f"made-{number * len(base.pairs) + place:07}", day)


# -- ids, fast: the canonical bytes of a link with its sides left open


def _id(letter: str, body: bytes) -> str:
    digest = base64.b32encode(hashlib.sha256(body).digest()[:15])[:20]
    return f"{letter}{RECIPE}{digest.decode().lower()}"


class _Link:
    """A proposal of the base and the decision on it, as rows for other sides."""

    def __init__(self, proposal: Proposal, decision: Decision) -> None:
        kept = replace(proposal, reasons=proposal.reasons[:REASONS])
        told = replace(decision, reason=decision.reason.partition(":")[0])
        self.left, self.right = proposal.left, proposal.right
        values = _VALUES["proposals"][1](rows.proposal_row(kept, 0))
        self._proposal = (values[2], *values[5:])
        self._decision = tuple(_VALUES["decisions"][1](rows.decision_row(told, 0)))[3:8]
        whole = canonical(
            ("proposal", kept.relation, kept.left, kept.right, kept.value, kept.maker)
        )
        framed = [b"s%d:%b" % (ID, side.encode()) for side in (kept.left, kept.right)]
        before, _, rest = whole.partition(framed[0])
        between, _, after = rest.partition(framed[1])
        assert kept.id == _id("l", whole)
        self._parts = (before, between, after)
        self._about = (
            canonical("decision"),
            b"".join(
                map(
                    canonical,
                    (told.judgement, told.actor, told.reason, told.relation, told.value),
                )
            ),
        )

    def rows(self, left: Any, right: Any, seq: int, seen: int) -> tuple[Row, Row]:
        """The rows of the proposal (at `seq`) and the decision (at the next) on these two."""
        one, two, three = self._parts
        sides = [b"s%d:%b" % (ID, side.id.encode()) for side in (left, right)]
        proposed = _id("l", one + sides[0] + two + sides[1] + three)
        kind, told = self._about
        body = kind + b"s%d:%b" % (ID, proposed.encode()) + told + canonical(seen)
        decided = _id("j", b"l%d:%b" % (len(body), body))
        relation, *rest = self._proposal
        a, b = anchor_of(left), anchor_of(right)
        return (
            (seq, proposed, relation, left.id, right.id, *rest),
            (seq + 1, decided, proposed, *self._decision, seen, *_anchored(a), *_anchored(b)),
        )


def _anchored(anchor: Anchor) -> Row:
    return (anchor.text, anchor.kind, anchor.start, anchor.end)


# -- rows


class Rows:
    """Reports as rows of the record's tables, in the order in which `onrecord read` writes them."""

    def __init__(self) -> None:
        self.seq = 0
        self.line = 0
        self._number = 0
        self._when = ""
        self._texts: set[str] = set()
        self._linked: set[str] = set()
        self.tables: Tables = {}

    def take(self) -> Tables:
        """The rows since the last time."""
        tables, self.tables = self.tables, {}
        return tables

    def _put(self, name: str, row: rows.Row) -> None:
        values = _VALUES[name][1](row)
        self.tables.setdefault(name, []).append(tuple(values))

    def _log(self, identifier: str, kind: str) -> int:
        self.seq += 1
        self.tables.setdefault("log", []).append((self.seq, identifier, kind, self._when))
        return self.seq

    def report(
        self,
        pair: Pair,
        links: Sequence[tuple[_Link, Any, Any]],
        keys: Sequence[tuple[str, str, str]],
    ) -> None:
        """A report, its reading, its links and its blocking keys."""
        report, reading = pair
        self._number += 1
        when = START + timedelta(seconds=self._number)
        self._when = when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        seen = self.seq
        at = self._log(report.id, "report")
        self._put("reports", rows.report_row(report, at))
        lines = list(lines_of_report(report))
        if reading.text.digest not in self._texts:
            self._texts.add(reading.text.digest)
            lines += self._reading(reading)
        for line in lines:
            self.line += 1
            row = {"nr": self.line, "kind": line.kind, "id": line.id, "text": line.text}
            self._put("search_lines", row)
            words = " ".join(tokens(line.words))
            self.tables.setdefault("search_words", []).append((self.line, words))
        for link, left, right in links:
            proposal, decision = link.rows(left, right, self.seq + 1, seen)
            if proposal[1] in self._linked:
                continue
            self._linked.add(proposal[1])
            self._log(proposal[1], "proposal")
            self._log(decision[1], "decision")
            self.tables.setdefault("proposals", []).append(proposal)
            self.tables.setdefault("decisions", []).append(decision)
        held = self.tables.setdefault("keys", [])
        held += {(kind, derived.short(key), at, name) for kind, key, name in keys}

    def era(self) -> None:
        """Forget what only one era can hold twice."""
        self._linked.clear()
        self._texts.clear()

    def _reading(self, reading: Reading) -> list[Any]:
        at = self._log(reading.id, "reading")
        self._put("texts", rows.text_row(reading.text, at))
        self._put("readings", rows.reading_row(reading, at))
        for kind, items in rows.layers(reading):
            table = schema.ANNOTATIONS[kind].name
            for item in {item.id: item for item in items}.values():
                self._put(table, rows.annotation_row(item, at))
        for finding in {found.id: found for found in reading.findings}.values():
            self._put("findings", rows.finding_row(finding, at))
        for row in rows.member_rows(reading, at):
            self._put(schema.members.name, row)
        return [*lines_of_text(reading.text), *lines_of_reading(reading)]


_TABLES = (*schema.FACTS, derived.search_lines)
_VALUES = {table.name: _sqlite_insert(table) for table in _TABLES}


def made(base: Base, count: int, keys: bool = False) -> Iterator[Tables]:
    """The rows of so many reports, some reports at a time."""
    names = _names(base.pairs)
    links = {
        report: [_Link(proposal, decision) for proposal, decision in told]
        for report, told in base.links.items()
    }
    out = Rows()
    lands: dict[str, Mention] = {}
    before: Report | None = None
    number = 0
    while number * len(base.pairs) < count:
        word = word_of(number, names)
        things: dict[str, Any] = {}
        for place, pair in enumerate(era(base, number, word)):
            if number * len(base.pairs) + place >= count:
                break
            for old, new in zip(_things(base.pairs[place]), _things(pair), strict=True):
                things[old.id] = new
            told = [
                (link, things[link.left], things[link.right])
                for link in links.get(base.pairs[place][0].id, ())
            ]
            if number:
                told += _between(pair, place, lands, before)
            lands.update((m.name, m) for m in _heads(pair[1].mentions) if m.name in LANDS)
            before = pair[0]
            out.report(pair, told, list(propose.keys(ReadReport(*pair))) if keys else ())
            if place % CHUNK == CHUNK - 1:
                yield out.take()
        yield out.take()
        out.era()
        propose.forget()
        number += 1


def _between(
    pair: Pair, place: int, lands: dict[str, Mention], before: Report | None
) -> list[tuple[_Link, Any, Any]]:
    """The links of a report to earlier eras."""
    report, reading = pair
    found: list[tuple[_Link, Any, Any]] = []
    pairs: list[tuple[Relation, Any, Any]] = [
        (Relation.SAME_ENTITY, mention, lands[mention.name])
        for mention in _heads(reading.mentions)
        if mention.name in lands
    ]
    if not place and before is not None:
        pairs.append((Relation.SAME_STORY, report, before))
    for relation, left, right in pairs:
        proposal, decision = _decided(relation, left, right)
        found.append((_Link(proposal, decision), left, right))
    return found


# -- the file


def write(path: Path, chunks: Iterator[Tables]) -> None:
    """A new record of these rows."""
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    wiring.open_writer(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1500000"):
        connection.execute(f"PRAGMA {pragma}")
    aside = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql "
        "IS NOT NULL ORDER BY rowid"
    ).fetchall()
    for kind, name, _ in aside:
        connection.execute(f'DROP {kind} "{name}"')
    keys: list[tuple[Any, ...]] = []
    began, reports = time.perf_counter(), 0
    connection.execute("BEGIN")
    for tables in chunks:
        for table in _TABLES:
            if told := tables.get(table.name):
                connection.executemany(_VALUES[table.name][0], told)
        words = tables.get("search_words", ())
        connection.executemany("INSERT INTO search_words (rowid, words) VALUES (?, ?)", words)
        keys += tables.get("keys", ())
        if len(keys) > SORTED:
            _keys(connection, keys)
        reports += len(tables.get("reports", ()))
        if reports % 5000 == 0:
            rate = reports / (time.perf_counter() - began)
            print(f"{reports} reports, {rate:.0f}/s", flush=True)
    _keys(connection, keys)
    connection.execute("COMMIT")
    for _, _, sql in aside:
        connection.execute(sql)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _keys(connection: sqlite3.Connection, keys: list[tuple[Any, ...]]) -> None:
    keys.sort()
    connection.executemany(
        "INSERT OR IGNORE INTO keys (kind, key, report, id) VALUES (?, ?, ?, ?)", keys
    )
    keys.clear()


def apart(base: Base, count: int, keys: bool = False) -> Iterator[Tables]:
    """`made`, in a process of its own."""
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue(maxsize=4)
    process = context.Process(target=_produce, args=(base, count, keys, queue))
    process.start()
    while (tables := queue.get()) is not None:
        yield pickle.loads(tables)
    process.join()


def _produce(base: Base, count: int, keys: bool, queue: Any) -> None:
    for tables in made(base, count, keys):
        queue.put(pickle.dumps(tables, protocol=5))
    queue.put(None)


def main() -> None:
    """Write the record and print what is in it."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("path", type=Path)
    parse.add_argument("count", type=int)
    parse.add_argument("--base", type=int, default=400)
    parse.add_argument("--cache", type=Path)
    parse.add_argument("--keys", action="store_true")
    told = parse.parse_args()
    base = base_of(told.base, told.cache)
    began = time.perf_counter()
    write(told.path, apart(base, told.count, told.keys))
    seconds = time.perf_counter() - began
    connection = sqlite3.connect(told.path)
    counts = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("reports", "statements", "pledges", "decisions")
    }
    print(json.dumps(counts | {"seconds": round(seconds), "MB": told.path.stat().st_size >> 20}))


if __name__ == "__main__":
    main()
