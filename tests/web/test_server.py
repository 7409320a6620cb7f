"""Hostile words, hostile requests: shown or refused, never run and never obeyed."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest
from hostile_record import EVIL, FIRST, SECOND, hostile, write
from paper import Paper
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from summit import summit
from walk import Tags, walk

from onrecord.app import wiring
from onrecord.app.ingest import refresh
from onrecord.domain.errors import NotARecord
from onrecord.web import server
from onrecord.web.guard import HEADERS, LONGEST_BODY
from onrecord.web.server import STATIC, create_app

WEB = Path(server.__file__).parent
SCRIPTS = {
    *("/static/reading.js", "/static/charts.js", "/static/d3.min.js", "/static/review.js"),
    "/static/site.js",
}
DATA = re.compile(r'<script type="application/ld\+json">[^<]*</script>')
OWN_TAGS = {"script", "style", "iframe", "object", "embed", "base", "meta"}


@pytest.fixture(scope="module")
def pages(client: TestClient) -> dict[str, str]:
    return walk(client)


def test_every_page_that_is_linked_is_there(pages: dict[str, str]) -> None:
    for section in ("/commitments/c", "/utterances/u", "/entities/e", "/stories/y", "/disputes/d",
                    "/reports/r", "/t/t", "/review/l", "/show/", "/files/", "/history", "/static/",
                    "/api/v1/openapi.json", "/search?q="[:7]):  # fmt: skip
        assert any(address.startswith(section) for address in pages), section
    assert len(pages) > 80


def test_hostile_words_are_shown_and_never_markup(pages: dict[str, str]) -> None:
    shown = 0
    for address, page in pages.items():
        assert EVIL not in page, address
        assert "<img" not in page and "<svg onload" not in page, address
        shown += "&lt;script&gt;" in page
        for tag, attributes in Tags(page).tags:
            assert not any(name.startswith("on") for name in attributes), (address, tag)
            assert "style" not in attributes, (address, tag)
            if tag == "script" and attributes.get("type") == "application/ld+json":
                assert set(attributes) == {"type"}  # data, which nothing runs
            elif tag == "script":
                assert set(attributes) == {"src", "defer"} and attributes["src"] in SCRIPTS
            assert tag not in OWN_TAGS - {"script", "meta"}, (address, tag)
    assert shown > 5


def test_no_page_asks_for_anything_outside(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        for found in Tags(page).addresses():
            local = found.startswith(("/", "#")) and not found.startswith(("//", "/\\"))
            assert local, (address, found)
        assert not re.search(r"https?://[^<]*\"", DATA.sub("", page)), address
    css = "".join((WEB / "static" / name).read_text() for name in STATIC)
    assert "url(" not in css and "@import" not in css


def test_a_template_in_the_text_stays_words(client: TestClient, pages: dict[str, str]) -> None:
    found = [page for address, page in pages.items() if "/reports/r" in address]
    assert any("{{ 7*7 }}" in page for page in found)
    assert client.get("/search?q=%7B%7B7*7%7D%7D").status_code == 200


def test_control_characters_are_made_visible(pages: dict[str, str]) -> None:
    assert not any("\x00" in page for page in pages.values())
    assert any("␀" in page for page in pages.values())


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/nothing", "/?as_of=never", "/static/site.css", "/static/none", "/commitments/zzz"),
        *("/api/v1/brief", "/api/v1/nothing", "/files/commitments.csv", "/review", "/show/c1"),
    ],
)
def test_the_headers_are_on_every_response(client: TestClient, address: str) -> None:
    answer = client.get(address)
    for name, value in HEADERS:
        assert answer.headers[name] == value
    assert "server" not in answer.headers and "cache-control" in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy


def test_a_fault_of_ours_shows_no_trace(made: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(request: Request) -> Response:
        raise RuntimeError(f"a secret of {request.url.path}")

    app = create_app(made)
    app.router.routes[:0] = [Route("/broken", broken), Route("/api/v1/broken", broken)]
    with TestClient(app, base_url="http://localhost") as client:
        for address in ("/broken", "/api/v1/broken"):
            answer = client.get(address)
            assert answer.status_code == 500
            assert "secret" not in answer.text and "Traceback" not in answer.text
            assert answer.headers["content-security-policy"]
    assert "a secret of /broken" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        *("/static/../server.py", "/static/%2e%2e/server.py", "/static/..%2fserver.py"),
        *("/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/site.css%00.js"),
        *("/static/..\\server.py", "/static/", "/files/../record.csv", "/files/passwd.csv"),
        *("/files/commitments.py", "/../../etc/passwd"),
    ],
)
def test_no_path_leads_to_another_file(client: TestClient, address: str) -> None:
    assert client.get(address).status_code in (400, 404)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?as_of=2024-13-01", 400), ("/?as_of=yesterday", 400), ("/?as_of=9999-12-31", 400),
        ("/?as_of=20240101", 400), ("/?on=0000-00-00", 400), ("/?on=2024-1-1", 400),
        ("/commitments?stage=done", 400), ("/commitments?category=x'--", 400),
        ("/commitments?since=soon", 400), ("/commitments?until=2024-02-30", 400),
        ("/commitments?by=" + "x" * 201, 400), ("/commitments?offset=-1", 400),
        ("/commitments?offset=99999999999", 400), ("/commitments?offset=1e3", 400),
        ("/commitments?offset=٣", 400), ("/commitments/" + "c" * 41, 400),
        ("/commitments/c1' OR 1=1", 400), ("/commitments/C1ABC", 400), ("/show/é", 400),
        ("/commitments/c1aaaaaaaaaaaaaaaaaaaa", 404), ("/reports/r1aaaaaaaaaaaaaaaaaaaa", 404),
        ("/t/t1aaaaaaaaaaaaaaaaaaaa", 404), ("/show/z1", 404), ("/show/c", 404),
        ("/files/balance.csv", 400), ("/nothing/here", 404),
        ("/commitments?" + "a=b&" * 2000, 414),
    ],
)  # fmt: skip
def test_a_bad_request_is_told_what_was_wrong(
    client: TestClient, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<h1>" in answer.text and "Traceback" not in answer.text
    assert len(answer.content) < 8000


@pytest.mark.parametrize("spans", ["5-2", "1-1", "x-2", "-1-5", "1-2-3", "0-999999", "1-2," * 30])
def test_a_place_outside_the_text_is_refused(client: TestClient, spans: str) -> None:
    report = summit()[0].pages[0].report
    assert client.get(f"/reports/{report.id}/{spans}").status_code == 400
    assert client.get(f"/reports/{report.id}/3-8").status_code == 200


def test_a_big_form_is_refused_before_it_is_read(client: TestClient) -> None:
    ten = b"reason=" + b"x" * 10_000_000
    answer = client.post("/review/l1aaaaaaaaaaaaaaaaaaaa", content=ten)
    assert answer.status_code == 413

    def pieces():  # type: ignore[no-untyped-def]
        for _ in range(LONGEST_BODY // 1000 + 2):
            yield b"x" * 1000

    own = {"origin": "http://localhost:8000"}
    answer = client.post("/review/l1aaaaaaaaaaaaaaaaaaaa", content=pieces(), headers=own)
    assert answer.status_code == 413


def test_only_names_of_this_machine_are_answered(client: TestClient) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", ""):
        assert client.get("/", headers={"host": host}).status_code == 421
    for host in ("localhost", "127.0.0.1:8000", "[::1]:9"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_a_record_that_is_open_here_is_not_led_to_by_a_proxy(client: TestClient) -> None:
    for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via"):
        answer = client.get("/", headers={name: "203.0.113.7"})
        assert answer.status_code == 421 and "--behind-proxy" in answer.text


def test_an_empty_record_has_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    write(path, [])
    with TestClient(create_app(path), base_url="http://localhost") as client:
        assert "The record is empty" in client.get("/").text
        pages = walk(client)
        assert len(pages) > 15 and "No commitments that fit" in pages["/commitments"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_pages_take_no_other_method(client: TestClient, method: str) -> None:
    answer = client.request(method, "/commitments")
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]


def test_a_file_that_is_no_record_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(NotARecord):
        create_app(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_readers_never_fail_while_a_writer_appends(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    write(path, [(FIRST, summit()[0].all())])
    faults: list[object] = []
    done = threading.Event()
    with TestClient(create_app(path), base_url="http://localhost") as client:

        def read() -> None:
            while not done.is_set():
                for address in ("/", "/commitments", "/api/v1/utterances", "/reports"):
                    answer = client.get(address)
                    if answer.status_code != 200:
                        faults.append((address, answer.status_code))

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        store = wiring.open_writer(path)
        for n in range(6):
            paper = Paper()
            page = paper.page(f"n{n}", f"Norland will send {n + 2} boats to Coastland.")
            page.pledge("Norland will send", by=["Norland"])
            store.append(paper.all(), SECOND)
            refresh(store)
        store.append(hostile().all(), SECOND)
        refresh(store)
        store.close()
        done.set()
        for reader in readers:
            reader.join()
        assert not faults
        until = time.monotonic() + 10
        while "10 reports" not in client.get("/").text and time.monotonic() < until:
            time.sleep(0.05)
        assert "10 reports" in client.get("/").text
