"""Coming in, staying, leaving: sessions that cannot be fixed, guessed at, or carried off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import HOME, OWN, PASSWORD, browser, given_accounts, login, token_on
from starlette.testclient import TestClient
from walk import walk

from onrecord.app.accounts import Role, open_accounts
from onrecord.web import access
from onrecord.web.pace import Pace
from onrecord.web.server import create_app


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    """A browser on a record that Ada owns, Rev reviews and Rea reads."""
    given_accounts(path)
    app = create_app(path, local=False)
    with TestClient(app, base_url=HOME, follow_redirects=False) as client:
        yield client


def cookie(answer, name: str = access.COOKIE) -> str:  # type: ignore[no-untyped-def]
    return next((c for c in answer.headers.get_list("set-cookie") if c.startswith(name)), "")


def test_who_logs_in_comes_to_where_they_wanted(desk: TestClient) -> None:
    sent = desk.get("/commitments?by=norland&stage=announced")
    assert (
        sent.headers["location"] == "/login?next=%2Fcommitments%3Fby%3Dnorland%26stage%3Dannounced"
    )
    page = desk.get(sent.headers["location"]).text
    onward = re.search(r'name="next" value="([^"]*)"', page)
    assert onward is not None
    answer = login(desk, "Ada", next=onward[1].replace("&amp;", "&"))
    assert answer.headers["location"] == "/commitments?by=norland&stage=announced"
    assert desk.get(answer.headers["location"]).status_code == 200
    assert desk.get("/login").headers["location"] == "/"


def test_the_cookie_is_for_no_script_and_no_other_site(desk: TestClient) -> None:
    told = cookie(login(desk, "Ada")).lower()
    for part in ("httponly", "samesite=strict", "secure", "path=/", "max-age=604800"):
        assert part in told
    plain = browser(desk, "http://paper.example")
    data = {"name": "Ada", "password": PASSWORD, "token": token_on(plain.get("/login").text)}
    answer = plain.post("/login", data=data, headers={"origin": "http://paper.example"})
    assert answer.status_code == 303 and "secure" not in cookie(answer).lower()


def test_a_session_that_was_planted_is_worth_nothing(desk: TestClient) -> None:
    """Fixation: neither a made-up nor a real session of another survives a login."""
    desk.cookies.set(
        access.COOKIE, "planted-by-somebody-else-planted-by-so", domain="paper.example"
    )
    assert desk.get("/").status_code == 303
    answer = login(desk, "Ada")
    assert "planted" not in cookie(answer)
    desk.cookies.clear()
    login(desk, "Rea")
    planted = desk.cookies[access.COOKIE]
    victim = browser(desk)
    victim.cookies.set(access.COOKIE, planted, domain="paper.example")
    data = {"name": "Ada", "password": PASSWORD, "token": token_on(victim.get("/account").text)}
    assert victim.post("/login", data=data, headers=OWN).status_code == 303
    assert (
        'href="/audit"' not in desk.get("/", headers={"cookie": f"{access.COOKIE}={planted}"}).text
    )
    assert desk.get("/").status_code == 303, "the session that was planted is over"


def test_the_form_cookie_changes_with_the_login(desk: TestClient) -> None:
    before = token_on(desk.get("/login").text)
    login(desk, "Ada")
    after = token_on(desk.get("/account").text)
    assert before != after
    answer = desk.post("/logout", data={"token": before}, headers=OWN)
    assert answer.status_code == 403 and desk.get("/").status_code == 200


def test_who_logs_out_is_out_on_the_server_too(desk: TestClient) -> None:
    login(desk, "Ada")
    kept = desk.cookies[access.COOKIE]
    answer = desk.post("/logout", data={"token": token_on(desk.get("/").text)}, headers=OWN)
    assert answer.status_code == 303 and answer.headers["location"] == "/login"
    assert access.COOKIE not in desk.cookies
    assert desk.get("/", headers={"cookie": f"{access.COOKIE}={kept}"}).status_code == 303
    assert desk.get("/logout").status_code == 405, "no link can log anybody out"


@pytest.mark.parametrize("name", ["Ada", "Nobody"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(desk: TestClient, name: str) -> None:
    answer = login(desk, name, "wrong wrong wrong")
    assert answer.status_code == 403 and not cookie(answer)
    assert "Name and password do not belong together" in answer.text
    assert name not in answer.text


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "",
     "/a\r\nset-cookie: x=1", "evil", "/login?next=/login", "/" + "x" * 2000, "/é"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(desk: TestClient, onward: str) -> None:
    assert login(desk, "Ada", next=onward).headers["location"] == "/"
    assert desk.get("/login", params={"next": onward}).headers["location"] == "/"


def test_guessing_is_slowed_by_address_and_by_name(desk: TestClient) -> None:
    desk.app.state.by_address = Pace(3, 20)  # type: ignore[attr-defined]
    desk.app.state.by_name = Pace(4, 60)  # type: ignore[attr-defined]
    tries = [login(desk, f"Nobody {n}", "wrong") for n in range(4)]
    assert {answer.status_code for answer in tries[:-1]} == {403}
    assert tries[-1].status_code == 429 and 1 <= int(tries[-1].headers["retry-after"]) <= 20
    assert login(desk, "Ada").status_code == 429, "from this address nobody comes in for a while"
    other = browser(desk, address="203.0.113.9")
    assert login(other, "Ada").status_code == 303
    for n in range(4):
        one = browser(desk, address=f"198.51.100.{n}")
        login(one, " ADA ", "wrong")
    one = browser(desk, address="198.51.100.99")
    assert login(one, "Ada").status_code == 429


def test_decisions_are_slowed(desk: TestClient) -> None:
    desk.app.state.writes = Pace(3, 3600)  # type: ignore[attr-defined]
    login(desk, "Rev")
    token = token_on(desk.get("/account").text)
    told = [desk.post("/logout", data={"token": "x"}, headers=OWN).status_code for _ in range(3)]
    assert told == [403, 403, 403]
    answer = desk.post("/review/l1aaaa", data={"token": token}, headers=OWN)
    assert answer.status_code == 429 and answer.headers["retry-after"] == "3600"
    assert desk.get("/review").status_code == 200, "reading is not"


def test_a_decision_carries_the_name_of_the_account(desk: TestClient) -> None:
    login(desk, "Rev")
    about = next(i["id"] for i in desk.get("/api/v1/queue").json()["items"])
    page = desk.get(f"/review/{about}").text
    assert "As <bdi>Rev</bdi>" in page and 'name="name"' not in page
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    form = {**hidden, "reason": "they are one", "name": "Ada", "judgement": "accept"}
    assert desk.post(f"/review/{about}", data=form, headers=OWN).status_code == 303
    assert desk.get("/api/v1/decisions").json()["items"][0]["actor"] == "Rev"


def test_another_password(desk: TestClient) -> None:
    login(desk, "Rea")
    elsewhere = browser(desk)
    login(elsewhere, "Rea")
    new = "a fifth heron, grey"
    token = token_on(desk.get("/account").text)
    form = {"token": token, "password": PASSWORD, "new": new, "again": new}
    faults: tuple[tuple[dict[str, str], str], ...] = (
        ({"password": "x"}, "until now is another"),
        ({"again": "x"}, "twice alike"),
        ({"new": "short", "again": "short"}, "12 to 256"),
    )
    for wrong, told in faults:
        answer = desk.post("/account", data={**form, **wrong}, headers=OWN)
        assert answer.status_code == 400 and told in answer.text
    answer = desk.post("/account", data=form, headers=OWN)
    assert answer.status_code == 200 and "another one now" in answer.text
    assert desk.get("/").status_code == 200 and elsewhere.get("/").status_code == 303
    assert login(elsewhere, "Rea").status_code == 403
    assert login(elsewhere, "Rea", new).status_code == 303


def test_a_token_reads_and_changes_nothing(desk: TestClient, path: Path) -> None:
    made = open_accounts(path)
    token = made.token("Ada", 7)
    made.close()
    sent = {"authorization": f"Bearer {token}"}
    assert desk.get("/api/v1/brief", headers=sent).status_code == 200
    assert desk.get("/api/v1/brief", headers={"authorization": "Bearer x"}).status_code == 401
    assert desk.get("/api/v1/brief", headers={"authorization": token}).status_code == 401
    answer = desk.post("/review/l1aaaa", headers={**sent, **OWN})
    assert answer.status_code == 403 and "token reads" in answer.text
    desk.cookies.set(access.COOKIE, token, domain="paper.example")
    assert desk.get("/").status_code == 303, "a token is no login"
    desk.cookies.clear()
    login(desk, "Ada")
    stolen = desk.cookies[access.COOKIE]
    desk.cookies.clear()
    sent = {"authorization": f"Bearer {stolen}"}
    assert desk.get("/api/v1/brief", headers=sent).status_code == 401, "nor a login a token"


def test_every_page_that_is_linked_is_there_for_a_reader(desk: TestClient) -> None:
    login(desk, "Rea")
    pages = walk(desk, most=120)
    assert len(pages) > 60 and not any(p.startswith(("/review", "/audit")) for p in pages)


def test_the_audit_tells_who_came_in_and_who_did_not(desk: TestClient) -> None:
    login(desk, "Nobody", "wrong")
    login(desk, "Ada")
    page = desk.get("/audit").text
    for words in ("login failed", "nobody we know", "testclient", "Rev", "reviewer", "added"):
        assert words in page
    assert "Nobody" not in page


def test_names_of_users_are_escaped(path: Path) -> None:
    evil = "<script>alert(1)</script>"
    made = open_accounts(path)
    made.add(evil, Role.OWNER, PASSWORD)
    made.close()
    with TestClient(create_app(path, local=False), HOME, follow_redirects=False) as desk:
        login(desk, evil)
        for address in ("/", "/audit", "/account"):
            page = desk.get(address)
            assert page.status_code == 200 and evil not in page.text and "&lt;script" in page.text


def test_here_nobody_logs_in(client: TestClient) -> None:
    assert client.get("/login").headers["location"] == "/"
    assert client.get("/account").status_code == 404
    page = client.get("/audit").text
    assert "open at this machine alone" in page and "Log out" not in page


def test_who_comes_from_another_site_may_go_on(desk: TestClient) -> None:
    login(desk, "Ada")
    strict = desk.get(
        "/login?next=/disputes", headers={"cookie": "", "sec-fetch-site": "cross-site"}
    )
    assert 'href="/disputes">go on' in strict.text
