"""A line tells what people did to it and what the machine had read, and lets them take it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from people import HOME, browser, given_accounts, login
from starlette.testclient import TestClient
from test_correcting import at, pledge, pumps
from test_correcting import send as correct
from test_joining import leaving, lines, made
from test_joining import send as join
from test_review import OWN, form, hidden, post

from onrecord.domain.text import Text
from onrecord.views.held import ReportRef
from onrecord.views.shown import Edit, Piece
from onrecord.web.render import environment
from onrecord.web.server import create_app

UNDO = re.compile(
    r'<form class="judge" method="post" action="(/review/undo/\w+)">(.*?)</form>', re.S
)


def told_twice(client: TestClient) -> str:
    """The line that two tellings make."""
    found: str = next(row["id"] for row in lines(client) if "pumps" in row["what"])
    return found


def line(client: TestClient, identifier: str, dates: str = "") -> str:
    answer = client.get(f"/commitments/{identifier}{dates}")
    assert answer.status_code == 200, answer.text
    return answer.text


def undo(client: TestClient, page: str):  # type: ignore[no-untyped-def]
    """Take back what the first form on a line's page takes back, as that form says it."""
    action, inner = UNDO.findall(page)[0]
    reason = re.search(r"<textarea[^>]*>([^<]+)<", inner)
    assert reason is not None
    data = {**hidden(inner), "name": "Bo Ek", "reason": reason[1]}
    return client.post(action, data=data, headers=OWN)


def test_after_a_correction_a_link_leads_back_to_the_line(editor: TestClient) -> None:
    identifier = pumps(editor)["id"]
    answer = correct(editor, pledge(editor), "by", words="Estmark")
    page = editor.get(answer.headers["location"]).text.partition("<main")[2]
    assert re.search(
        rf'class="small told-of">Told of in <a href="/commitments/{identifier}">', page
    )


def test_a_line_tells_what_the_machine_read_and_gives_it_back(editor: TestClient) -> None:
    identifier = pumps(editor)["id"]
    assert "machine read:" not in line(editor, identifier)
    assert correct(editor, pledge(editor), "by", words="Estmark").status_code == 303
    page = line(editor, identifier)
    field = page.partition('<dd class="was">')[2].partition("</dd>")[0]
    assert "machine read: <bdi>Westmark</bdi>" in field
    assert "to <bdi>Estmark</bdi> by <bdi>Ada Lind</bdi>, <time datetime=" in field
    listed = page.partition('id="decided"')[2]
    assert "machine read: <bdi>Westmark</bdi>" in listed and "<bdi>Estmark</bdi>" in listed
    answer = undo(editor, page)
    assert made(answer) and pumps(editor)["by"] == ["Westmark"]
    done = editor.get(answer.headers["location"]).text
    assert f'<a href="/commitments/{identifier}">' in done.partition("<main")[2]
    page = line(editor, identifier)
    assert "machine read:" not in page and not UNDO.findall(page)


def test_a_field_that_was_corrected_twice_shows_the_last_hand(editor: TestClient) -> None:
    identifier = pumps(editor)["id"]
    about = pledge(editor)
    assert correct(editor, about, "by", words="Estmark").status_code == 303
    again = correct(editor, about, "by", words=at("Norland"), name="Bo Ek")
    assert again.status_code == 303
    page = line(editor, identifier)
    (field,) = re.findall(r'<dd class="was">(.*?)</dd>', page)
    assert "<bdi>Westmark</bdi>" in field and "<bdi>Norland</bdi> by <bdi>Bo Ek</bdi>" in field


def test_a_split_and_a_merge_are_taken_back_on_the_page_of_the_line(editor: TestClient) -> None:
    before = lines(editor)
    identifier = told_twice(editor)
    member = leaving(editor, identifier)[1]
    join(editor, f"/review/lines/{identifier}", act="split", **{member: "1"})
    assert len(lines(editor)) == len(before) + 1
    answer = undo(editor, line(editor, identifier))
    assert made(answer) and [row["id"] for row in lines(editor)] == [row["id"] for row in before]
    done = editor.get(answer.headers["location"]).text
    assert f'<a href="/commitments/{identifier}">' in done.partition("<main")[2]
    one, other = before[0]["id"], before[1]["id"]
    join(editor, f"/review/lines/{one}", act="merge", other=other)
    (whole,) = {row["id"] for row in lines(editor)} & {one, other}
    assert made(undo(editor, line(editor, whole)))
    assert [row["id"] for row in lines(editor)] == [row["id"] for row in before]


def test_a_telling_that_was_rejected_is_brought_back_from_the_line_it_left(
    editor: TestClient,
) -> None:
    identifier = told_twice(editor)
    first, second = (name.removeprefix("leave-") for name in leaving(editor, identifier))
    data = form(editor, second, judgement="reject", reason="no promise")
    assert post(editor, second, data).status_code == 303
    assert not leaving(editor, identifier)
    page = line(editor, identifier)
    assert "read wrongly" in page and "no promise" in page
    assert made(undo(editor, page))
    assert leaving(editor, identifier) == [f"leave-{first}", f"leave-{second}"]
    others = [row["id"] for row in lines(editor) if row["id"] != identifier]
    data = form(editor, second, judgement="reject", reason="no promise")
    assert post(editor, second, data).status_code == 303
    assert not [i for i in others if "no promise" in line(editor, i)]


def test_only_who_may_and_only_now(editor: TestClient) -> None:
    identifier = pumps(editor)["id"]
    correct(editor, pledge(editor), "by", words="Estmark")
    page = line(editor, identifier)
    action, inner = UNDO.findall(page)[0]
    wrong = {**hidden(inner), "token": "x", "name": "Bo Ek", "reason": "y"}
    assert editor.post(action, data=wrong, headers=OWN).status_code == 403
    assert pumps(editor)["by"] == ["Estmark"]
    then = line(editor, identifier, "?as_of=2026-12-01")
    assert not UNDO.findall(then)


def test_the_form_is_never_kept_by_the_browser(editor: TestClient) -> None:
    identifier = pumps(editor)["id"]
    plain = editor.get(f"/commitments/{identifier}").headers["cache-control"]
    assert "no-store" not in plain
    correct(editor, pledge(editor), "by", words="Estmark")
    assert editor.get(f"/commitments/{identifier}").headers["cache-control"] == "no-store"


def test_a_readers_page_has_no_forms(editor: TestClient, path: Path) -> None:
    identifier = pumps(editor)["id"]
    correct(editor, pledge(editor), "by", words="Estmark")
    given_accounts(path)
    with TestClient(create_app(path, local=False), base_url=HOME) as shared:
        forms = {}
        for name in ("Rea", "Rev"):
            client = browser(shared)
            login(client, name)
            page = line(client, identifier)
            assert "machine read: <bdi>Westmark</bdi>" in page
            forms[name] = len(UNDO.findall(page))
    assert forms == {"Rea": 0, "Rev": 1}


def test_where_each_telling_is_judged_is_said_once(editor: TestClient) -> None:
    page = editor.get(f"/review/lines/{told_twice(editor)}").text.partition("<main")[2]
    members = page.partition("<fieldset")[0]
    assert members.count("correct or reject this") == 2 and ">judge<" not in members


@pytest.mark.parametrize("changed", [False, True])
def test_an_edit_that_changed_no_word_is_not_shown(changed: bool) -> None:
    ref = ReportRef("r1a", "a", "Post", "T", "2025-03-10", None, 1, None)
    pieces = (Piece("same", Text("Water rose.").content),)
    edit = Edit(ref, ref, (*pieces, Piece("new", " Fast.")) if changed else pieces)
    made = environment().from_string(
        '{% import "parts.html" as parts with context %}{{ parts.edits(found) }}'
    )
    shown = made.render(found=[edit], to="/reports/{}".format)
    assert ("Edited" in shown) is changed


def test_the_mark_of_a_candidate_stands_in_one_template() -> None:
    found = environment().list_templates()
    loader = environment().loader
    assert loader is not None
    sources = {name: loader.get_source(environment(), name)[0] for name in found}
    assert [n for n, s in sources.items() if 'title="a candidate' in s] == ["parts.html"]


def test_the_address_of_a_line_that_is_no_more_says_why(editor: TestClient) -> None:
    identifier = told_twice(editor)
    for name in leaving(editor, identifier):
        about = name.removeprefix("leave-")
        post(editor, about, form(editor, about, judgement="reject", reason="no promise"))
    answer = editor.get(f"/commitments/{identifier}")
    assert answer.status_code == 404
    said = answer.text.partition('<p class="lead">')[2].partition("</main>")[0]
    assert said.startswith("<bdi>No line") and "was rejected: see the decisions" in said
    assert '<a href="/history">Decisions</a>' in said
