"""The timeline."""

from __future__ import annotations

from summit import summit

from onrecord.views.timeline import EventFilter, timeline


def test_dated_in_order_and_undated_apart() -> None:
    _, memory = summit()
    told = timeline(memory)
    assert [e.on for e in told.dated] == sorted(e.on or "" for e in told.dated)
    assert all(e.on is None for e in told.undated)
    said = [e for e in told.dated if e.kind == "utterance"]
    assert [(e.on, e.who, e.words) for e in said] == [
        ("2025-03-12", ("Ilse Bérard",), "Water does not wait")
    ]


def test_of_one_and_between_days() -> None:
    _, memory = summit()
    westmark = timeline(memory, EventFilter(who="westmark"))
    assert {e.words for e in (*westmark.dated, *westmark.undated)} == {"boats"}
    assert timeline(memory, EventFilter(since="2025-04")).dated == ()
    assert timeline(memory, EventFilter(until="2025-03")).undated == ()


def test_a_limit_keeps_the_last() -> None:
    _, memory = summit()
    whole, cut = timeline(memory), timeline(memory, limit=1)
    assert cut.dated == whole.dated[-1:]
    assert timeline(memory, limit=0).dated == ()


def test_events_of_a_kind_and_of_a_story() -> None:
    _, memory = summit()
    whole = timeline(memory)
    said = timeline(memory, EventFilter(kind="said"))
    made = timeline(memory, EventFilter(kind="undertaken"))
    assert {e.kind for e in said.dated} == {"utterance"} and said.dated
    assert {e.kind for e in made.dated} == {"commitment"}
    assert len(said.dated) + len(made.dated) == len(whole.dated)
    stories = {s.id: set(s.reports) for s in memory.world()[0].stories}
    for story, reports in stories.items():
        told = timeline(memory, EventFilter(story=story))
        every = (*whole.dated, *whole.undated)
        assert (*told.dated, *told.undated) == tuple(
            e for e in every if e.evidence.report.id in reports
        )
    assert timeline(memory, EventFilter(story="ynone")).dated == ()
