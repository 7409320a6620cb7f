"""The main job on real input: what a careful editor finds in five reports of one matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.app.record import Record, open_record
from onrecord.views.tables import CommitmentRow


@pytest.fixture(scope="module")
def five(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("five") / "five.db"
    with open_record(path) as record:
        record.read([shared / "reports"], workers=1)
        yield record


def rows(record: Record, **wanted: str) -> list[CommitmentRow]:
    return list(record.commitments(**wanted))


@pytest.mark.parametrize("party", ["United States", "Germany", "Romania"])
def test_three_batteries_one_each(five: Record, party: str) -> None:
    found = [r for r in rows(five, by=party, item="Patriot") if r.stage == "announced"]
    assert len(found) == 1
    amount = found[0].amount
    assert amount is not None and (amount.min, amount.max) == (1, 1)
    assert found[0].distribution == "each"
    assert "Patriot battery" in found[0].evidence.words


def test_parts_for_one_more_battery_jointly(five: Record) -> None:
    found = [r for r in rows(five, by="Netherlands") if "component" in r.evidence.words]
    assert len(found) == 1
    assert found[0].distribution == "joint"
    assert found[0].others == ("other partners",)
    assert found[0].stage == "announced"


def test_italy_one_system(five: Record) -> None:
    found = rows(five, by="Italy", item="SAMP")
    assert len(found) == 1 and found[0].amount is not None
    assert (found[0].amount.min, found[0].amount.max) == (1, 1)


def test_dozens_in_the_coming_months(five: Record) -> None:
    found = [r for r in rows(five, by="Washington") if "dozens" in r.evidence.words]
    assert len(found) == 1 and found[0].amount is not None
    assert (found[0].amount.min, found[0].amount.max) == (24, None)
    assert "coming months" in found[0].deadline
    assert found[0].others == ("other member states",)


def test_the_g7_towards_ukraine(five: Record) -> None:
    found = rows(five, by="G7", to="Ukraine")
    assert any(r.stage in ("announced", "agreed", "considered") for r in found)


def test_the_refusal_and_its_condition(five: Record) -> None:
    found = rows(five, by="NATO", stage="refused")
    assert any("invitation" in r.evidence.words for r in found)
    assert any("war" in c.words for r in found for c in r.conditions)


def test_what_is_asked_of_the_members(five: Record) -> None:
    assert any("support" in r.evidence.words for r in rows(five, stage="requested"))
    assert any("longer-term contracts" in r.evidence.words for r in rows(five))


def test_what_is_said_to_be_needed_of_nobody_by_name(five: Record) -> None:
    needed = [call.words for story in five.brief().stories for call in story.called_for]
    assert any("maintaining continuous military support" in words for words in needed)
    assert any("deepened collaboration" in words for words in needed)


def test_contracts_and_maintenance_are_told_beside_the_need_for_them(five: Record) -> None:
    needed = [call for story in five.brief().stories for call in story.called_for]
    (industry,) = [call for call in needed if "deepened collaboration" in call.words]
    assert "longer-term contracts" in industry.beside
    (upkeep,) = [call for call in needed if "Without the maintenance" in call.words]
    assert "ammunition and spare parts" in upkeep.beside


def test_broken_assurances(five: Record) -> None:
    broken = rows(five, stage="broken")
    assert any("Budapest" in r.evidence.words for r in broken)


def test_the_intended_invitation_against_the_refusal(five: Record) -> None:
    told = [
        [quoted.words for side in dispute.sides for quoted in side.evidence]
        for dispute in five.disputes()
    ]
    assert any(
        any("invite" in words for words in sides) and any("refus" in words for words in sides)
        for sides in told
    )


def test_one_danger_told_in_two_years_is_two_sayings(five: Record) -> None:
    found = [
        row
        for row in five.said("Stoltenberg")
        if any("greatest danger" in r.words or "greatest risk" in r.words for r in row.renderings)
    ]
    assert len(found) == 2
    assert all(row.speakers == ("Jens Stoltenberg",) for row in found)


def test_nobody_else_speaks_his_words(five: Record) -> None:
    for row in five.said():
        assert "She" not in row.speakers and "she" not in row.speakers


def test_every_line_shows_its_sentence(five: Record) -> None:
    for row in five.commitments():
        shown = five.show(row.id)
        lines = [line for section in shown.sections for line in section.lines]
        passages = [passage for line in lines for passage in line.passages]
        assert passages
        assert all(p.paragraph[start:end] for p in passages for start, end in p.marks)
