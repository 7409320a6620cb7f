"""Decisions: by a person on this machine, bound to the words, never lost, never forged."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from hostile_record import SECOND
from starlette.testclient import TestClient
from summit import summit

from onrecord.app import wiring
from onrecord.app.record import open_record
from onrecord.app.review import Judged, Outcome
from onrecord.domain.errors import UnknownId, UsageError

HOME = "http://localhost:8000"
OWN = {"origin": HOME}


def first(client: TestClient, kind: str = "l") -> str:
    return next(i["id"] for i in client.get("/api/v1/queue").json()["items"] if i["id"][0] == kind)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', page))


def form(client: TestClient, identifier: str, **more: str) -> dict[str, str]:
    found = hidden(client.get(f"/review/{identifier}").text)
    words = {"reason": "both name the same matter", "name": "Ada Lind", "judgement": "accept"}
    return {**found, **words, **more}


def post(client: TestClient, identifier: str, data: dict[str, str], **headers: str):  # type: ignore[no-untyped-def]
    return client.post(f"/review/{identifier}", data=data, headers=headers or OWN)


def decisions(path: Path) -> list[tuple[str, str, str]]:
    with open_record(path, writable=False) as record:
        return [(d.about, str(d.judgement), d.actor) for d in record.decisions(people=True)]


def test_a_decision_is_recorded_told_and_changes_the_record(editor: TestClient, path: Path) -> None:
    about = first(editor)
    stories = len(editor.get("/api/v1/brief").json()["stories"])
    answer = post(editor, about, form(editor, about))
    assert answer.status_code == 303
    told = editor.get(answer.headers["location"]).text
    assert "Recorded:" in told and "Ada Lind" in told and "had moved" not in told
    assert decisions(path) == [(about, "accept", "Ada Lind")]
    assert len(editor.get("/api/v1/brief").json()["stories"]) == stories - 1
    assert about not in {i["id"] for i in editor.get("/api/v1/queue").json()["items"]}
    assert "both name the same matter" in editor.get("/history").text
    assert 'value="Ada Lind"' in editor.get(f"/review/{about}").text


def test_a_later_decision_replaces_and_keeps_the_earlier(editor: TestClient, path: Path) -> None:
    about = first(editor)
    post(editor, about, form(editor, about))
    post(editor, about, form(editor, about, judgement="reject", name="Bo Ek", reason="no"))
    assert decisions(path) == [(about, "reject", "Bo Ek"), (about, "accept", "Ada Lind")]
    page = editor.get("/history").text
    assert page.count('class="replaced"') == 1 and page.count("replaced by") == 1
    assert page.count("/review/undo/") == 2


def test_a_decision_on_what_moved_is_refused_and_can_be_made_again(
    editor: TestClient, path: Path
) -> None:
    about = first(editor)
    slow = form(editor, about, name="Bo Ek", judgement="reject", reason="two matters")
    post(editor, about, form(editor, about))
    answer = post(editor, about, slow)
    assert answer.status_code == 409 and decisions(path) == [(about, "accept", "Ada Lind")]
    assert "This has moved since you looked" in answer.text
    assert "Ada Lind" in answer.text and "both name the same matter" in answer.text
    assert "two matters" in answer.text and 'value="reject"' in answer.text
    again = {**slow, **hidden(answer.text)}
    assert again["seen"] != slow["seen"]
    assert post(editor, about, again).status_code == 303
    assert decisions(path) == [(about, "reject", "Bo Ek"), (about, "accept", "Ada Lind")]


def test_a_text_that_was_read_again_is_a_move(editor: TestClient, path: Path) -> None:
    about = first(editor, "p")
    old = form(editor, about)
    page = summit()[0].pages[1]
    page.maker = "test.2"
    store = wiring.open_writer(path)
    store.append([page.reading()], SECOND)
    store.close()
    answer = post(editor, about, old)
    assert answer.status_code == 409 and "was read again" in answer.text
    assert decisions(path) == []


def test_the_same_form_sent_twice_is_one_decision(editor: TestClient, path: Path) -> None:
    about = first(editor)
    once = form(editor, about)
    assert post(editor, about, once).status_code == 303
    assert post(editor, about, once).status_code == 303
    assert len(decisions(path)) == 1


def test_many_at_once_lose_no_decision(editor: TestClient, path: Path) -> None:
    about = first(editor)
    forms = [form(editor, about, name=f"Person {n}", reason=f"reason {n}") for n in range(6)]
    start = threading.Barrier(len(forms))
    told: list[int] = []

    def send(data: dict[str, str]) -> None:
        start.wait()
        told.append(post(editor, about, data).status_code)

    threads = [threading.Thread(target=send, args=(data,)) for data in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [303, 409, 409, 409, 409, 409]
    made = decisions(path)
    assert len(made) == 1
    with open_record(path) as record:
        assert record.rebuild().same


def test_a_doubtful_pledge_becomes_a_commitment_when_it_is_accepted(editor: TestClient) -> None:
    about = first(editor, "p")
    before = editor.get("/api/v1/commitments").json()["total"]
    assert post(editor, about, form(editor, about)).status_code == 303
    assert editor.get("/api/v1/commitments").json()["total"] == before + 1


def test_what_was_read_wrongly_is_rejected_from_its_line(editor: TestClient) -> None:
    row = editor.get("/api/v1/commitments?stage=refused").json()["items"][0]
    page = editor.get(f"/commitments/{row['id']}").text
    assert f'/review/{row["evidence"]["annotation"]}"' in page
    about = row["evidence"]["annotation"]
    assert post(editor, about, form(editor, about, judgement="reject")).status_code == 303
    assert editor.get(f"/commitments/{row['id']}").status_code == 404
    assert editor.get(f"/show/{about}").status_code == 200
    for rendering in editor.get("/api/v1/utterances").json()["items"][0]["renderings"]:
        about = rendering["annotation"]
        assert post(editor, about, form(editor, about, judgement="reject")).status_code == 303
    assert "No sayings that fit" in editor.get("/utterances").text


def test_the_past_is_shown_and_not_decided(editor: TestClient) -> None:
    about = first(editor)
    page = editor.get(f"/review/{about}?as_of=2026-11-30").text
    assert '<form class="judge"' not in page and "Decide on how it stands now" in page


FOREIGN: tuple[dict[str, str], ...] = (
    {"origin": "http://evil.example"},
    {"origin": "http://localhost:9000"},
    {"origin": "https://localhost:8000"},
    {"origin": "null"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "null", "sec-fetch-site": "same-site"},
    {"x-nothing": "1"},
)


def test_a_form_from_elsewhere_changes_nothing(editor: TestClient, path: Path) -> None:
    about = first(editor)
    good = form(editor, about)
    for headers in FOREIGN:
        assert post(editor, about, good, **headers).status_code == 403, headers
    assert decisions(path) == []


def test_browsers_that_hide_the_origin_of_our_own_form_are_let_in(
    editor: TestClient, path: Path
) -> None:
    about = first(editor)
    own = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert post(editor, about, form(editor, about), **own).status_code == 303
    assert len(decisions(path)) == 1


def test_a_form_without_its_token_or_cookie_changes_nothing(editor: TestClient, path: Path) -> None:
    about = first(editor)
    good = form(editor, about)
    for token in ("", "x", "é", good["token"][:-1], good["token"].upper() + "x"):
        assert post(editor, about, {**good, "token": token}).status_code == 403
    editor.cookies.clear()
    assert post(editor, about, good).status_code == 403
    editor.cookies.set("onrecord-form", "a" * 32, path="/")
    assert post(editor, about, good).status_code == 403
    assert decisions(path) == []


def test_the_cookie_is_for_this_site_and_no_script(editor: TestClient) -> None:
    cookie = editor.get(f"/review/{first(editor)}").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/;" in f"{cookie};"


TOO_LITTLE: tuple[tuple[dict[str, str], str], ...] = (
    ({"reason": ""}, "reason"), ({"reason": " \n"}, "reason"), ({"reason": "x" * 501}, "reason"),
    ({"name": ""}, "name"), ({"name": "x" * 81}, "name"), ({"name": "a\u202eb"}, "name"),
    ({"name": "Policy:thresholds.v1"}, "policy"), ({"judgement": "maybe"}, "judgement"),
    ({"seen": "999999"}, "seen"), ({"seen": "-1"}, "seen"), ({"seen": "x"}, "seen"),
)  # fmt: skip


def test_a_form_that_says_too_little_is_shown_again(editor: TestClient, path: Path) -> None:
    about = first(editor)
    good = form(editor, about)
    for more, told in TOO_LITTLE:
        answer = post(editor, about, {**good, **more})
        assert answer.status_code == 400 and 'class="fault"' in answer.text, more
        assert told in answer.text.partition('class="fault"')[2].partition("</p>")[0], more
    assert decisions(path) == []


def test_what_is_no_question_is_not_judged(editor: TestClient, path: Path) -> None:
    commitment = editor.get("/api/v1/commitments").json()["items"][0]["id"]
    assert editor.get(f"/review/{commitment}").status_code == 400
    good = form(editor, first(editor))
    assert post(editor, commitment, good).status_code == 404
    assert post(editor, "l1aaaaaaaaaaaaaaaaaaaa", good).status_code == 404
    report = editor.get("/api/v1/reports").json()["items"][0]["id"]
    assert post(editor, report, good).status_code == 400
    assert decisions(path) == []


def test_a_body_that_is_no_form_is_refused(editor: TestClient) -> None:
    for body in (b"\xff\xfe", b"a", b"a=1&" * 30, b"%", b""):
        answer = editor.post(f"/review/{first(editor)}", content=body, headers=OWN)
        assert answer.status_code in (400, 403) and "<h1>" in answer.text, body


def test_names_and_reasons_are_escaped(editor: TestClient) -> None:
    about = first(editor)
    evil = "<script>alert(1)</script>"
    post(editor, about, form(editor, about, name=evil, reason=f"{evil}\r\n{evil}"))
    for address in ("/history", f"/review/{about}", "/history?all=1"):
        page = editor.get(address).text
        assert evil not in page and "&lt;script&gt;" in page


def test_deciding_through_the_record(path: Path) -> None:
    with open_record(path) as record:
        about = record.queue()[0].id
        seen = record.head
        done = record.decide(Judged(about, "reject", "Ada", "looked", seen))
        assert done == Outcome((done.decision,), ())
        again = record.decide(Judged(about, "accept", "Bo", "looked again", seen))
        assert again == Outcome((), (done.decision,))
        assert record.decide(Judged(about, "accept", "Bo", "looked again", record.head)).decisions
        assert record.rebuild().same
        with pytest.raises(UnknownId):
            record.decide(Judged("l1zz", "accept", "Ada", "x", seen))
        with pytest.raises(UsageError):
            record.decide(Judged(about, "accept", "policy:mine", "x", seen))
        with pytest.raises(UsageError):
            record.decide(Judged(about, "accept", "second:Ada", "x", seen))
        with pytest.raises(UsageError):
            record.decide(Judged(about, "correct", "Ada", "x", record.head))
