"""Readers are never held up and never see half an append; writers wait for each other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from drawn_facts import at, report_and_reading

from onrecord.domain.errors import RecordBusy
from onrecord.record.relational import RelationalRecord


def pairs(numbers: range) -> list:
    return [report_and_reading(number) for number in numbers]


def test_readers_see_whole_appends_while_a_writer_appends(opener) -> None:
    writer, reader = opener(), opener()
    done = threading.Event()
    seen: list[int] = []

    def watch() -> None:
        last = 0
        while not done.is_set() or last == 0:
            facts = reader.facts()
            assert len(facts.reports) % 5 == 0
            assert {r.fact.text for r in facts.reports} == set(facts.readings)
            assert len(facts.reports) >= last
            last = len(facts.reports)
            seen.append(last)

    with ThreadPoolExecutor(3) as pool:
        watching = [pool.submit(watch) for _ in range(2)]
        for start in range(0, 60, 5):
            writer.append([fact for pair in pairs(range(start, start + 5)) for fact in pair], at(0))
        done.set()
        for one in watching:
            one.result(timeout=60)
    assert len(reader.facts().reports) == 60


def test_writers_take_turns_and_seq_has_no_gap(opener) -> None:
    records = [opener() for _ in range(3)]

    def write(index: int) -> None:
        for number in range(index, 30, 3):
            records[index].append(report_and_reading(number), at(number))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    facts = records[0].facts()
    seqs = [r.seq for r in facts.reports] + [r.seq for r in facts.readings.values()]
    assert sorted(seqs) == list(range(1, 61))


def test_the_same_facts_from_two_writers_are_stored_once(opener) -> None:
    records = [opener() for _ in range(2)]
    facts = [fact for pair in pairs(range(5)) for fact in pair]

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda record: record.append(facts, at(0)), records))
    assert sorted(len(one.new) for one in done) == [0, 10]
    assert records[0].head() == 10


def test_a_second_writer_is_told_to_wait(opener) -> None:
    first: RelationalRecord = opener()
    second = impatient(opener)
    try:
        with first.writing(), pytest.raises(RecordBusy, match="wait"):
            second.append(report_and_reading(1), at(0))
        assert second.head() == 0
        assert second.append(report_and_reading(1), at(0)).head == 2
    finally:
        second.close()


def impatient(opener) -> RelationalRecord:
    """The same record, opened by one who does not wait."""
    from onrecord.record import postgres, sqlite

    record = opener()
    if record.backend.name == "sqlite":
        return sqlite.open_record(record.where, wait=0.05)
    url = record.engine.url.render_as_string(hide_password=False)
    return postgres.open_record(url, wait=0.05)


def test_an_unchanging_view_lasts_as_long_as_it_is_open(opener) -> None:
    writer, reader = opener(), opener()
    writer.append(report_and_reading(1), at(0))
    with reader.reading() as connection:
        from onrecord.record.facts import Loader

        before = Loader(connection).facts(None)
        writer.append(report_and_reading(2), at(1))
        assert Loader(connection).facts(None) == before
    assert len(reader.facts().reports) == 2


def test_half_an_append_is_nothing(record: RelationalRecord) -> None:
    class Broken(Exception):
        pass

    def facts():
        yield from report_and_reading(1)
        raise Broken

    with pytest.raises(Broken):
        record.append(facts(), at(0))
    wrong = replace(report_and_reading(2)[0], given=7)  # fails only inside the database
    with pytest.raises(Exception):  # noqa: B017 - the driver's own
        record.append([*report_and_reading(1), wrong], at(0))
    assert record.head() == 0
    assert record.append(report_and_reading(1), at(0)).head == 2
