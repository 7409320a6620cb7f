"""Full text finds the same on every backend, and takes any input."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_facts import CHARACTERS, at, report_and_reading
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord.domain.annotations import Mention, Reading
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import MentionKind
from onrecord.record.store import Writer


def ids(record: Writer, words: str, *kinds: str) -> list[str]:
    return [hit.id for hit in record.search(words, kinds)]


def stored(record: Writer, content: str, title: str | None = None) -> Text:
    text = Text(content)
    record.append([Report(content[:20], text.digest, title=title), Reading(text, "m")], at(0))
    return text


@pytest.fixture
def filled(record: Writer) -> Writer:
    for number in range(4):
        record.append(report_and_reading(number, 15), at(number))
    return record


def test_each_kind_is_found_with_its_report_and_a_snippet(filled: Writer) -> None:
    report, reading = report_and_reading(2, 15)
    statement, pledge, mention = reading.statements[1], reading.pledges[1], reading.mentions[1]
    for words, kind, identifier in (
        ("minister1 of2 lorries", "statement", statement.id),
        ("land3 send 3", "pledge", pledge.id),
        ("Minister1 Of2", "mention", mention.id),
        ("lorries part 2", "report", report.id),
        ("report 2 land4", "text", reading.text.digest),
    ):
        hits = filled.search(words, [kind])
        assert identifier in [hit.id for hit in hits], words
        hit = next(hit for hit in hits if hit.id == identifier)
        assert (hit.kind, hit.report) == (kind, report.id)
        assert words.split()[0].casefold() in hit.snippet.casefold()
    assert {hit.kind for hit in filled.search("lorries")} == {
        "text",
        "report",
        "statement",
        "pledge",
    }


def test_all_words_phrases_and_beginnings(record: Writer) -> None:
    one = stored(record, "The council will send air-defence systems to the coast.").digest
    two = stored(record, "The coast guard will defend the air and send a council.").digest
    assert set(ids(record, "council coast")) == {one, two}
    assert ids(record, "air-defence") == [one]
    assert ids(record, '"send a council"') == [two]
    assert ids(record, '"send council"') == []
    assert set(ids(record, "defen*")) == {one, two}
    assert ids(record, "defen") == []
    assert ids(record, "council missing") == []
    assert ids(record, "COAST Guard") == [two]


def test_case_accents_and_width_do_not_matter(record: Writer) -> None:
    text = stored(record, "Łódź and Zürich met Volodímir in ＴＯＫＹＯ, said Straße 7.").digest
    for words in ("zurich", "ZÜRICH", "Zu\u0308rich", "volodimir", "tokyo", "strasse"):
        assert ids(record, words) == [text], words


def test_the_best_and_then_the_newest_come_first(record: Writer) -> None:
    filler = " and more was told of other matters" * 9
    told = [stored(record, f"{n} lorries{filler}") for n in range(3)]
    best = stored(record, "Lorries, lorries, lorries")
    last = stored(record, f"9 lorries{filler}")
    found = ids(record, "lorries", "text")
    assert found[0] == best.digest
    assert found[1:] == [t.digest for t in (last, *reversed(told))]
    assert len(record.search("lorries", limit=2)) == 2
    assert list(record.search("lorries", limit=0)) == []
    ranks = [hit.rank for hit in record.search("lorries", ["text"])]
    assert ranks == sorted(ranks, reverse=True)


def test_a_name_is_found_once_and_with_its_role(record: Writer) -> None:
    text = Text("Minister Novak spoke. Novak left. Novak returned.")
    spots = [9, 22, 34]
    mentions = tuple(
        Mention(text.digest, text.quote(spot, spot + 5), MentionKind.PERSON, "Ada Novak")
        for spot in spots
    )
    mentions = (replace(mentions[0], role=text.quote(0, 8)), *mentions[1:])
    record.append([Reading(text, "m", mentions)], at(0))
    assert ids(record, "ada novak") == [mentions[0].id]
    assert record.search("novak minister", ["mention"])[0].snippet == "Ada Novak, Minister"
    assert record.search("novak minister", ["mention"])[0].report is None


def test_unknown_kinds_find_nothing(filled: Writer) -> None:
    assert list(filled.search("lorries", ["quantity"])) == []
    assert ids(filled, "lorries", "text", "nonsense") == ids(filled, "lorries", "text")


NASTY = [
    "",
    " ",
    '"',
    "'",
    "*",
    '"*"',
    "AND OR NOT",
    "NEAR(a b)",
    "lorries OR",
    "-lorries",
    "text:lorries",
    "^lorries",
    "{a b}: c",
    "a + b",
    "lorries\0",
    "\ud800 lorries",
    "'; DROP TABLE log; --",
    "lorries' & !x | <-> (",
    "\\",
    "%_",
    "\U0001f600",
    "x" * 5000,
    "lorries " * 5000,
    '"' * 999,
]


def test_any_input_is_safe(filled: Writer) -> None:
    for words in NASTY:
        filled.search(words)
        filled.search(words, ["statement"], 3)
        filled.near("statement", [words], 3)
        filled.find_report(words, words)
    assert len(filled.search("lorries")) > 4


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.text(CHARACTERS | st.sampled_from("\"*'()&|!:<>\\"), max_size=20))
def test_any_characters_are_safe(filled: Writer, words: str) -> None:
    filled.search(words)


@given(content=st.text(CHARACTERS, min_size=1, max_size=40), data=st.data())
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_text_is_found_by_its_own_words(
    record: Writer, content: str, data: st.DataObject
) -> None:
    from onrecord.record.search import tokens

    words = tokens(content)
    text = stored(record, content)
    if words:
        word = data.draw(st.sampled_from(words))
        assert text.digest in ids(record, word, "text")


def test_a_very_long_text_is_found_throughout(record: Writer) -> None:
    text = stored(record, "alpha " + "filler word " * 30_000 + " omega")
    assert ids(record, "alpha") == ids(record, "omega") == [text.digest]
    assert len(ids(record, "filler")) == 1
    assert "omega" in record.search("omega")[0].snippet


def test_what_was_read_again_otherwise_is_found_no_longer(record: Writer) -> None:
    report, reading = report_and_reading(1, 15)
    record.append([report, reading], at(0))
    gone, kept = reading.statements[0], reading.statements[1:]
    record.append([replace(reading, maker="reader.2", statements=kept)], at(1))
    found = ids(record, "lorries", "statement")
    assert gone.id not in found
    assert set(found) == {statement.id for statement in kept}


def test_full_text_is_there_again_after_the_derived_tables_were_dropped(filled: Writer) -> None:
    before = [filled.search(words) for words in ("lorries", "minister0", "land*")]
    filled.drop_world()
    assert [filled.search(words) for words in ("lorries", "minister0", "land*")] == before
    assert list(filled.near("statement", ["k"], 9)) == []
