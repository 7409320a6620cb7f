"""Pages: every line leads to its words, the dates asked as of stay, marks lead to their lines."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hostile_record import SECOND
from paper import Paper
from starlette.testclient import TestClient
from summit import summit
from walk import Tags, walk

from onrecord.app import wiring
from onrecord.app.ingest import refresh
from onrecord.app.record import open_record
from onrecord.views.article import Article, Mark, Paragraph, ReportRef
from onrecord.web.bars import bars
from onrecord.web.pieces import of_paragraph


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def here(page: str) -> str:
    """The words that are highlighted on a report's page."""
    found = re.findall(r'<(?:a|span) class="[^"]*\bhere\b[^"]*"[^>]*>([^<]*)<', page)
    return unescape("".join(found))


def test_the_brief_tells_what_is_undertaken_refused_and_disputed(client: TestClient) -> None:
    told = text_of(client.get("/").text)
    for words in ("Undertaken", "Norland", "10 pumps", "each", "Refused", "Westmark", "Asked for",
                  "until until the harbour is safe"[6:], "Disputed", "Changed last"):  # fmt: skip
        assert words in told, words


def test_each_quoted_line_leads_to_its_words_in_the_report(client: TestClient) -> None:
    rows = client.get("/api/v1/commitments").json()["items"]
    page = client.get("/commitments").text
    for row in rows:
        evidence = row["evidence"]
        spans = ",".join(f"{start}-{end}" for start, end in evidence["spans"])
        address = f"/reports/{evidence['report']['id']}/{spans}"
        assert address in page
        report = client.get(address).text
        assert " ".join(here(report).split()) == evidence["words"].replace(" … ", " ")
        assert f'id="c{evidence["spans"][0][0]}-{evidence["spans"][0][1]}"' in report


def test_a_mark_leads_to_its_line_and_the_line_back(client: TestClient) -> None:
    report = summit()[0].pages[0].report
    page = client.get(f"/reports/{report.id}").text
    marks = [a["href"] for tag, a in Tags(page).tags if tag == "a" and "mark" in a.get("class", "")]
    kinds = {href.split("/")[1] for href in marks}
    assert {"commitments", "utterances", "entities"} <= kinds
    for href in dict.fromkeys(marks):
        line = client.get(href)
        assert line.status_code == 200 and f"/reports/{report.id}/" in line.text, href


def test_a_permanent_address_is_of_the_text(client: TestClient) -> None:
    report = summit()[0].pages[0].report
    page = client.get(f"/t/{report.text}/21-36").text
    assert here(page) == summit()[0].pages[0].text.content[21:36]
    assert 'id="c21-36"' in page
    two = client.get(f"/t/{report.text}/0-3,21-36").text
    assert here(two) == "A f" + summit()[0].pages[0].text.content[21:36]


def test_an_edited_report_shows_what_went_and_what_came(client: TestClient) -> None:
    report = summit()[0].pages[2].report
    page = client.get(f"/reports/{report.id}").text
    assert "<del>have " in page and "<ins>are about to " in page


def test_other_wordings_of_a_saying_are_marked(client: TestClient) -> None:
    rows = client.get("/api/v1/utterances").json()["items"]
    row = next(row for row in rows if len(row["renderings"]) > 1)
    page = client.get(f"/utterances/{row['id']}").text
    assert "2 renderings, side by side" in text_of(page)
    assert '<mark class="differs">The water will</mark>' in page


def test_an_id_that_is_cut_short_leads_to_the_line(client: TestClient) -> None:
    whole = client.get("/api/v1/commitments").json()["items"][0]["id"]
    answer = client.get(f"/show/{whole[:12]}?on=2025-03-14")
    assert answer.headers["location"] == f"/commitments/{whole}?on=2025-03-14"
    assert client.get(f"/utterances/{whole}").headers["location"] == f"/commitments/{whole}"


def test_the_dates_asked_as_of_stay_in_every_link(client: TestClient) -> None:
    pages = walk(client, "/?as_of=2026-11-03&on=2025-04-30", most=60)
    files = ("/static/", "/api/", "/search")
    assert len(pages) >= 55
    for address, page in pages.items():
        if address.startswith((*files, "/review")):
            continue
        if "as_of" not in address:
            assert "Back to now" not in page, address
            continue
        assert "2026-11-03" in page or not page, address
        for found in Tags(page).addresses():
            if found.startswith(files) or f'<a href="{found}">Back to now' in page:
                continue
            if found.startswith("/"):
                day = r"as_of=2026-11-0[13]" if "/commitments/c" in address else "as_of=2026-11-03"
                assert re.search(f"{day}&on=2025-04-30", found), (address, found)


def test_the_past_does_not_know_what_came_later(client: TestClient) -> None:
    assert "Javaland" in client.get("/").text
    assert "Javaland" not in client.get("/?as_of=2026-11-03").text
    assert "0 reports" in client.get("/?as_of=2026-10-01").text
    now = client.get("/api/v1/commitments?to=Javaland").json()["items"][0]["id"]
    assert client.get(f"/commitments/{now}?as_of=2026-11-03").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "by=norland", "to=Coastland&stage=refused", "item=pumps", "category=financial",
     "since=2025-03-15", "until=2025-03", "by=nobody"],
)  # fmt: skip
def test_the_filters_of_commitments(client: TestClient, query: str, made: Path) -> None:
    wanted = dict(pair.split("=") for pair in query.split("&") if pair)
    with open_record(made, writable=False) as record:
        count, every = len(record.commitments(**wanted)), len(record.commitments())
    assert 0 < count < every or query in ("", "by=nobody")
    page = client.get(f"/commitments?{query}").text
    assert page.count('<td data-label="Who">') == count
    assert ("No commitments that fit" in page) == (count == 0)


def test_conditions_stand_by_what_came_of_them(client: TestClient) -> None:
    page = text_of(client.get("/conditions?to=Coastland").text)
    assert "Open 1" in page and "until the harbour is safe" in page and "Westmark" in page
    assert "No conditions that fit" in client.get("/conditions?by=Norland").text
    assert client.get("/conditions?category=none").status_code == 400


def test_search_groups_what_it_finds(client: TestClient) -> None:
    page = text_of(client.get("/search?q=pumps").text)
    for title in ("Undertakings", "Reports"):
        assert title in page
    assert "Names" in text_of(client.get("/search?q=norland").text)
    assert "No lines with" in client.get("/search?q=zzzz").text


def test_what_is_found_while_one_types(client: TestClient) -> None:
    part = client.get("/search/hits?q=nor").text
    assert "<html" not in part and text_of(part).startswith("Names Norland")
    assert re.search(r'href="/entities/e\w+"', part) and 'href="/search?q=nor"' in part
    assert "Nothing holds" in client.get("/search/hits?q=zzzz").text
    assert client.get("/search/hits").text.strip() == '<p class="kind"></p>'
    assert client.get("/search/hits?q=" + "x" * 201).status_code == 400


def test_a_name_told_in_many_reports_is_found_once(client: TestClient) -> None:
    page = client.get("/search?q=norland").text
    names = page.partition("Names <span")[2].partition("</section>")[0]
    assert names.count("<li>") == 1


def test_a_search_in_the_past_finds_nothing_later(client: TestClient) -> None:
    assert "/reports/" in client.get("/search?q=javaland").text
    assert "No lines with" in client.get("/search?q=javaland&as_of=2026-11-03").text


def test_a_second_look_tells_what_is_new(editor: TestClient, path: Path) -> None:
    assert "since you last looked" not in editor.get("/").text
    assert "Nothing new since you last looked" in text_of(editor.get("/").text)
    store = wiring.open_writer(path)
    paper = Paper()
    page = paper.page("new", "Norland will send 7 boats to Coastland.", "2025-05-01")
    page.pledge("Norland will send 7 boats", by=["Norland"], to=["Coastland"], thing="7 boats")
    store.append(paper.all(), SECOND)
    refresh(store)
    store.close()
    for _ in range(2):  # what was new stays new during a visit
        told = text_of(editor.get("/").text)
        assert "New since you last looked" in told and "1 report " in told, told[:400]
        assert "Norland → Coastland" in told.partition("New since")[2][:200]
    for name in [c for c in editor.cookies if c.startswith("onrecord-visit")]:
        editor.cookies.delete(name)
    assert "Nothing new since you last looked" in text_of(editor.get("/").text)
    assert "since you last looked" not in editor.get("/?as_of=2026-11-30").text


@pytest.mark.parametrize(
    "told", ["", "x", "1.2.3.4", "1.2.3.4.5.6", "-1.0.0.0.0", "9" * 13 + ".1.1.1.1", "9.9.9.9.9"]
)
def test_a_cookie_that_is_none_of_ours_does_no_harm(editor: TestClient, told: str) -> None:
    editor.get("/")
    for name in list(editor.cookies):
        if name.startswith("onrecord-"):
            editor.cookies.set(name, told, domain="localhost.local", path="/")
    assert editor.get("/").status_code == 200
    huge = ".".join(["1", "1", "1", "1", "9" * 12])
    headers = {"cookie": "; ".join(f"{name}={huge}" for name in editor.cookies)}
    editor.cookies.clear()
    assert editor.get("/", headers=headers).status_code == 200


def test_the_balance_is_drawn_with_its_bounds(client: TestClient) -> None:
    page = client.get("/balance?unit=pump").text
    assert "<svg" in page and 'class="sure"' in page and "announced or further" in page
    assert client.get("/balance").text.count("/balance?unit=") >= 2


def test_an_open_end_is_drawn_open() -> None:
    from decimal import Decimal

    from onrecord.domain.amounts import Amount
    from onrecord.views.tables import BalanceRow

    row = BalanceRow("", "all", Amount(None, Decimal(8), "pump"), Amount(Decimal(4), None, "pump"),
                     Amount(Decimal(2), Decimal(2), "pump"), None, ("c1",))  # fmt: skip
    asked, announced, agreed = bars([row])
    assert (asked.sure, asked.open) == (0, False) and asked.maybe > 0
    assert announced.open and announced.sure > 0 and announced.maybe > 0
    assert not agreed.open and agreed.maybe == 0 and agreed.sure == announced.sure // 2
    assert bars([]) == ()


def test_marks_that_cross_are_cut_and_none_is_lost() -> None:
    content = "abcdefghij"
    marks = (
        Mark(0, 6, "statement", "s", "s1x", "u1x"),
        Mark(4, 9, "pledge", "p", "p1x", "c1x"),
        Mark(5, 7, "name", "n", "m1x", "e1x"),
    )
    report = ReportRef("r1", "r", None, None, None, None, 1, None)
    article = Article(report, "t1", None, None, content, marks, (), "m", (), ())
    pieces = list(of_paragraph(article, Paragraph(0, 10, ()), [(1, 5)]))
    assert "".join(piece.words for piece in pieces) == content
    assert [(p.words, p.line) for p in pieces] == [
        ("a", "u1x"), ("bcd", "u1x"), ("e", "c1x"), ("f", "c1x"), ("g", "c1x"), ("hi", "c1x"),
        ("j", None),
    ]  # fmt: skip
    assert [p.words for p in pieces if p.here] == ["bcd", "e"]
    assert [p.anchor for p in pieces if p.anchor] == ["c1-5"]


def test_a_long_table_is_turned(editor: TestClient, path: Path) -> None:
    from datetime import UTC, datetime

    from hostile_record import write
    from paper import Paper

    paper = Paper()
    for n in range(104):
        page = paper.page(f"n{n}", f"State{n} will send {n + 2} boats to Coastland.")
        page.pledge(f"State{n} will send", by=[f"State{n}"])
    write(path, [(datetime(2026, 11, 6, tzinfo=UTC), paper.all())])
    first = editor.get("/commitments").text
    total = editor.get("/api/v1/commitments").json()["total"]
    assert f"1–100 of {total}" in first and "offset=100" in first
    rest = editor.get("/commitments?offset=100").text
    assert f"101–{total} of {total}" in rest and 'rel="next"' not in rest


def test_no_first_load_is_heavy(client: TestClient) -> None:
    own = sum(len(client.get(f"/static/{name}").content) for name in ("site.css", "site.js"))
    for address in ("/", "/commitments", "/timeline", "/entities"):
        assert len(client.get(address).content) + own < 150_000


def test_one_can_slide_back_and_forward_over_what_was_known_when(
    editor: TestClient, path: Path
) -> None:
    from datetime import UTC, datetime

    from hostile_record import write
    from paper import Paper

    paper = Paper()
    told = paper.page("a", "Norland will send 3 tents to Coastland.")
    first = told.pledge("Norland will send 3 tents", by=["Norland"], thing="tents")
    before = paper.all()
    later = paper.page("b", "Norland has sent 3 tents to Coastland.")
    sent = later.pledge("Norland has sent 3 tents", by=["Norland"], stage="fulfilled")
    paper.accept("same_commitment", sent, first)
    known = {fact.id for fact in before}
    write(path, [(datetime(2026, 11, 6, tzinfo=UTC), before)])
    write(
        path,
        [(datetime(2026, 11, 9, tzinfo=UTC), [f for f in paper.all() if f.id not in known])],
    )
    row = editor.get("/api/v1/commitments?item=tents").json()["items"][0]
    page = editor.get(f"/commitments/{row['id']}").text
    assert 'data-days="2026-11-06 2026-11-09" data-stages="announced|fulfilled"' in page
    back = editor.get(f"/commitments/{row['id']}?as_of=2026-11-06").text
    assert 'data-days="2026-11-06 2026-11-09"' in back and "Who told it" in back
    assert 'class="stage s-fulfilled"' in page and 'class="stage s-fulfilled"' not in back


def test_the_board_has_each_stage_with_how_many_and_leads_to_the_table(client: TestClient) -> None:
    page = client.get("/board").text
    rows = client.get("/api/v1/commitments", params={"limit": 200}).json()
    stages = {row["stage"] for row in rows["items"]}
    assert stages
    for stage in stages:
        count = sum(row["stage"] == stage for row in rows["items"])
        column = page.split(f'id="stage-{stage}"')[1].split("</h2>")[0]
        assert f">{count}<" in column
    for row in rows["items"]:
        assert f"/commitments/{row['id']}" in page
    assert 'href="/board"' in client.get("/").text
    assert 'href="/board"' in client.get("/commitments").text
