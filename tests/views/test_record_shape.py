"""The shape of the whole record."""

from __future__ import annotations

from typing import Any

import pytest
from memory import Memory
from paper import Paper
from summit import summit
from true_story import TrueStory, gold

from onrecord.domain.text import Text
from onrecord.views.held import Desk
from onrecord.views.record_shape import story_record, stretch


def quotes(record: dict[str, Any]) -> list[dict[str, Any]]:
    found = [r for u in record["utterances"] for r in u["renderings"]]
    for made in record["commitments"]:
        found += [e for step in made["history"] for e in step["evidence"]]
        found += [e for c in made["conditions"] for e in c["evidence"]]
    return found + [e for d in record["disputes"] for s in d["sides"] for e in s["evidence"]]


def references(record: dict[str, Any]) -> set[str]:
    found = {u["speaker"] for u in record["utterances"]}
    for made in record["commitments"]:
        found.update(made["by"] + made["to"] + made["asked_by"])
    return (found | {b["to"] for b in record["balances"]}) - {None}


def test_every_quote_stands_at_its_spans() -> None:
    record = story_record(Memory(TrueStory(gold()).all()))
    texts = {r["id"]: r["text"] for r in record["reports"]}
    told = quotes(record)
    assert len(told) > 200
    for quote in told:
        ((start, end),) = quote["spans"]
        assert texts[quote["report"]][start:end] == quote["quote"]


def test_every_id_that_is_named_is_there() -> None:
    record = story_record(summit()[1])
    assert references(record) <= {e["id"] for e in record["entities"]}
    lines = {line["id"] for part in ("utterances", "commitments") for line in record[part]}
    assert {d["about"] for d in record["disputes"]} <= lines


def test_reports_keep_their_given_ids_and_two_of_one_id_are_told_apart() -> None:
    paper = Paper()
    paper.page("same", "One text.")
    paper.page("same", "Another text.")
    paper.page("third", "A third text.")
    record = story_record(Memory(paper.all()))
    assert [r["id"] for r in record["reports"]] == ["same", "same~2", "third"]
    assert [s["reports"] for s in record["stories"]] == [["same"], ["same~2"], ["third"]]


def test_a_party_that_no_mention_names_becomes_an_entity_unless_it_is_a_bare_word() -> None:
    paper = Paper()
    page = paper.page("a", "Coastal states promised pumps. They will pay.")
    page.pledge("Coastal states promised pumps", by=["Coastal states"])
    page.pledge("They will pay", by=["They"])
    record = story_record(Memory(paper.all()))
    names = {e["id"]: e["name"] for e in record["entities"]}
    assert [[names[p] for p in c["by"]] for c in record["commitments"]] == [["Coastal states"], []]


def test_thoughts_and_requests_are_no_renderings() -> None:
    from dataclasses import replace

    from onrecord.domain.words import Mode

    paper = Paper()
    page = paper.page("a", "She said it rains and thinks it pours.")
    said = page.said("it rains", "she")
    page.found.append(replace(page.said("it pours", "she"), mode=Mode.THOUGHT))
    page.found.remove(page.found[1])
    record = story_record(Memory(paper.all()))
    assert [u["renderings"][0]["quote"] for u in record["utterances"]] == [said.content[0].words]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("“We come.”", "We come"),
        ('"We come,"', "We come"),
        ("“We come. And\n\n“we stay,”", "We come. And\n\n“we stay"),
        ("they would “come” soon", "they would “come” soon"),
        ("they would “come”", "they would “come”"),
        ("“First” and “last”", "“First” and “last”"),
        ("«We come»", "We come"),
        ("We come,", "We come"),
        ("“We come", "We come"),
        ('"', '"'),
    ],
)
def test_a_rendering_is_without_its_outer_marks(told: str, kept: str) -> None:
    text = Text(f"Then {told} it went")
    paper = Paper()
    page = paper.page("a", text.content)
    memory = Memory(paper.all())
    digest = page.text.digest
    quote = page.text.quote(5, 5 + len(told))
    direct = told[0] in '“«"'
    direct = direct and told != "“First” and “last”"
    assert stretch((quote,), Desk(memory), digest, direct).words == kept


def test_pieces_of_a_saying_are_one_stretch() -> None:
    paper = Paper()
    page = paper.page("a", "“We come,” she said, “and stay.” Then it rained.")
    memory = Memory(paper.all())
    parts = (page.quote("“We come,”"), page.quote("“and stay.”"))
    assert (
        stretch(parts, Desk(memory), page.text.digest, True).words
        == "We come,” she said, “and stay"
    )
