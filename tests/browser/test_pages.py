"""Every kind of page: nothing too wide, light enough, plain without scripts, fit for paper."""

from __future__ import annotations

import pytest
from axe import violations
from places import places
from playwright.sync_api import expect
from watching import NARROW, Opening

FIRST_LOAD = 150_000
"""Bytes of a page with what it loads, without charts."""


@pytest.fixture(scope="module")
def addresses(site: str) -> dict[str, str]:
    return places(site)


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


PAPER = {"width": 680, "height": 960}
"""What A4 leaves between margins of 15 mm."""


def test_a_page_is_readable_on_paper(
    opening: Opening, site: str, addresses: dict[str, str]
) -> None:
    page = opening(PAPER, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    for name in ("brief", "report", "commitment", "commitments", "timeline", "question"):
        page.goto(site + addresses[name])
        assert page.locator("main").is_visible()
        for off in (".masthead nav", ".find", ".filters", ".judge", ".act", "body > footer"):
            shown = [one for one in page.locator(off).all() if one.is_visible()]
            assert not shown, (name, off)
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"], name
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(255, 255, 255)", (name, colour)
    page.goto(site + addresses["commitments"])
    assert page.locator("thead").first.is_visible(), "a table stays a table on paper"
