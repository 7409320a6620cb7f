"""Every kind of page: nothing that axe-core objects to, nothing too wide, light enough."""

from __future__ import annotations

from importlib.resources import files

import pytest
from places import places
from playwright.sync_api import Page, expect
from watching import NARROW, Opening

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

FIRST_LOAD = 150_000
"""Bytes of a page with what it loads, without charts."""


@pytest.fixture(scope="module")
def addresses(site: str) -> dict[str, str]:
    return places(site)


def violations(page: Page) -> list[str]:
    """What axe-core objects to on a page."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
            for one in found for node in one["nodes"][:4]]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(
    opening: Opening, site: str, addresses: dict[str, str], dark: bool
) -> None:
    page = opening(dark=dark)
    faults = {}
    for name, address in addresses.items():
        page.goto(site + address)
        found = violations(page)
        if found:
            faults[name] = found
    assert not faults, "\n".join(f"{name}: {f}" for name, found in faults.items() for f in found)


def test_nothing_is_wider_than_a_phone(
    opening: Opening, site: str, addresses: dict[str, str]
) -> None:
    page = opening(NARROW)
    wide = {}
    for name, address in addresses.items():
        page.goto(site + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            wide[name] = (width, page.evaluate(WIDEST, NARROW["width"]))
    assert not wide, wide
    page.goto(site)
    assert not violations(page)


WIDEST = """limit => [...document.querySelectorAll("main *, header *, footer *")]
    .filter(e => e.getBoundingClientRect().right > limit + 1)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""


def test_a_first_load_is_light(opening: Opening, site: str, addresses: dict[str, str]) -> None:
    heavy = {}
    for name in ("brief", "report", "commitment", "commitments", "question"):
        page = opening()
        sizes: list[int] = []
        page.on("response", lambda answer, sizes=sizes: sizes.append(len(answer.body())))
        page.goto(site + addresses[name], wait_until="networkidle")
        if sum(sizes) > FIRST_LOAD:
            heavy[name] = sum(sizes)
        page.context.close()
    assert not heavy, heavy


def test_pages_work_without_scripts(opening: Opening, site: str) -> None:
    page = opening(script=False)
    page.goto(site)
    page.get_by_role("searchbox").fill("Patriot")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Undertakings")).to_be_visible()
    page.get_by_role("link", name="Commitments", exact=True).click()
    page.get_by_label("Stage").select_option("refused")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**stage=refused**")


def test_a_page_is_readable_on_paper(opening: Opening, site: str) -> None:
    page = opening()
    page.goto(site)
    page.emulate_media(media="print")
    assert not page.get_by_role("searchbox").is_visible()
    assert page.locator("main").is_visible()
