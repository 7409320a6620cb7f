from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.domain.text import Text
from onrecord.reading import catalogue
from onrecord.reading.pipeline import check, read


@dataclass
class Engine:
    name: str = "still"
    version: str = "7"

    def read(self, text: str) -> Any:
        name = SimpleNamespace(span=(0, 9), kind="person", score=1.0)
        names = (name,) if len(text) > 50 and text[0] == "A" else ()
        return SimpleNamespace(names=names, attributions=(), pledges=())


def test_the_default_order_gives_every_stage_what_it_needs() -> None:
    stages = catalogue.stages(Engine())
    check(stages)
    assert tuple(stage.name for stage in stages) == catalogue.ORDER


def test_every_stage_goes_by_the_name_that_the_table_gives_it() -> None:
    for name, make in catalogue.CATALOGUE.items():
        assert make(Engine()).name == name


def test_the_maker_names_the_engine_and_changes_with_the_stages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = catalogue.maker(Engine())
    assert before.startswith("onrecord+still.7.")
    monkeypatch.setattr(catalogue, "ORDER", catalogue.ORDER[:-1])
    assert catalogue.maker(Engine()) != before
    assert catalogue.maker(Engine(version="8")).startswith("onrecord+still.8.")


def test_the_whole_pipeline_reads_a_text_without_a_finding() -> None:
    text = Text("Ada Brook will send two trucks on Monday.\n\nShe said so.")
    reading = read(text, catalogue.stages(Engine()), catalogue.maker(Engine()))
    assert reading.findings == ()
    assert [m.name for m in reading.mentions] == ["Ada Brook"]
    assert [t.quote.words for t in reading.times] == ["Monday"]
    assert [(q.amount.min, q.amount.unit) for q in reading.quantities] == [(2, "truck")]


@pytest.mark.parametrize("content", ["", " \n\n ", "\x00\x01", "。。。", "אבג דהו", "x" * 50_000])
def test_the_whole_pipeline_reads_any_characters(content: str) -> None:
    reading = read(Text(content), catalogue.stages(Engine()), "test.1")
    assert [f.code for f in reading.findings if f.code == "stage-failed"] == []
