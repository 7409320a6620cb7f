"""What a search finds: first what is called so, then what only its evidence tells; each once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from paper import Paper

from onrecord.app import wiring
from onrecord.app.ingest import refresh
from onrecord.app.record import Record, open_record
from onrecord.views.found import Found


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Two undertakings of pumps: of one the reports alone tell pumps, and tell them twice."""
    paper = Paper()
    first = paper.page(
        "a", "Norland will send spare gear for pumps, the old pumps and the pumps of Tolm."
    )
    second = paper.page("b", "Pumps, pumps and more pumps: Norland will send spare gear.")
    third = paper.page("c", "Estmark will lend ten pumps before the water comes over the dyke.")
    told = [
        page.pledge(words, ["Norland"], thing=thing)
        for page, words, thing in (
            (first, "Norland will send spare gear for pumps, the old pumps", "spare gear"),
            (second, "Pumps, pumps and more pumps: Norland will send spare gear", "spare gear"),
        )
    ]
    paper.accept("same_commitment", told[1], told[0])
    third.pledge("Estmark will lend ten pumps before the water comes", ["Estmark"], thing="pumps")
    first.name("Norland")
    path = tmp_path / "record.db"
    store = wiring.open_writer(path)
    store.append(paper.all(), datetime(2026, 11, 1, tzinfo=UTC))
    refresh(store)
    store.close()
    return open_record(path, writable=False)


def lines(record: Record, words: str, title: str) -> tuple[Found, ...]:
    with record:
        groups = {group.title: group.lines for group in record.found(words)}
    return groups.get(title, ())


def test_what_is_called_so_comes_first_and_each_line_once(record: Record) -> None:
    found = lines(record, "pumps", "Undertakings")
    assert [line.words.partition(":")[0] for line in found] == ["Estmark", "Norland"]
    assert found[0].sentence == ""
    assert found[1].sentence == "Norland will send spare gear for pumps, the old pumps"


@pytest.mark.parametrize(
    ("words", "first"),
    [("ten pum*", "Estmark"), ('"will lend"', "Estmark"), ("norland", "Norland")],
)
def test_beginnings_phrases_and_case(record: Record, words: str, first: str) -> None:
    assert lines(record, words, "Undertakings")[0].words.startswith(first)


def test_a_name_needs_no_sentence_and_a_text_has_one(record: Record) -> None:
    assert [line.sentence for line in lines(record, "norland", "Names")] == [""]


def test_of_a_report_the_title_or_the_words_in_the_text(record: Record) -> None:
    found = lines(record, "dyke", "Reports")
    assert [line.words for line in found] == ["On c"]
    assert "over the dyke" in found[0].sentence
