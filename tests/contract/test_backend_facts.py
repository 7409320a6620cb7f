"""What goes in comes out: every fact, in order, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from drawn_facts import any_text, at, facts, readings, readings_of, report_and_reading
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Mention, Reading
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.errors import QuoteMismatch, UnknownId
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import Judgement, MentionKind, Period, Relation, Severity
from onrecord.record import candidates
from onrecord.record.store import Key, Writer

DAY = date(2026, 11, 1)

MANY = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@MANY
@given(given_facts=st.lists(facts, max_size=5, unique_by=lambda fact: fact.id))
def test_every_fact_comes_back_equal(record: Writer, given_facts: list) -> None:
    # the record lives on from example to example: an id that was there keeps its first fact
    done = record.append(given_facts, at(0))
    again = record.append(given_facts, at(9))
    assert again.new == () and set(again.known) == {fact.id for fact in given_facts}
    assert again.head == done.head == record.head()
    for fact in given_facts:
        recorded = record.get(fact.id)
        assert recorded is not None
        assert recorded.fact.id == fact.id
        if fact.id not in done.new:
            continue
        assert recorded.fact == fact
        if isinstance(fact, Reading):
            assert record.text(fact.text.digest) == fact.text
            assert record.facts(recorded.seq).readings[fact.text.digest] == recorded
            for item in fact.annotations:
                held = record.get(item.id)
                assert held is not None and item.id in {a.id for a in held.fact.annotations}
    held_facts = record.facts()
    everything = [
        *held_facts.reports,
        *held_facts.proposals,
        *held_facts.decisions,
        *record.needs(),
        *record.withdrawals(),
    ]
    assert {recorded.fact.id for recorded in everything} >= {
        fact.id for fact in given_facts if not isinstance(fact, (Reading, Finding))
    }
    for kind in (held_facts.reports, held_facts.proposals, held_facts.decisions):
        seqs = [recorded.seq for recorded in kind]
        assert seqs == sorted(set(seqs))


@MANY
@given(text=any_text)
def test_any_text_comes_back_character_by_character(record: Writer, text: Text) -> None:
    record.append([Reading(text, "m")], at(0))
    assert record.text(text.digest) == text


@settings(MANY, max_examples=5)
@given(first=readings, data=st.data())
def test_two_readings_of_one_text_share_what_they_share(
    opener, first: Reading, data: st.DataObject
) -> None:
    record = opener()
    other = data.draw(readings_of(first.text))
    run = record.head()
    first = replace(first, maker=f"first {run}")
    second = replace(
        other,
        maker=f"second {run}",
        mentions=tuple({m.id: m for m in first.mentions + other.mentions}.values()),
        statements=tuple(replace(s, score=0.125) for s in first.statements),
        pledges=tuple(replace(p, score=0.25, statement=None) for p in first.pledges),
        findings=(),
    )
    first = replace(first, findings=())
    record.append([first], at(0))
    record.append([second], at(1))
    assert record.facts().readings[first.text.digest].fact == second
    before = record.get(first.id)
    assert before is not None and before.fact == first
    assert record.facts(through=before.seq).readings[first.text.digest].fact == first
    for item in first.mentions:
        held = record.get(item.id)
        assert held is not None and held.fact == second
    record.close()


def test_a_record_is_empty_at_first(record: Writer) -> None:
    assert record.head() == 0
    assert record.seq_at(at(0)) == 0
    assert record.facts().reports == ()
    assert record.findings() == ()
    assert record.append([], at(0)).head == 0
    assert record.get("r1nothing") is None
    assert record.get("no id at all") is None
    assert record.text("t1nothing") is None


def test_needs_and_their_withdrawals_are_known_from_their_seq_on(record: Writer) -> None:
    week = Need(
        Amount(Decimal(70), Decimal("80.5"), "lorry"), Period.WEEK, DAY, None, "B", "plan 1"
    )
    once = Need(Amount(Decimal(7), None, "EUR"), None, DAY, DAY.replace(year=2027), None, "plan 2")
    gone = Withdrawal(week.id, "Ada", "the plan was dropped")
    assert record.append([week, once], at(0)).head == 2
    assert record.append([week, gone], at(1)).known == (week.id,)
    assert [r.fact for r in record.needs()] == [week, once]
    assert [(r.seq, r.recorded_at) for r in record.needs(through=1)] == [(1, at(0))]
    assert [r.fact for r in record.withdrawals()] == [gone]
    assert record.withdrawals(through=2) == ()
    assert record.starting(week.id[:6]) == [("need", week.id)]


def test_seq_counts_every_fact_and_knows_its_time(record: Writer) -> None:
    report, reading = report_and_reading(1)
    done = record.append([report, reading], at(0))
    assert done.new == (report.id, reading.id) and done.head == 2
    more = report_and_reading(2)
    assert record.append([*more, report], at(5)).known == (report.id,)
    assert [record.seq_at(at(s)) for s in (-1, 0, 4, 5, 99)] == [0, 2, 2, 4, 4]
    held = record.facts()
    assert [(r.seq, r.recorded_at) for r in held.reports] == [(1, at(0)), (3, at(5))]
    assert len(record.facts(through=2).reports) == 1
    assert record.facts(through=1).readings == {}


def test_a_time_without_a_zone_is_refused(record: Writer) -> None:
    report, _ = report_and_reading(1)
    with pytest.raises(Exception, match="zone"):
        record.append([report], at(0).replace(tzinfo=None))
    assert record.head() == 0


def test_a_quote_that_is_not_in_the_text_stops_the_whole_append(record: Writer) -> None:
    report, reading = report_and_reading(1)
    wrong = replace(reading.mentions[0], quote=Quote(0, 5, "Wrong"))
    for bad in (
        replace(reading, mentions=(wrong,)),
        replace(reading, mentions=(replace(wrong, quote=Quote(9999, 10000, "x")),)),
        replace(reading, mentions=(replace(reading.mentions[0], text="t1other"),)),
        replace(
            reading,
            findings=(
                Finding("c", Severity.NOTE, "m", None, reading.text.digest, Quote(0, 1, "?")),
            ),
        ),
    ):
        with pytest.raises(QuoteMismatch):
            record.append([report, bad], at(0))
        assert record.head() == 0
        assert record.facts().reports == ()
        assert record.text(reading.text.digest) is None
    record.append([report, reading], at(0))
    late = Finding("c", Severity.NOTE, "m", None, reading.text.digest, Quote(0, 1, "?"))
    with pytest.raises(QuoteMismatch):
        record.append([report_and_reading(2)[0], late], at(0))
    assert record.head() == 2


def test_the_same_fact_twice_in_one_append_is_one(record: Writer) -> None:
    report, reading = report_and_reading(1)
    done = record.append([report, report, reading, reading], at(0))
    assert done.new == (report.id, reading.id)
    assert done.known == (report.id, reading.id)
    assert done.head == 2


def test_findings_of_inputs_and_of_readings_stand_in_order(record: Writer) -> None:
    report, reading = report_and_reading(1)
    digest = reading.text.digest
    inner = tuple(
        Finding("c", Severity.WARNING, f"m{n}", None, digest, reading.text.quote(n, n + 2))
        for n in (5, 1, 3)
    )
    before = Finding("empty", Severity.ERROR, "nothing there", "a.txt")
    after = Finding("empty", Severity.ERROR, "nothing there", "b.txt")
    reading = replace(reading, findings=inner)
    done = record.append([before, report, reading, after, inner[0]], at(0))
    assert done.new == (before.id, report.id, reading.id, after.id)
    assert [(f.fact, f.seq) for f in record.findings()] == [
        (before, 1),
        *((finding, 3) for finding in inner),
        (after, 4),
    ]
    assert [f.fact for f in record.findings(through=2)] == [before]
    held = record.get(inner[1].id)
    assert held is not None and held.fact == inner[1]
    second = replace(reading, maker="reader.2", findings=(inner[2], inner[0]))
    record.append([second], at(1))
    assert len(record.findings()) == 5
    assert record.facts().readings[digest].fact == second


def test_an_edited_page_is_found_by_its_address_and_its_given_id(record: Writer) -> None:
    first, _ = report_and_reading(1)
    edited = replace(first, text=report_and_reading(2)[0].text)
    other = replace(first, given="other")
    record.append([first, edited, other, report_and_reading(3)[0]], at(0))
    assert [r.fact for r in record.find_report(first.given, None)] == [first, edited]
    assert [r.fact for r in record.find_report("x", first.url)] == [first, edited, other]
    assert record.find_report("x", None) == ()


def test_the_facts_of_some_reports_alone(record: Writer) -> None:
    pairs = [report_and_reading(n) for n in range(6)]
    record.append([fact for pair in pairs for fact in pair], at(0))
    first, second, third = (reading.mentions[0] for _, reading in pairs[:3])
    reason = Reason("name", 0.9, "Minister0 ~ Minister0")
    link = Proposal(Relation.SAME_ENTITY, first.id, second.id, 0.9, (reason,), "linker.1")
    elsewhere = Proposal(Relation.SAME_ENTITY, second.id, third.id, 0.9, (), "linker.1")
    copy = Proposal(Relation.COPY_OF, pairs[0][0].id, pairs[4][0].id, 0.9, (), "linker.1", "wire")
    anchor = Anchor(first.text, "mention", first.quote.start, first.quote.end)
    yes = Decision(link.id, Judgement.ACCEPT, "policy:p.1", "high", anchor, seen=8)
    no = Decision(elsewhere.id, Judgement.REJECT, "Ada", "two", Anchor(third.text, "mention"))
    record.append([link, elsewhere, copy, yes, no], at(1))
    part = record.facts_of([pairs[0][0].id])
    assert [r.fact for r in part.reports] == [pairs[0][0]]
    assert {digest: r.fact for digest, r in part.readings.items()} == {
        pairs[0][1].text.digest: pairs[0][1]
    }
    assert [p.fact for p in part.proposals] == [link, copy]
    assert [d.fact for d in part.decisions] == [yes]
    bare = record.facts_of([pairs[0][0].id], links=False)
    assert (bare.reports, bare.readings) == (part.reports, part.readings)
    assert (bare.proposals, bare.decisions) == ((), ())
    whole = record.facts_of([report.id for report, _ in reversed(pairs)])
    everything = record.facts()
    assert whole.reports == everything.reports
    assert whole.readings == everything.readings
    assert whole.proposals == everything.proposals
    assert whole.decisions == everything.decisions
    assert record.facts_of([pairs[0][0].id], through=12).proposals == ()
    assert record.facts_of([]).reports == ()


def test_ids_by_their_beginning(record: Writer) -> None:
    pairs = [report_and_reading(n, 50) for n in range(8)]
    record.append([fact for pair in pairs for fact in pair], at(0))
    mention = pairs[3][1].mentions[2]
    assert ("mention", mention.id) in record.starting(mention.id[:6])
    assert record.starting(mention.id) == [("mention", mention.id)]
    assert ("text", mention.text) in record.starting(mention.text[:8])
    assert len(record.starting("m")) == 20
    assert [*record.starting("m1")] == sorted(record.starting("m1"))
    for nonsense in ("", "%", "m%", "m_", "z", "m1'; DROP TABLE log; --", "m\0", "\ud800", "é"):
        assert list(record.starting(nonsense)) == []


def test_keys_find_what_shares_most_and_then_the_newest(record: Writer) -> None:
    pairs = [report_and_reading(n) for n in range(5)]
    numbers = count()
    for report, reading in pairs:
        shared = next(numbers)
        record.append(
            [report, reading],
            at(0),
            [Key("statement", f"k{n}", reading.statements[0].id, report.id) for n in range(shared)],
        )
    found = record.near("statement", ["k0", "k1", "k1", "k3", "unheard"], 10)
    assert found == [(pairs[n][1].statements[0].id, pairs[n][0].id) for n in (4, 3, 2, 1)]
    assert record.near("statement", ["k0"], 2) == [
        (pairs[n][1].statements[0].id, pairs[n][0].id) for n in (4, 3)
    ]
    assert list(record.near("pledge", ["k0"], 10)) == []
    assert list(record.near("statement", [], 10)) == []
    assert list(record.near("statement", ["k0"], 0)) == []
    with pytest.raises(UnknownId):
        record.append([], at(0), [Key("statement", "k", "s1x", "r1unknown")])


def test_a_key_of_everything_finds_the_newest_and_counts_for_the_others(
    record: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "WIDEST", 3)
    pairs = [report_and_reading(n) for n in range(8)]
    for number, (report, reading) in enumerate(pairs):
        statement = reading.statements[0].id
        rare = [Key("statement", "rare", statement, report.id)] if number in (0, 6) else []
        everywhere = Key("statement", "everywhere", statement, report.id)
        record.append([report, reading], at(0), [everywhere, *rare])

    def found(*keys: str) -> list[int]:
        ids = [report.id for report, _ in pairs]
        return [ids.index(report) for _, report in record.near("statement", keys, 9)]

    assert found("everywhere") == [7, 6, 5]
    assert found("rare", "everywhere") == [6, 0, 7, 5]
    assert found("rare") == [6, 0]


def test_long_keys_are_keys(record: Writer) -> None:
    report, reading = report_and_reading(1)
    long = "word " * 2000
    record.append([report, reading], at(0), [Key("report", long, report.id, report.id)])
    assert record.near("report", [long], 5) == [(report.id, report.id)]
    assert list(record.near("report", [long + "more"], 5)) == []


def test_keys_of_a_reading_that_no_longer_stands_find_nothing(record: Writer) -> None:
    report, reading = report_and_reading(1, 20)
    gone, kept = reading.mentions[0], reading.mentions[1]
    keys = [Key("mention", "k", m.id, report.id) for m in (gone, kept)]
    keys.append(Key("report", "k", report.id, report.id))
    record.append([report, reading], at(0), keys)
    assert len(record.near("mention", ["k"], 5)) == 2
    record.append([replace(reading, maker="reader.2", mentions=(kept,))], at(1))
    assert record.near("mention", ["k"], 5) == [(kept.id, report.id)]
    assert record.near("mention", ["k"], 1) == [(kept.id, report.id)]
    assert record.near("report", ["k"], 5) == [(report.id, report.id)]
    assert [hit.id for hit in record.search(kept.name, ["mention"])] == [kept.id]
    assert list(record.search(gone.name, ["mention"])) == []


def test_characters_that_databases_dislike(record: Writer) -> None:
    content = "NUL \0 stands here, \ud83d alone, ␛0 too, \u202eשלום\u202c and 😀."
    text = Text(content)
    name = "A\0B; C\udfff␛;"
    mention = Mention(text.digest, text.quote(4, 5), MentionKind.OTHER, name)
    report = Report("id\0", text.digest, "\ud800", None, None, "\0")
    record.append([report, Reading(text, "m\0", (mention,))], at(0))
    held = record.text(text.digest)
    assert held is not None and held.content == content
    assert record.facts().readings[text.digest].fact.mentions == (mention,)
    assert record.find_report("id\0", None)[0].fact == report
    assert [hit.id for hit in record.search("stands שלום", ["text"])] == [text.digest]
