import pytest

from onrecord.domain.annotations import Reading
from onrecord.domain.errors import UsageError
from onrecord.domain.text import Text
from onrecord.evaluation.gold import gold_of
from onrecord.evaluation.reading import reading_scores

TEXT = "Ines spoke on Monday."


def test_a_layer_that_is_missing_is_unknown_and_an_empty_one_is_empty() -> None:
    gold = gold_of({"id": 7, "text": TEXT, "pledges": []}, "a.jsonl:1")
    assert gold.report.given == "7"
    assert gold.pledges == () and gold.attributions is gold.mentions is gold.times is None


def test_the_shape_of_timex_corpora() -> None:
    value = {
        "doc": "d", "dct": "1998-08-07", "text": TEXT,
        "timex": [{"start": 14, "end": 20, "type": "DATE", "value": "1998-08-03"}],
    }  # fmt: skip
    gold = gold_of(value, "a")
    assert (gold.report.given, gold.report.published) == ("d", "1998-08-07")
    assert gold.times is not None and gold.times[0].place == (14, 20)


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"id": "a"},
        {"id": "a", "text": TEXT, "attributions": [{"content": [[0, 99]]}]},
        {"id": "a", "text": TEXT, "attributions": [{"source": [[0, 4]]}]},
        {"id": "a", "text": TEXT, "pledges": [{"evidence": [[0, 4]]}]},
        {"id": "a", "text": TEXT, "mentions": [{"kind": "person"}]},
        {"id": "a", "text": TEXT, "times": [3]},
        {"id": "a", "text": TEXT, "times": [{"span": None}]},
    ],
)
def test_gold_that_is_none_is_raised_with_its_place(value: object) -> None:
    with pytest.raises(UsageError, match=r"gold\.jsonl:3"):
        gold_of(value, "gold.jsonl:3")


def test_a_reading_of_another_text_is_no_comparison() -> None:
    gold = gold_of({"id": "a", "text": TEXT, "times": []}, "a")
    with pytest.raises(UsageError, match="another text"):
        reading_scores([gold], [Reading(Text("Other."), "t.1")])
    with pytest.raises(UsageError, match="1 readings"):
        reading_scores([gold], [])


def test_all_layers_are_scored_at_once() -> None:
    value = {
        "id": "a", "text": TEXT, "attributions": [], "pledges": [],
        "mentions": [{"span": [0, 4], "kind": "person", "name": "Ines"}], "times": [],
    }  # fmt: skip
    scores = reading_scores([gold_of(value, "a")], [Reading(Text(TEXT), "t.1")])
    assert [score.measure for score in scores] == [
        "names: strict",
        "names: typed",
        "names: relaxed",
    ]
