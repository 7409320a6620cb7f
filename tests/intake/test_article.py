import json

import pytest

from onrecord.intake.article import page_report
from onrecord.intake.item import Incoming

PARAGRAPHS = [
    "The harbour bridge of Port Ann reopened on Monday after eleven weeks of repairs, the port "
    "authority said in a statement.",
    "Mayor Ines Corvo told reporters that the last of the twelve cables had been replaced on "
    "3 May 2019, two weeks earlier than planned.",
    "The city will pay for the works by the end of the year, she added, unless the insurer "
    "agrees to do so before the court hears the case.",
]


def page(head: str = "", extra: str = "", lang: str = ' lang="en-GB"') -> bytes:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f'<!doctype html><html{lang}><head><meta charset="utf-8"><title>Bridge reopens | Port '
        f"Ann Gazette</title>{head}</head><body><nav><a href='/'>Home</a><a href='/sport'>Sport"
        f"</a></nav><article><h1>Bridge reopens</h1>{extra}{body}</article>"
        "<footer>All rights reserved</footer><script>var x = 1;</script></body></html>"
    ).encode()


META = (
    '<meta property="og:site_name" content="Port Ann Gazette">'
    '<meta property="og:title" content="Bridge reopens after storm">'
    '<meta property="article:published_time" content="2023-07-11T10:15:00+03:00">'
    '<meta name="author" content="Ada Quill">'
    '<link rel="canonical" href="https://gazette.example/bridge">'
)


def read(data: bytes) -> Incoming:
    return page_report(data, "bridge", "bridge.html")


def test_the_article_and_what_the_markup_tells() -> None:
    item = read(page(META))
    report, text = item.report, item.text
    assert report is not None and text is not None and item.findings == ()
    assert text.normalisation == "html.1"
    lines = text.content.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert "Sport" not in text.content and "rights" not in text.content
    assert report.title == "Bridge reopens after storm"
    assert (report.outlet, report.author) == ("Port Ann Gazette", "Ada Quill")
    assert report.published == "2023-07-11T10:15:00+03:00"
    assert (report.url, report.language) == ("https://gazette.example/bridge", "en-GB")


def test_a_page_that_tells_nothing_leaves_all_unknown() -> None:
    report = read(page(lang="")).report
    assert report is not None
    assert report.published is report.url is report.author is report.language is None


def test_a_date_in_the_running_text_is_nobodys() -> None:
    report = read(page(extra="<p>Updated reports of 4 June 2020 and 2020-06-04 differ.</p>")).report
    assert report is not None and report.published is None


@pytest.mark.parametrize(
    ("head", "extra", "published"),
    [
        (
            '<script type="application/ld+json">'
            + json.dumps(
                {"@graph": [{"@type": "NewsArticle", "datePublished": "2023-07-11T08:00Z"}]}
            )
            + "</script>",
            "",
            "2023-07-11T08:00Z",
        ),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ('<meta name="date" content="11 July 2023">', "", "2023-07-11"),
        ("", '<time datetime="2023-07-11">Tuesday</time>', "2023-07-11"),
        ("", '<time datetime="2023-07-11">a</time><time datetime="2022-01-02">b</time>', None),
    ],
)
def test_where_a_date_is_taken_from(head: str, extra: str, published: str | None) -> None:
    report = read(page(head, extra)).report
    assert report is not None and report.published == published


def test_a_date_ahead_is_read_without_a_clock() -> None:
    report = read(page('<meta name="date" content="2387-07-11">')).report
    assert report is not None and report.published == "2387-07-11"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><head><title>Log in</title></head><body><form><input name=u></form></body></html>",
        b"<html><body><ul><li><a href=1>One</a><li><a href=2>Two</a></ul></body></html>",
        b"<html></html>",
        b"<!-- nothing -->",
        b"<script>var a = 'The mayor said that the bridge was open.';</script>",
        b"<",
    ],
)
def test_a_page_without_an_article(data: bytes) -> None:
    item = read(data)
    assert item.report is None and [note.code for note in item.findings] == ["no-article"]


def test_control_characters_and_declarations_do_not_stop_it() -> None:
    data = page(META).replace(b"eleven weeks", b"eleven\x00 weeks")
    data = b'<?xml version="1.0" encoding="utf-8"?>\n' + data
    item = read(data)
    assert item.report is not None and item.text is not None
    assert "after eleven weeks of" in " ".join(item.text.content.split())
    assert item.report.outlet == "Port Ann Gazette"
