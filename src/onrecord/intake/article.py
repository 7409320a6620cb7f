"""A page -> report: the article's paragraphs, and what the page's own markup tells of it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import trafilatura
from htmldate import find_date
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, fromstring  # type: ignore[import-untyped]

from onrecord.domain.findings import finding
from onrecord.intake import normalise
from onrecord.intake.dates import iso_8601
from onrecord.intake.encoding import decoded
from onrecord.intake.item import Incoming, accepted, refused

DATE_PLACES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date']/@content",
    "//meta[@name='sailthru.date']/@content",
    "//meta[@name='dcterms.issued' or @name='DC.date.issued' or @name='dc.date']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date']/@content",
    "//time[@pubdate]/@datetime",
)
"""Where pages state their date of publication, the surest first; JSON-LD comes before them."""

LATEST = "2999-12-31"
"""The extractor's own limit for dates would read the clock; the future is looked at elsewhere."""

_SPACE = re.compile(r"\s+")

_SENTENCE = re.compile(r"\w.{10,}[.!?…。！？।؟۔][\"'”’»)\]]*$")
"""A line of prose: the extractor, when it finds no article, gives menus and button labels."""

for _chatty in ("trafilatura", "htmldate"):  # their warnings are our findings
    logging.getLogger(_chatty).setLevel(logging.CRITICAL)


def page_report(data: bytes, given: str, where: str, today: date | None = None) -> Incoming:
    """The report of a page; a page without an article is refused with a finding."""
    content, note = decoded(data, where, page=True)
    notes = () if note is None else (note,)
    if content is None:
        return refused(where, *notes)
    if not content.strip():
        return refused(where, finding("empty-file", _EMPTY, where))
    tree = _tree(content)
    document = None if tree is None else _extracted(tree)
    if tree is None or document is None:
        return refused(where, *notes, finding("no-article", _NO_ARTICLE, where))
    text, more = normalise.html(document.text or "", where)
    if not any(_SENTENCE.search(line) for line in text.content.split("\n")):
        return refused(where, *notes, finding("no-article", _NO_ARTICLE, where))
    told = {
        "outlet": document.sitename,
        "url": document.url,
        "published": _published(tree, document.url),
        "title": document.title,
        "language": _language(tree),
        "author": document.author,
    }
    return accepted(where, text, given, told, notes + more, today)


_EMPTY = "expected a page, got an empty file; save the page again"
_NO_ARTICLE = (
    "expected an article, got a page without one (a list of links, a script, a login page); "
    "save the article itself, or its text as .txt"
)


def _tree(content: str) -> HtmlElement | None:
    # A declaration of encoding inside characters is an error to the parser; NUL ends its input.
    content = re.sub(r"^\s*<\?xml[^>]*\?>", "", content.replace("\0", " ").lstrip("\ufeff"))
    try:
        tree = fromstring(content)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def _extracted(tree: HtmlElement) -> Any:
    """The extractor's document (text and metadata), or None when it finds no article."""
    try:
        return trafilatura.bare_extraction(
            deepcopy(tree),
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": LATEST,
            },
        )
    except Exception:  # the extractor meets any page at all, and what it raises is not documented
        return None


def _published(tree: HtmlElement, url: str | None) -> str | None:
    """The date as the page's markup states it, with its time where it gives one.

    Dates that stand in the running text are not looked at: they may be anybody's.
    """
    for words in _stated(tree):
        if told := iso_8601(words.strip()):
            return told
    skeleton = _skeleton(tree)
    try:
        found = find_date(
            skeleton, extensive_search=False, original_date=True, url=url, max_date=LATEST
        )
    except Exception:  # as above
        return None
    return found if isinstance(found, str) else None


def _stated(tree: HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _json_dates(json.loads(str(script)), 0)
        except (ValueError, RecursionError):
            continue
    for place in DATE_PLACES:
        yield from (str(value) for value in tree.xpath(place))


def _json_dates(value: object, depth: int) -> Iterator[str]:
    if depth > 8:
        return
    if isinstance(value, dict):
        published = value.get("datePublished")
        if isinstance(published, str):
            yield published
        for inner in value.values():
            yield from _json_dates(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_dates(inner, depth + 1)


def _skeleton(tree: HtmlElement) -> HtmlElement:
    """The page's head, and its time elements when they all tell one day: markup, no prose."""
    page = fromstring("<html><head></head><body><div></div></body></html>")
    for head in tree.xpath("//head")[:1]:
        for element in head:
            if element.tag in ("meta", "link"):
                page.find("head").append(deepcopy(element))
    times = tree.xpath("//time[@datetime]")
    if len({str(t.get("datetime"))[:10] for t in times}) == 1:
        copied = deepcopy(times[0])
        copied.tail = None
        page.find("body/div").append(copied)
    return page


def _language(tree: HtmlElement) -> str | None:
    for value in tree.xpath("/html/@lang | //meta[@property='og:locale']/@content"):
        tag = _SPACE.sub("", str(value)).replace("_", "-")
        if tag:
            return tag
    return None
