"""axe-core finds nothing on any page: read, judged, logged in to, refused, published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from axe import violations
from click.testing import CliRunner
from places import places
from playwright.sync_api import Page
from screenshots import served
from watching import NARROW, Opening
from worked import work

from onrecord.app.accounts import Role, open_accounts
from onrecord.app.record import open_record
from onrecord.app.review import Judged
from onrecord.cli.main import tree

PASSWORD = "four dull grey herons"
LOOKS = pytest.mark.parametrize(
    "look",
    [{}, {"dark": True}, {"width": NARROW}],
    ids=["light", "dark", "phone"],
)
SHADES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def worked(example: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The example with decisions of every kind, and the address of each page that shows one."""
    folder = tmp_path_factory.mktemp("worked")
    for file in example.parent.iterdir():
        shutil.copy(file, folder / file.name)
    return folder / example.name, work(folder / example.name)


@pytest.fixture(scope="module")
def busy(worked: tuple[Path, dict[str, str]]) -> Iterator[str]:
    """That record as a site."""
    with served(worked[0]) as address:
        yield address


def checked(page: Page, site: str, addresses: Mapping[str, str]) -> None:
    """Open each address, and fail with all that axe-core objects to."""
    faults = {}
    for name, address in addresses.items():
        page.goto(site + address)
        found = violations(page)
        if found:
            faults[f"{name} {address}"] = found
    assert not faults, "\n".join(f"{name}: {f}" for name, found in faults.items() for f in found)


@LOOKS
def test_pages_that_are_read(opening: Opening, site: str, look: dict[str, object]) -> None:
    checked(opening(**look), site, places(site))


@LOOKS
def test_pages_of_a_reviewer(
    opening: Opening, busy: str, worked: tuple[Path, dict[str, str]], look: dict[str, object]
) -> None:
    checked(opening(**look), busy, worked[1])


def test_pages_of_a_reviewer_on_a_phone(
    opening: Opening, busy: str, worked: tuple[Path, dict[str, str]]
) -> None:
    page = opening(NARROW)
    wide = {}
    for name, address in worked[1].items():
        page.goto(busy + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            wide[name] = width
    assert not wide, wide


REFUSED = {
    "no such page": "/nothing/here",
    "no such line": "/commitments/c1zzz",
    "no such id": "/commitments/%3Cscript%3E",
    "no such day": "/commitments?since=soon",
    "no such place": "/reports/{report}/999999-1000000",
    "no such method": "/logout",
}


@SHADES
def test_pages_that_refuse(opening: Opening, site: str, dark: bool) -> None:
    page = opening(dark=dark, refused=(400, 404, 405))
    report = places(site)["report"].split("/")[2]
    checked(page, site, {name: path.format(report=report) for name, path in REFUSED.items()})


def test_a_form_that_is_refused_and_one_on_what_moved(
    opening: Opening, worked: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    for file in worked[0].parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    path = tmp_path / worked[0].name
    with open_record(path, writable=False) as record:
        about = record.queue(1)[0].id
    page = opening(refused=(400, 409))
    with served(path) as site:
        page.goto(f"{site}/review/{about}")
        page.get_by_label("Reason").fill(" ")
        page.evaluate("document.querySelector('form.judge').noValidate = true")
        page.get_by_role("button", name="Accept").click()
        page.locator(".fault").wait_for()
        assert violations(page) == []
        with open_record(path) as record:
            record.decide(Judged(about, "reject", "Bo Ek", "two of them", record.head))
        page.get_by_label("Reason").fill("as I read it")
        page.get_by_label("Your name").fill("Ada Lind")
        page.get_by_role("button", name="Accept").click()
        page.get_by_text("Bo Ek").first.wait_for()
        assert "two of them" in page.locator("main").inner_text()
        assert violations(page) == []


def entered(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{site}/")


@SHADES
def test_pages_of_those_who_log_in(
    opening: Opening, example: Path, tmp_path: Path, dark: bool
) -> None:
    for file in example.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    users = open_accounts(tmp_path / example.name)
    for name, role in (("Ada Lind", Role.OWNER), ("Rea Holm", Role.READER)):
        users.add(name, role, PASSWORD)
    users.close()
    with served(tmp_path / example.name, local=False) as site:
        page = opening(dark=dark, refused=(403,))
        checked(page, site, {"login": "/login"})
        page.get_by_label("Name").fill("Ada Lind")
        page.get_by_label("Password").fill("not that one at all")
        page.get_by_role("button", name="Log in").click()
        page.locator(".fault").wait_for()
        assert violations(page) == []
        entered(page, site, "Ada Lind")
        checked(page, site, {"home": "/", "account": "/account", "audit": "/audit"})
        page.get_by_role("button", name="Log out").click()
        entered(page, site, "Rea Holm")
        checked(page, site, {"not for readers": "/review", "not hers": "/audit"})


@SHADES
def test_pages_of_a_published_site(
    opening: Opening, worked: tuple[Path, dict[str, str]], tmp_path: Path, dark: bool
) -> None:
    out = tmp_path / "site"
    answer = CliRunner().invoke(tree, ["publish", str(out), "--record", str(worked[0])])
    assert answer.exit_code == 0, answer.output
    checked(opening(dark=dark), "", dict(_kinds(out)))


def _kinds(out: Path) -> Iterable[tuple[str, str]]:
    """The first pages of each kind."""
    yield "home", (out / "index.html").as_uri()
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        pages = [page for page in sorted(folder.rglob("index.html"))[:40] if not _leads_on(page)]
        for n, page in enumerate(pages[:3]):
            yield f"{folder.name} {n}", page.as_uri()


def _leads_on(page: Path) -> bool:
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")
