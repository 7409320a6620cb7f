"""A second coder judges without seeing the first, changes nothing, and is compared."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient
from test_review import decisions, first, form, hidden, post

SECOND = {"name": "Bo Ek", "coder": "second", "reason": "as I read it"}


def test_the_first_is_hidden_and_the_second_changes_nothing(editor: TestClient, path: Path) -> None:
    link, pledge = first(editor), first(editor, "p")
    stories = len(editor.get("/api/v1/brief").json()["stories"])
    post(editor, link, form(editor, link, reason="a plain case"))
    assert len(editor.get("/api/v1/brief").json()["stories"]) == stories - 1
    assert f"/review/{link}" not in editor.get("/review").text
    assert f"/review/{link}" not in editor.get("/review?coder=second").text  # it is Ada's own
    queue = editor.get("/review?coder=second&as=Bo+Ek").text
    assert f"/review/{link}" in queue and f"/review/{pledge}" in queue
    assert "a plain case" not in queue and "Ada Lind:" not in queue
    page = editor.get(f"/review/{link}?coder=second").text
    assert "a plain case" not in page and hidden(page)["coder"] == "second"
    assert "undo" not in page.partition("<main")[2].partition("</main>")[0]
    data = {**form(editor, link), **hidden(page), **SECOND, "judgement": "reject"}
    answer = post(editor, link, data)
    assert answer.status_code == 303 and "coder=second" in answer.headers["location"]
    told = editor.get(answer.headers["location"]).text
    assert f'href="/review/{link}' not in told and "a plain case" not in told
    assert len(editor.get("/api/v1/brief").json()["stories"]) == stories - 1
    assert [actor for _, _, actor in decisions(path)] == ["second:Bo Ek", "Ada Lind"]
    assert "as I read it" not in editor.get("/history").text
    assert "as I read it" in editor.get("/history?second=1").text
    assert "as I read it" not in editor.get(f"/review/{link}").text

    page = editor.get("/review/agreement").text
    row = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert "same story" in row and ">1<" in row and "to be settled" in page
    post(editor, link, form(editor, link, name="Cy", judgement="reject", reason="settled"))
    page = editor.get("/review/agreement").text
    assert "settled by <bdi>Cy</bdi>: reject" in page and "to be settled" not in page
    assert ">1<" in page.partition("<tbody>")[2].partition("</tr>")[0]


def test_a_mode_that_is_none_is_refused(editor: TestClient) -> None:
    for address in ("/review?coder=third", "/review?kind=x", "/review?kind=<script>"):
        assert editor.get(address).status_code == 400
    about = first(editor)
    assert post(editor, about, form(editor, about, coder="third")).status_code == 400
    assert "No second coder" in editor.get("/review/agreement").text


def test_the_queue_is_chosen_by_kind(editor: TestClient) -> None:
    whole = editor.get("/review").text
    assert whole.count("data-item") == 2 and "2 questions wait" in whole
    pledges = editor.get("/review?kind=pledge").text
    assert pledges.count("data-item") == 1 and "1 question waits" in pledges
    assert "Is this an undertaking?" in pledges
    assert editor.get("/review?kind=copy_of").text.count("data-item") == 0
    about = first(editor, "p")
    answer = post(editor, about, form(editor, about, kind="pledge"))
    assert answer.headers["location"].endswith("&kind=pledge")
    assert "Recorded" in editor.get(answer.headers["location"]).text
