"""Every kind of damage is seen: the file is changed behind the record's back."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from drawn_facts import at, report_and_reading

from onrecord.domain.amounts import Amount
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.findings import CODES, Finding
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.words import Judgement, Period, Relation, Severity
from onrecord.record import schema
from onrecord.record.check import check_record
from onrecord.record.sqlite import open_record
from onrecord.record.store import Key

ONE, TWO = (report_and_reading(number, 10) for number in (1, 2))
FOUND = Finding("c", Severity.NOTE, "m", None, ONE[1].text.digest, ONE[1].text.quote(0, 6))
READING = replace(
    ONE[1],
    findings=(FOUND,),
    mentions=(
        replace(ONE[1].mentions[0], role=ONE[1].text.quote(0, 6)),
        *ONE[1].mentions[1:],
    ),
)
LEFT, RIGHT = READING.mentions[0], TWO[1].mentions[0]
LINK = Proposal(
    Relation.SAME_ENTITY, LEFT.id, RIGHT.id, 0.5, (Reason("name", 0.5, "a ~ b"),), "linker.1"
)
YES = Decision(
    LINK.id,
    Judgement.ACCEPT,
    "Ada",
    "the same",
    Anchor(LEFT.text, "mention", LEFT.quote.start, LEFT.quote.end),
    Anchor(RIGHT.text, "mention", RIGHT.quote.start, RIGHT.quote.end),
    Relation.SAME_ENTITY,
)

NEED = Need(Amount(Decimal(9), None, "lorry"), Period.WEEK, date(2026, 1, 1), None, None, "a plan")
GONE = Withdrawal(NEED.id, "Ada", "the plan was dropped")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sound") / "r.db"
    with open_record(place) as record:
        key = Key("report", "k", ONE[0].id, ONE[0].id)
        record.append([ONE[0], READING, *TWO, LINK, YES, NEED, GONE], at(0), [key])
    return place


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path))


def damage(path: Path, *statements: str, guards: bool = True) -> None:
    """Change the file with every trigger taken away, and (if `guards`) put back."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("BEGIN")
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        raw.execute(statement)
        assert "=" not in statement or raw.total_changes > 0
    if guards:
        for _, ddl in triggers:
            raw.execute(ddl)
    raw.execute("COMMIT")
    raw.close()


def codes(path: Path) -> set[str]:
    with open_record(path) as record:
        found = list(check_record(record))
    assert all(one.code in CODES and one.message and one.where for one in found)
    return {one.code for one in found}


def test_a_sound_record(path: Path) -> None:
    assert codes(path) == set()
    with open_record(path, read_only=True) as record:
        assert list(check_record(record)) == []


def test_an_empty_record_is_sound(tmp_path: Path) -> None:
    with open_record(tmp_path / "new.db") as record:
        assert list(check_record(record)) == []


def test_every_missing_guard_is_named(path: Path) -> None:
    damage(path, guards=False)
    with open_record(path) as record:
        found = [one for one in check_record(record) if one.code == "record-unguarded"]
    assert len(found) == 3 * len(schema.FACTS)
    assert any("pledges_no_delete" in one.message for one in found)


@pytest.mark.parametrize(
    ("code", "statements"),
    [
        ("text-changed", ["UPDATE texts SET content = replace(content, 'lorries', 'tankers')"]),
        ("text-changed", ["UPDATE texts SET normalisation = 'other'"]),
        ("quote-mismatch", ["UPDATE statements SET content = 'something else'"]),
        ("quote-mismatch", ["UPDATE statements SET source = NULL"]),
        ("quote-mismatch", ["UPDATE pledges SET evidence = 'something else'"]),
        ("quote-mismatch", ["UPDATE pledges SET quantity = '9 lorries'"]),
        ("quote-mismatch", ["UPDATE mentions SET quote = 'Somebody'"]),
        ("quote-mismatch", ["UPDATE reading_members SET role = 'King' WHERE role = 'Report'"]),
        ("id-mismatch", ["UPDATE mentions SET name = 'Somebody Else'"]),
        ("id-mismatch", ["UPDATE mentions SET start = 1, \"end\" = 5, quote = 'epor'"]),
        ("id-mismatch", ["UPDATE statements SET speakers = 'Somebody Else'"]),
        ("id-mismatch", ["UPDATE statements SET mode = 'denied'"]),
        ("id-mismatch", ["UPDATE pledges SET stage = 'fulfilled'"]),
        ("id-mismatch", ["UPDATE pledges SET quantity_min = 999"]),
        ("id-mismatch", ["UPDATE pledges SET \"by\" = 'Freedonia'"]),
        ("id-mismatch", ["UPDATE quantities SET min = min + 1"]),
        ("id-mismatch", ["UPDATE times SET relative = 'never'"]),
        ("id-mismatch", ["UPDATE reports SET outlet = 'Another' WHERE seq = 1"]),
        ("id-mismatch", ["UPDATE proposals SET relation = 'copy_of'"]),
        ("id-mismatch", ["UPDATE decisions SET judgement = 'reject'"]),
        ("id-mismatch", ["UPDATE needs SET min = 8"]),
        ("id-mismatch", ["UPDATE needs SET per = 'month'"]),
        ("id-mismatch", ["UPDATE needs SET start = '2026-01-02'"]),
        ("id-mismatch", ["UPDATE withdrawals SET actor = 'Bo'"]),
        ("fact-unreadable", ["UPDATE needs SET start = 'spring'"]),
        ("fact-missing", ["DELETE FROM needs"]),
        ("reference-missing", ["UPDATE withdrawals SET need = 'n1nothing'"]),
        ("id-mismatch", ["UPDATE findings SET message = 'nothing'"]),
        ("id-mismatch", ["UPDATE readings SET maker = 'reader.9' WHERE seq = 2"]),
        ("fact-unreadable", ["UPDATE pledges SET stage = 'dreamt'"]),
        ("fact-unreadable", ["UPDATE statements SET content_spans = '9000-9001'"]),
        ("fact-unreadable", ["UPDATE statements SET content_spans = 'x'"]),
        ("fact-unreadable", ["UPDATE proposals SET reasons = '{'"]),
        ("fact-missing", ["DELETE FROM decisions"]),
        ("fact-missing", ["DELETE FROM proposals"]),
        ("fact-missing", ["DELETE FROM reading_members WHERE kind = 'pledge'"]),
        ("fact-missing", ["DELETE FROM log WHERE kind = 'decision'"]),
        ("fact-missing", ["UPDATE log SET id = 'r1other' WHERE seq = 1"]),
        ("seq-gap", ["DELETE FROM log WHERE seq = 5", "DELETE FROM proposals WHERE seq = 5"]),
        ("reference-missing", ["DELETE FROM statements"]),
        ("reference-missing", ["DELETE FROM mentions WHERE seq = 4"]),
        ("reference-missing", ["UPDATE proposals SET \"left\" = 'm1nowhere'"]),
        ("reference-missing", ["UPDATE decisions SET left_text = 't1nowhere'"]),
        ("reference-missing", ["UPDATE reports SET text = 't1nowhere' WHERE seq = 1"]),
        ("record-damaged", ["DELETE FROM texts"]),
        ("index-stale", ["DELETE FROM search_lines WHERE kind = 'statement'"]),
        ("index-stale", ["INSERT INTO search_words (search_words) VALUES ('delete-all')"]),
        ("index-stale", ["DELETE FROM keys"]),
    ],
)
def test_damage_is_seen(path: Path, code: str, statements: list[str]) -> None:
    damage(path, *statements)
    assert code in codes(path)


def test_a_broken_page_is_seen(path: Path) -> None:
    with open_record(path) as record:
        for number in range(10, 40):
            record.append(report_and_reading(number, 50), at(0))
    content = bytearray(path.read_bytes())
    page = len(content) // 4096 - 20
    content[page * 4096 : page * 4096 + 2000] = b"\x5a" * 2000
    path.write_bytes(content)
    with open_record(path) as record:
        assert "record-damaged" in {one.code for one in check_record(record)}


def test_a_report_whose_reading_never_came_is_a_warning(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        record.append([ONE[0]], at(0), [Key("report", "k", ONE[0].id, ONE[0].id)])
        (found,) = check_record(record)
    assert (found.code, found.severity) == ("reference-missing", Severity.WARNING)
    assert ONE[0].text in found.message
