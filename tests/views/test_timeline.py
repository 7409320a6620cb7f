"""The timeline."""

from __future__ import annotations

from summit import summit

from onrecord.views.timeline import timeline


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
    westmark = timeline(memory, who="westmark")
    assert {e.words for e in (*westmark.dated, *westmark.undated)} == {"boats"}
    assert timeline(memory, since="2025-04").dated == ()
    assert timeline(memory, until="2025-03").undated == ()


def test_a_limit_keeps_the_last() -> None:
    _, memory = summit()
    whole, cut = timeline(memory), timeline(memory, limit=1)
    assert cut.dated == whole.dated[-1:]
    assert timeline(memory, limit=0).dated == ()
