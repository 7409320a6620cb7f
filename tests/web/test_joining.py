"""Lines are merged, split and brought back; every step stands in a history nobody can rewrite."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient
from test_review import OWN, decisions, first, form, hidden, post

from onrecord.app.record import open_record

WORDS = {"reason": "read both", "name": "Ada Lind"}


def lines(client: TestClient, table: str = "commitments") -> list[dict]:  # type: ignore[type-arg]
    found: list[dict] = client.get(f"/api/v1/{table}").json()["items"]  # type: ignore[type-arg]
    return found


def send(client: TestClient, address: str, **told: str):  # type: ignore[no-untyped-def]
    page = client.get(address)
    assert page.status_code == 200, page.text[-400:]
    data = {**WORDS, **told, "token": hidden(page.text)["token"], "seen": hidden(page.text)["seen"]}
    return client.post(address, data=data, headers=OWN)


def leaving(client: TestClient, line: str) -> list[str]:
    page = client.get(f"/review/lines/{line}").text
    return re.findall(r'name="(leave-[a-z0-9]+)"', page)


def undo(client: TestClient, decision: str):  # type: ignore[no-untyped-def]
    return send(client, f"/review/undo/{decision}", reason="on a second look")


def made(answer) -> str:  # type: ignore[no-untyped-def]
    assert answer.status_code == 303, answer.text[-600:]
    found: str = answer.headers["location"].partition("done=")[2].partition("&")[0]
    return found


def test_two_undertakings_are_merged_and_taken_apart_again(editor: TestClient, path: Path) -> None:
    before = lines(editor)
    one, other = before[0]["id"], before[1]["id"]
    page = editor.get(f"/review/lines/{one}?find=boats").text
    assert f'value="{other}"' in page or f'value="{one}"' in page
    answer = send(editor, f"/review/lines/{one}", act="merge", other=other)
    decision = made(answer)
    told = editor.get(answer.headers["location"]).text
    assert "one undertaking" in told and "/review/undo/" in told
    assert len(lines(editor)) == len(before) - 1
    assert editor.get(f"/review/lines/{one}").text.count("leaves this undertaking") >= 2
    back = undo(editor, decision)
    assert made(back)
    assert [row["id"] for row in lines(editor)] == [row["id"] for row in before]
    history = editor.get("/history").text
    assert "taken back by" in history and history.count("<tr") == 3
    again = undo(editor, made(back))
    assert made(again) and len(lines(editor)) == len(before) - 1
    with open_record(path) as record:
        assert record.rebuild().same
        assert not [f for f in record.check() if f.severity == "error"]


def test_some_tellings_leave_a_line_and_can_come_back(editor: TestClient) -> None:
    before = lines(editor)
    line = next(row["id"] for row in before if "pumps" in row["what"])
    members = leaving(editor, line)
    assert len(members) == 2
    answer = send(editor, f"/review/lines/{line}", act="split", **{members[1]: "1"})
    assert made(answer)
    after = lines(editor)
    assert len(after) == len(before) + 1
    assert not leaving(editor, line)
    other = next(row["id"] for row in after if row["id"] not in {r["id"] for r in before})
    assert made(send(editor, f"/review/lines/{line}", act="merge", id=other))
    assert len(lines(editor)) == len(before) and len(leaving(editor, line)) == 2


def test_names_and_sayings_are_split_and_merged(editor: TestClient) -> None:
    for table, name in (("entities", "Norland"), ("utterances", "Ilse Bérard")):
        before = lines(editor, table)
        line = next(r["id"] for r in before if name in (r.get("name"), *(r.get("speakers") or ())))
        members = leaving(editor, line)
        assert len(members) == 2, table
        page = f"/review/lines/{line}"
        decision = made(send(editor, page, act="split", **{members[0]: "1"}))
        assert len(lines(editor, table)) == len(before) + 1
        assert made(undo(editor, decision))
        assert [row["id"] for row in lines(editor, table)] == [row["id"] for row in before]
    names = lines(editor, "entities")
    people = [row["id"] for row in names if row["name"] in ("Norland", "Estmark")]
    assert made(send(editor, f"/review/lines/{people[0]}", act="merge", other=people[1]))
    assert len(lines(editor, "entities")) == len(names) - 1


def test_what_cannot_be_is_told(editor: TestClient, path: Path) -> None:
    rows = lines(editor)
    line = next(row["id"] for row in rows if "pumps" in row["what"])
    members = leaving(editor, line)
    page = f"/review/lines/{line}"
    person = lines(editor, "entities")[0]["id"]
    for told, fault in (
        ({"act": "split"}, "choose what leaves"),
        ({"act": "split", members[0]: "1", members[1]: "1"}, "something has to stay"),
        ({"act": "merge"}, "merged with another"),
        ({"act": "merge", "other": line}, "not with itself"),
        ({"act": "merge", "other": person}, "another commitment"),
        ({"act": "melt"}, "merge or to split"),
        ({"act": "merge", "other": rows[1]["id"], "reason": ""}, "reason"),
    ):
        answer = send(editor, page, **told)
        assert answer.status_code == 400 and 'class="fault"' in answer.text, told
        assert fault.lower() in answer.text.lower(), told
    lost = "c1aaaaaaaaaaaaaaaaaaaa"
    assert send(editor, page, act="merge", other=lost).status_code == 404
    assert send(editor, page, act="split", **{"leave-p1aaa": "1"}).status_code == 404
    assert editor.get(f"/review/lines/{lost}").status_code == 404
    story = editor.get("/api/v1/brief").json()["stories"][0]["id"]
    assert editor.get(f"/review/lines/{story}").status_code == 400
    assert editor.get(f"{page}?find={'x' * 201}").status_code == 400
    assert decisions(path) == []


def test_a_line_that_moved_is_not_merged_blindly(editor: TestClient) -> None:
    rows = lines(editor)
    line = next(row["id"] for row in rows if "pumps" in row["what"])
    other = next(row["id"] for row in rows if "pumps" not in row["what"])
    page = f"/review/lines/{line}"
    old = hidden(editor.get(page).text)
    members = leaving(editor, line)
    assert made(send(editor, page, act="split", **{members[1]: "1"}))
    slow = {**old, **WORDS, "name": "Bo Ek", "act": "merge", "other": other}
    answer = editor.post(page, data=slow, headers=OWN)
    assert answer.status_code == 409 and "not one undertaking" in answer.text
    assert len(lines(editor)) == len(rows) + 1


def test_only_what_people_decided_is_taken_back_and_only_once(editor: TestClient) -> None:
    policy = editor.get("/api/v1/decisions").json()["items"][0]["id"]
    assert editor.get(f"/review/undo/{policy}").status_code == 400
    assert editor.get("/review/undo/j1aaaaaaaaaaaaaaaaaaaa").status_code == 404
    about = first(editor)
    decision = made(post(editor, about, form(editor, about)))
    page = editor.get(f"/review/undo/{decision}").text
    token = {name: hidden(page)[name] for name in ("token", "seen")}
    assert made(undo(editor, decision))
    assert "was taken back already" in editor.get(f"/review/undo/{decision}").text
    late = editor.post(f"/review/undo/{decision}", data={**WORDS, **token}, headers=OWN)
    assert late.status_code in (400, 409)
    assert about in {i["id"] for i in editor.get("/api/v1/queue").json()["items"]}


def test_forms_from_elsewhere_change_nothing_here_either(editor: TestClient, path: Path) -> None:
    line = lines(editor)[0]["id"]
    good = {**hidden(editor.get(f"/review/lines/{line}").text), **WORDS, "act": "merge"}
    for address in (f"/review/lines/{line}", f"/review/undo/{line}", f"/review/{line}/edit/by"):
        foreign = {"origin": "http://evil.example"}
        assert editor.post(address, data=good, headers=foreign).status_code == 403
        assert editor.post(address, data={**good, "token": "x"}, headers=OWN).status_code == 403
        assert editor.post(address, content=b"x" * 10_000_000).status_code == 413
    assert decisions(path) == []


def test_history_is_read_by_everybody_and_written_by_nobody(editor: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert editor.request(method, "/history").status_code in (403, 405)
