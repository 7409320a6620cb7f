"""Days of sayings and deeds: only where the report gives them."""

from __future__ import annotations

from datetime import UTC, datetime

from paper import Page, Paper

from onrecord.domain.annotations import Statement
from onrecord.domain.facts import Recorded
from onrecord.ledger.index import Source
from onrecord.ledger.occasions import Occasions

AT = datetime(2026, 11, 1, tzinfo=UTC)


def occasions(page: Page) -> Occasions:
    return Occasions(Source(Recorded(page.reading(), 2, AT), (Recorded(page.report, 1, AT),)))


def page(words: str, published: str | None = "2025-03-14") -> Page:
    return Paper().page("a", words, published)


def said(found: Page, statement: Statement) -> str | None:
    return occasions(found).said(statement.id)


def test_a_weekday_beside_the_saying_dates_it() -> None:
    found = page("The pumps are ours, Mayor Ilse Berg said on Tuesday. Rain fell all week.")
    assert said(found, found.said("The pumps are ours", "Ilse Berg", cue="said")) == "2025-03-11"


def test_a_day_inside_the_words_does_not_date_the_saying() -> None:
    found = page("“We saw it on Tuesday,” Mayor Ilse Berg said.")
    assert said(found, found.said("We saw it on Tuesday", "Ilse Berg", cue="said")) is None


def test_a_day_in_the_next_sentence_does_not_date_it() -> None:
    found = page("The pumps are ours, Mayor Ilse Berg said. On Tuesday it rained.")
    assert said(found, found.said("The pumps are ours", "Ilse Berg", cue="said")) is None


def test_of_two_days_the_one_beside_the_cue_counts() -> None:
    found = page("The ship that left on Monday is late, Ilse Berg said on Wednesday.")
    told = found.said("The ship", "Ilse Berg", cue="said")
    assert said(found, told) == "2025-03-12"


def test_the_same_speaker_elsewhere_in_the_report_shares_the_only_day() -> None:
    found = page("The pumps are ours, Ilse Berg said on Tuesday.\n\n“Come and see,” she added.")
    found.said("The pumps are ours", "Ilse Berg", cue="said")
    second = found.said("Come and see", "Ilse Berg", cue="added")
    assert said(found, second) == "2025-03-11"


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    found = page("The pumps are ours, Mayor Ilse Berg said on Tuesday.", None)
    assert said(found, found.said("The pumps are ours", "Ilse Berg", cue="said")) is None


def test_what_is_not_dated_otherwise_was_at_the_gathering_that_opens_the_report() -> None:
    found = page(
        "HAVEN, March 12 (Wire) - A summit on floods ended in Haven on Wednesday.\n\n"
        "Norland will send pumps. “We shall be there,” Ilse Berg said."
    )
    assert said(found, found.said("We shall be there", "Ilse Berg", cue="said")) == "2025-03-12"
    assert occasions(found).done(found.pledge("will send pumps")) == "2025-03-12"
    arrived = found.pledge("Norland will send pumps", stage="fulfilled")
    assert occasions(found).done(arrived) is None


def test_an_opening_that_is_a_saying_is_no_gathering() -> None:
    found = page("Pumps will come, Ilse Berg told a meeting on Wednesday.\n\n“Good,” Per Aas said.")
    found.said("Pumps will come", "Ilse Berg", cue="told")
    assert said(found, found.said("Good", "Per Aas", cue="said")) is None


def test_the_day_of_a_deed_is_no_term_and_a_coming_day_is() -> None:
    found = page("Norland signed for pumps on Tuesday. It will send boats on Tuesday week.")
    signed = found.pledge("signed for pumps", stage="agreed", when="2025-03-11")
    coming = found.pledge("will send boats", stage="agreed", when="2025-03-25")
    days = occasions(found)
    assert (days.done(signed), days.term(signed)) == ("2025-03-11", None)
    term = days.term(coming)
    assert term is not None and term.iso == "2025-03-25"


def test_a_promise_was_broken_when_its_term_had_passed() -> None:
    found = page("Norland broke its word: no boats came.")
    broken = found.pledge("broke its word", stage="broken", when="2025-02")
    assert occasions(found).done(broken) == "2025-02-28"
