"""The brief."""

from __future__ import annotations

from summit import summit

from onrecord.domain.times import AsOf
from onrecord.domain.words import Stage
from onrecord.views.brief import GROUPS, Limits, brief


def test_every_stage_has_its_group() -> None:
    stages = [stage for _, told in GROUPS for stage in told]
    assert sorted(stages) == sorted(Stage)


def test_an_each_is_a_row_for_each_party() -> None:
    _, memory = summit()
    shown = brief(memory)
    story = next(s for s in shown.stories if s.disputes)
    told = {g.title: [(r.by, r.what) for r in g.rows] for g in story.groups}
    assert told == {
        "UNDERTAKEN": [(("Norland",), "pumps"), (("Estmark",), "pumps")],
        "REFUSED": [(("Westmark",), "boats")],
        "ASKED FOR": [(("Norland",), "3 million euros")],
    }
    rows = story.groups[0].rows
    assert rows[0].id == rows[1].id


def test_counts_and_changes() -> None:
    _, memory = summit()
    shown = brief(memory)
    assert (shown.counts.reports, shown.counts.commitments, shown.counts.utterances) == (3, 3, 1)
    assert (shown.counts.pledges, shown.counts.statements, shown.counts.disputes) == (4, 2, 1)
    assert shown.changed[0].kind == "dispute"
    assert [c.known for c in shown.changed] == sorted(
        (c.known for c in shown.changed), reverse=True
    )


def test_copies_are_no_origins_and_a_brief_is_short() -> None:
    _, memory = summit()
    edited = next(s for s in brief(memory).stories if s.reports == 2)
    assert edited.origins == 1
    short = brief(memory, limits=Limits(stories=1, rows=1, changes=1))
    assert (len(short.stories), short.more, len(short.changed)) == (1, 1, 1)


def test_an_empty_record_has_an_empty_brief() -> None:
    _, memory = summit()
    shown = brief(memory, AsOf(known=0))
    assert (shown.stories, shown.changed, shown.counts.reports) == ((), (), 0)


def test_the_rows_of_a_brief_are_shared_out_among_its_stories() -> None:
    whole = Limits()
    assert whole.shared(1) == whole
    many = whole.shared(200)
    assert (many.rows, many.disputes, many.calls) == (4, 4, 1)
    assert many.stories == whole.stories
    assert whole.shared(0) == whole
