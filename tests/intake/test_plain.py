import pytest

from onrecord.intake.plain import plain_report, title_of

BODY = "The harbour bridge reopened on Monday after eleven weeks of repairs, the port said."


@pytest.mark.parametrize(
    "first",
    ["Bridge reopens after storm", "Will the ferry come back?", "‘Never again,’ says mayor"],
)
def test_a_first_line_that_clearly_is_a_title(first: str) -> None:
    assert title_of(f"{first}\n\n{BODY}") == first
    assert title_of(f"\n{first}\n{BODY}\n") == first


@pytest.mark.parametrize(
    "first",
    [
        "The bridge is open.",
        "He had said it before: “Never again.”",
        "Bridge",
        "By Ada Quill",
        "Published: Monday",
        "The port authority said,",
        BODY[:-1] + " and more of it, " * 6 + "until the end",
    ],
)
def test_a_first_line_that_may_be_none(first: str) -> None:
    assert title_of(f"{first}\n\n{BODY}") is None


def test_a_list_of_lines_has_no_title() -> None:
    assert title_of("Bridge reopens\nFerry sails\nRoad closed") is None
    assert title_of("Bridge reopens after storm") is None


def test_the_title_stays_in_the_text_and_no_date_is_guessed() -> None:
    data = f"Bridge reopens after storm\n\n11 July 2023\n\n{BODY}".encode()
    item = plain_report(data, "a", "a.txt")
    assert item.report is not None and item.text is not None
    assert item.text.content == data.decode()
    assert item.report.title == "Bridge reopens after storm"
    assert item.report.published is item.report.outlet is item.report.language is None
