"""Every route for every role: who may ask, who is sent to log in, who is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import HOME, PEOPLE, browser, given_accounts, login, token_on
from starlette.routing import Route
from starlette.testclient import TestClient

from onrecord.app.accounts import Role
from onrecord.domain.errors import UsageError
from onrecord.web import server
from onrecord.web.access import NEEDS
from onrecord.web.server import create_app

ROUTES = [(method, route) for route in server.routes()
          for method in sorted(route.methods or ()) if method != "HEAD"]  # fmt: skip
NAMES = [f"{method} {route.path}" for method, route in ROUTES]


def path_for(route: Route) -> str:
    """An address that the route takes; nothing needs to be there."""
    known = {"table": "commitments", "form": "csv", "spans": "1-2"}
    return re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], "l1aaaa"), route.path)


@pytest.fixture(scope="module")
def shared(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser of nobody's on a record that others reach."""
    folder = tmp_path_factory.mktemp("shared")
    for file in small.parent.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    given_accounts(folder / "record.db")
    app = create_app(folder / "record.db", local=False)
    with TestClient(app, base_url=HOME, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def browsers(shared: TestClient) -> dict[Role | None, TestClient]:
    """A browser of each role, logged in, and one of a stranger."""
    found: dict[Role | None, TestClient] = {None: browser(shared)}
    for name, role in PEOPLE.items():
        found[role] = browser(shared)
        assert login(found[role], name).status_code == 303
    return found


def test_every_route_is_in_the_table_and_nothing_else() -> None:
    assert sorted(NAMES) == sorted(NEEDS)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(("method", "route"), ROUTES, ids=NAMES)
def test_each_route_for_each_role(
    browsers: dict[Role | None, TestClient], method: str, route: Route, role: Role | None
) -> None:
    needed = NEEDS[f"{method} {route.path}"]
    answer = browsers[role].request(method, path_for(route), headers={"origin": HOME})
    told = (answer.status_code, answer.text[:300])
    if needed is None or (role is not None and role.may(needed)):
        # Let in: what comes is the page, or that there is nothing of that id, or - for a form
        # without its token - that it was not made for this browser.
        words = "This form is too old" if method == "POST" else ""
        assert answer.status_code in ((403,) if words else (200, 302, 303, 400, 404)), told
        assert words in answer.text and "wants the role" not in answer.text, told
        assert not answer.headers.get("location", "").startswith("/login"), told
    elif role is not None:
        assert answer.status_code == 403 and f"wants the role {needed}" in answer.text, told
    elif method != "GET" or route.path.startswith("/api/"):
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer", told
    else:
        assert answer.status_code == 303, told
        assert answer.headers["location"].startswith("/login?next=%2F"), told


@pytest.mark.parametrize(
    ("method", "route"), [(m, r) for m, r in ROUTES if m not in ("GET", "HEAD")],
    ids=[n for n in NAMES if not n.startswith("GET")],
)  # fmt: skip
def test_no_form_from_elsewhere_and_none_without_its_token(
    browsers: dict[Role | None, TestClient], method: str, route: Route
) -> None:
    owner = browsers[Role.OWNER]
    good = {"token": token_on(owner.get("/account").text)}
    stranger = browsers[None]
    other = {"token": token_on(stranger.get("/login").text)}
    for origin in ("https://evil.example", "http://paper.example", "null", None):
        headers = {} if origin is None else {"origin": origin}
        answer = owner.request(method, path_for(route), data=good, headers=headers)
        assert answer.status_code == 403 and "did not come from this site" in answer.text, origin
    for data in ({}, {"token": ""}, other):
        answer = owner.request(method, path_for(route), data=data, headers={"origin": HOME})
        assert answer.status_code == 403 and "too old" in answer.text, data


def test_strangers_learn_nothing(shared: TestClient) -> None:
    for address in ("/nothing", "/commitments/none/such", "/login"):
        page = browser(shared).get(address).text
        assert "Norland" not in page and "/commitments" not in page and "/review" not in page


def test_other_methods_are_refused_before_anything_else(
    browsers: dict[Role | None, TestClient],
) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert browsers[None].request(method, "/review/l1aaaa").status_code == 405
        assert browsers[Role.OWNER].request(method, "/audit").status_code == 405


def test_pages_show_what_their_reader_may_do(browsers: dict[Role | None, TestClient]) -> None:
    seen = {role: browsers[role].get("/").text for role in Role}
    for role, page in seen.items():
        assert ('href="/review"' in page) == role.may(Role.REVIEWER)
        assert ('href="/audit"' in page) == role.may(Role.OWNER)
        assert "Log out" in page and f", {role}" in page
    line = browsers[Role.READER].get("/commitments").text
    first = re.search(r'href="(/commitments/c\w+)"', line)
    assert first is not None
    assert "/review/" not in browsers[Role.READER].get(first[1]).text
    assert "/review/" in browsers[Role.REVIEWER].get(first[1]).text


def test_a_refusal_is_kept(browsers: dict[Role | None, TestClient]) -> None:
    browsers[Role.READER].get("/audit")
    page = browsers[Role.OWNER].get("/audit").text
    assert "refused: GET /audit" in page and "Rea" in page and "login" in page


def test_nothing_is_served_to_others_before_there_are_accounts(path: Path) -> None:
    with pytest.raises(UsageError, match="onrecord user add"):
        create_app(path, local=False)
