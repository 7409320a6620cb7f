"""The shipped example holds what its README promises, and comes in without a finding."""

import json
from pathlib import Path

from onrecord.intake import incoming

SUMMITS = Path(__file__).parents[2] / "examples" / "summits"


def arrived() -> dict[str, tuple[object, str]]:
    items = list(incoming([str(SUMMITS)]))
    assert [note for item in items for note in item.findings] == []
    assert all(item.report and item.text for item in items)
    return {i.report.given: (i.report, i.text.content) for i in items if i.report and i.text}


def test_all_reports_come_in_without_a_finding() -> None:
    reports = arrived()
    lines = (SUMMITS / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 19 and len(reports) == 21
    for line in lines:
        value = json.loads(line)
        _, text = reports[value["id"]]
        assert text == value["text"]
        assert all(value[key] for key in ("outlet", "url", "published", "title", "language"))
        assert ".example/" in value["url"]
        assert 80 <= len(text.split()) <= 300


def test_the_page_tells_its_outlet_and_date_and_the_text_file_tells_nothing() -> None:
    reports = arrived()
    page, content = reports["page"]
    assert (page.outlet, page.published) == ("Saltmarsh Gazette", "2024-07-09T23:10:00Z")
    assert page.url == "https://saltmarshgazette.example/world/five-systems"
    assert content.startswith("WASHINGTON") and "Tides" not in content
    undated, _ = reports["undated"]
    assert undated.title == "What Kyiv still wants"
    assert undated.published is undated.outlet is undated.url is None


def test_copies_and_the_silent_edit() -> None:
    reports = {given: text for given, (_, text) in arrived().items()}
    wire, copy = reports["orrery-2023-07-07"], reports["ledger-2023-07-07"]
    assert "(Orrery)" in copy and copy.split("\n\n", 1)[1] in wire
    near = reports["bulletin-2023-07-12"]
    assert "Courier" not in near and near.split("\n\n", 1)[1] in reports["courier-2023-07-11"]
    first, second = reports["lantern-2024-07-10-a"], reports["lantern-2024-07-10-b"]
    assert first.replace("eight aircraft", "six aircraft") == second
    assert "according to the Rhine Evening Post" in reports["standard-2023-07-12"]


def test_what_the_readme_tells_to_look_for_is_there() -> None:
    everything = "\n".join(text for _, text in arrived().values())
    names = ["Zelensky", "Zelenskiy", "Zelenskyy", "Kyiv", "Kiev", "Store", "Støre"]
    numbers = ["40 Marder", "14 Marder", "within weeks", "7.5 billion", "10 billion", "128"]
    phrases = ["will each give a Patriot battery", "together with other partners", "dozens of"]
    turns = ["at least seven", "on condition that", "provided that", "declined to", "not take up"]
    for words in [*names, *numbers, *phrases, *turns]:
        assert words in everything, words
