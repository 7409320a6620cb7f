"""The page of readings: the text can be rebuilt from it, marks may cross, nothing hostile runs."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain.annotations import Mention, Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import MentionKind, StatementKind
from onrecord.export.reading_html import reading_page, visible


class Page(HTMLParser):
    """The texts of a page, with the classes that cover each character."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.covers: list[list[frozenset[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False
        self._classes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("class") == "text":
            self._inside = True
            self.texts.append("")
            self.covers.append([])
        elif self._inside:
            self._classes.append(found.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == "div":
            self._inside = False
        elif self._inside:
            self._classes.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data
            classes = frozenset(" ".join(self._classes).split())
            self.covers[-1] += [classes] * len(data)


def statement(text: Text, source: tuple[int, int] | None, *content: tuple[int, int]) -> Statement:
    return Statement(
        text.digest,
        (text.quote(*source),) if source else (),
        (),
        tuple(text.quote(*span) for span in content),
        StatementKind.DIRECT,
        speakers=("<b>Ada</b>",),
    )


def page_of(text: Text, *statements: Statement, title: str | None = None) -> str:
    report = Report("r", text.digest, title=title, outlet="O", published="2023-07-11")
    return reading_page([(report, Reading(text, "m", statements=statements))])


def test_crossing_and_nested_marks_cover_what_they_should() -> None:
    text = Text("abcdefghij")
    page = Page(page_of(text, statement(text, (0, 4), (2, 8)), statement(text, (3, 5), (5, 7))))
    assert page.texts == ["abcdefghij"]
    cover = page.covers[0]
    assert [("source" in classes) for classes in cover] == [True] * 5 + [False] * 5
    assert [("content" in classes) for classes in cover] == [False] * 2 + [True] * 6 + [False] * 2
    assert [("nested" in classes) for classes in cover] == [i in (5, 6) for i in range(10)]


HOSTILE = [
    "<script>alert(1)</script>",
    "</div></main><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7*7 }} {% raw %}",
    "&lt;b&gt; &amp; &#x3c;",
    "\u202eevil\u202c \u2066x",
    "שלום العالم",
    "\n\n  leading and trailing \n",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_shown_and_never_becomes_markup(words: str) -> None:
    text = Text(words)
    source = page_of(text, statement(text, None, (0, len(words))), title=words)
    page = Page(source)
    assert page.texts == [words]
    allowed = {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "p", "input", "div",
        "ul", "li", "label", "main", "article", "h2", "bdi", "span", "details", "summary", "table",
        "thead", "tr", "th", "tbody", "td", "footer", "nav", "ol", "strong",
    }  # fmt: skip
    assert {tag for tag, _ in page.tags} <= allowed
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_only_the_page_s_own_style_may_apply_and_nothing_is_loaded() -> None:
    page = page_of(Text("x"))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    tags = Page(page).tags
    policy = next(a["content"] for t, a in tags if a.get("http-equiv") is not None)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{digest}'" in policy
    assert not [1 for tag, attrs in tags if "src" in attrs or tag in ("script", "link", "iframe")]
    assert all((a["href"] or "").startswith("#") for _, a in tags if "href" in a)


def test_layers_have_labelled_switches_and_ids_are_unique() -> None:
    text = Text("abc")
    mention = Mention(text.digest, text.quote(0, 1), MentionKind.PERSON, "A")
    pair = (Report("r", text.digest), Reading(text, "m", mentions=(mention,)))
    tags = Page(reading_page([pair, pair])).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    boxes = {attrs["id"] for tag, attrs in tags if tag == "input"}
    assert boxes == {attrs["for"] for tag, attrs in tags if tag == "label"}
    targets = {(attrs["href"] or "")[1:] for _, attrs in tags if "href" in attrs}
    assert targets <= set(ids)


def test_no_report_gives_a_page_that_says_so() -> None:
    assert "No report was given." in reading_page([])


spans = st.tuples(st.integers(0, 30), st.integers(1, 12))


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=40), st.lists(st.tuples(spans, spans), max_size=5))
def test_the_text_can_be_rebuilt_from_the_page(
    words: str, places: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    text = Text(words)

    def cut(start: int, length: int) -> tuple[int, int]:
        start = min(start, len(words) - 1)
        return start, min(len(words), start + length)

    statements = [statement(text, cut(*source), cut(*content)) for source, content in places]
    assert Page(page_of(text, *statements)).texts == [visible(words)]
    assert len(visible(words)) == len(words)
