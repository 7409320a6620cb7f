"""Entities under all their names."""

from __future__ import annotations

from paper import Paper

from onrecord.domain.annotations import Mention
from onrecord.ledger.fold import fold
from onrecord.ledger.names import plain, plain_unit, same_unit


def test_an_entity_gathers_forms_roles_and_reports() -> None:
    paper = Paper()
    one = paper.page("a", "Mayor Ilse Berg spoke. Berg was glad.", "2025-03-01")
    first = one.name("Ilse Berg", kind="person", role="Mayor")
    one.found.append(_again(one, "Berg was", "Berg", "Ilse Berg"))
    other = paper.page("b", "Ilze Berga spoke.", "2025-03-02")
    second = other.name("Ilze Berga", kind="person")
    paper.accept("same_entity", second, first)
    (entity,) = fold(paper.facts()).entities
    assert (entity.kind, entity.name) == ("person", "Ilse Berg")
    assert set(entity.variants) == {"Ilse Berg", "Berg", "Ilze Berga"}
    assert [(r.words, r.on) for r in entity.roles] == [("Mayor", "2025-03-01")]
    assert [paper.pages[i].report.id for i in (0, 1)] == list(entity.reports)


def _again(page, at, words, name):  # type: ignore[no-untyped-def]
    from onrecord.domain.annotations import Mention
    from onrecord.domain.words import MentionKind

    start = page.text.content.index(at)
    quote = page.text.quote(start, start + len(words))
    return Mention(page.text.digest, quote, MentionKind.PERSON, name)


def test_one_name_in_one_report_is_one_without_a_decision() -> None:
    paper = Paper()
    page = paper.page("a", "Norland and NORLAND.")
    page.name("Norland", "Norland")
    page.name("NORLAND", "Norland")
    assert [e.variants for e in fold(paper.facts()).entities] == [("NORLAND", "Norland")]


def test_the_kind_is_what_most_mentions_say_and_other_only_alone() -> None:
    paper = Paper()
    page = paper.page("a", "Haven, Haven City and Port Haven.")
    page.name("Haven,", "Haven", kind="other")
    page.name("Haven City", "Haven", kind="other")
    page.name("Port Haven", "Haven", kind="place")
    assert [e.kind for e in fold(paper.facts()).entities] == ["place"]


def test_a_speaker_is_found_by_name_without_case_and_accents() -> None:
    paper = Paper()
    page = paper.page("a", "“Yes,” said Étienne Bérard.")
    page.name("Étienne Bérard", kind="person")
    page.said("Yes", "Etienne Berard")
    world = fold(paper.facts())
    assert world.utterances[0].speakers == (world.entities[0].id,)


def test_a_speaker_whom_no_mention_names_keeps_the_name() -> None:
    paper = Paper()
    page = paper.page("a", "“Yes,” said a guard.")
    page.said("Yes", "a guard")
    (said,) = fold(paper.facts()).utterances
    assert (said.speakers, said.names) == ((), ("a guard",))


def test_names_are_compared_plainly() -> None:
    assert plain("The  Ōtsuka-Gruppe") == plain("otsuka gruppe")
    assert plain("O’Brien") == plain("O'Brien")


def test_units_are_compared_in_the_singular() -> None:
    assert {plain_unit(u) for u in ("battery", "Batteries")} == {"battery"}
    assert plain_unit("glass") == "glass"
    assert same_unit("pump", "diesel pumps")
    assert not same_unit("diesel pump", "pump")
    assert not same_unit("pump", None)


def test_a_name_that_a_person_rejected_is_nobody_and_breaks_nothing() -> None:
    paper = Paper()
    page = paper.page("a", "Norland will send pumps, Norland said.")
    first = page.name("Norland")
    start = page.text.content.rindex("Norland")
    again = Mention(page.text.digest, page.text.quote(start, start + 7), first.kind, "Norland")
    page.found.append(again)
    page.pledge("Norland will send pumps", by=["Norland"])
    page.said("will send pumps", by="Norland")
    assert len(fold(paper.facts()).entities) == 1
    paper.judge(again, "reject")
    world = fold(paper.facts())
    assert world.entities == ()
    assert [(p.entity, p.name) for p in world.commitments[0].by] == [(None, "Norland")]
    assert world.utterances[0].names == ("Norland",) and world.utterances[0].speakers == ()
