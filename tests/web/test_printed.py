"""Pages that are kept: none shows what is another's, none outlives its state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from paper import Paper
from people import HOME, browser, given_accounts, login, token_on
from starlette.testclient import TestClient

from onrecord.app import wiring
from onrecord.app.accounts import Role, open_accounts
from onrecord.app.ingest import refresh
from onrecord.web import pages, printed
from onrecord.web.server import KEPT, create_app, routes

HOSTILE = "Eve <b>&amp; Co"


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    """A browser on a record that several people read."""
    given_accounts(path)
    made = open_accounts(path)
    made.add(HOSTILE, Role.READER, "four dull grey herons")
    made.close()
    with TestClient(create_app(path, local=False), HOME, follow_redirects=False) as client:
        yield client


def add(path: Path) -> None:
    """One report more, with all that follows from it."""
    store = wiring.open_writer(path)
    paper = Paper()
    page = paper.page("more", "Zedmark will send boats to Coastland.")
    page.pledge("Zedmark will send", by=["Zedmark"])
    store.append(paper.all(), wiring.now())
    refresh(store)
    store.close()


def test_no_page_shows_another_persons_name_or_token(desk: TestClient) -> None:
    people = {name: browser(desk) for name in ("Rea", HOSTILE, "Rev", "Ada")}
    for name, client in people.items():
        assert login(client, name).status_code == 303
    for address in ("/commitments", "/", "/disputes", "/commitments", "/"):
        tokens = set()
        for name, client in people.items():
            page = client.get(address).text
            tokens.add(token_on(page))
            shown = str(printed.escape(name))
            assert f"<bdi>{shown}</bdi>" in page
            others = {str(printed.escape(other)) for other in people} - {shown}
            assert not any(f"<bdi>{other}</bdi>" in page for other in others)
            assert printed.NAME not in page and printed.TOKEN not in page
        assert len(tokens) == len(people)


def test_the_token_of_a_kept_page_is_good_for_its_reader_alone(desk: TestClient) -> None:
    rea, rev = browser(desk), browser(desk)
    login(rea, "Rea")
    login(rev, "Rev")
    rea.get("/commitments")
    theirs, other = token_on(rev.get("/commitments").text), token_on(rea.get("/commitments").text)
    head = {"origin": HOME}
    assert rev.post("/logout", data={"token": other}, headers=head).status_code == 403
    assert rev.post("/logout", data={"token": theirs}, headers=head).status_code == 303


def test_what_a_role_may_not_do_is_not_offered_from_a_kept_page(desk: TestClient) -> None:
    rea, ada = browser(desk), browser(desk)
    login(ada, "Ada")
    login(rea, "Rea")
    assert 'href="/audit"' in ada.get("/disputes").text
    page = rea.get("/disputes").text
    assert 'href="/audit"' not in page and 'href="/review"' not in page


def test_a_stranger_gets_no_kept_page(desk: TestClient) -> None:
    ada = browser(desk)
    login(ada, "Ada")
    assert ada.get("/commitments").status_code == 200
    assert browser(desk).get("/commitments").status_code == 303


def test_a_page_that_is_refused_has_no_marks(desk: TestClient) -> None:
    rea = browser(desk)
    login(rea, "Rea")
    for address in ("/commitments?stage=none", "/commitments/c1zzz", "/commitments?offset=x"):
        answer = rea.get(address)
        assert answer.status_code in (400, 404)
        assert printed.NAME not in answer.text and printed.TOKEN not in answer.text
        assert "<bdi>Rea</bdi>" in answer.text


def test_a_browser_that_has_a_page_is_not_sent_it_again(editor: TestClient, path: Path) -> None:
    editor.get("/")  # from the second visit on it says what is new since the last
    for address in ("/commitments", "/disputes", "/", "/api/v1/commitments"):
        first = editor.get(address)
        tag = first.headers["etag"]
        again = editor.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), address
        assert editor.get(address).text == first.text
    add(path)
    moved = editor.get("/commitments", headers={"if-none-match": tag})
    assert moved.status_code == 200 and "Zedmark" in moved.text


def test_a_page_goes_as_soon_as_the_record_moves(editor: TestClient, path: Path) -> None:
    for _ in range(2):
        assert "Zedmark" not in editor.get("/commitments").text
    add(path)
    assert "Zedmark" in editor.get("/commitments").text


def test_since_one_last_looked_is_each_ones_own(editor: TestClient, path: Path) -> None:
    other = browser(editor, "http://localhost:8000")
    assert "since you last looked" not in editor.get("/").text
    assert "since you last looked" in editor.get("/").text
    assert "since you last looked" not in other.get("/").text
    add(path)
    assert "Zedmark" in editor.get("/").text.partition("since you last looked")[2]
    newcomer = browser(editor, "http://localhost:8000")
    assert "since you last looked" not in newcomer.get("/").text


def test_the_second_time_nothing_is_rendered(
    editor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = editor.get("/commitments").text

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("it was to be kept")

    monkeypatch.setattr(pages, "page", fail)
    assert editor.get("/commitments").text == first


def test_only_so_much_is_kept_and_the_oldest_goes() -> None:
    held = printed.Printed(most=100)
    page = printed.Page(b"x" * 40, "text/html", "tag", False, False)
    for name in ("a", "b"):
        held.put((1, 1), name, page)
    assert held.get((1, 1), "a") is page
    held.put((1, 1), "c", page)
    assert held.get((1, 1), "b") is None and held.get((1, 1), "a") is page
    held.put((2, 2), "d", page)
    assert held.get((1, 1), "a") is None and held.get((2, 2), "a") is None
    held.put((1, 1), "late", page)
    assert held.get((1, 1), "late") is None and held.get((2, 2), "d") is page


def test_what_is_kept_is_for_reading_alone() -> None:
    assert not any("review" in path or "account" in path or path == "/audit" for path in KEPT)
    assert {route.path for route in routes()} >= KEPT
