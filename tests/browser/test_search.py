"""Search while one types: hits by kind, by keyboard alone, and the plain form beneath."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_hits_come_while_one_types_and_lead_to_their_lines(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("germ")
    panel = page.locator("#hits")
    expect(panel.get_by_role("link").first).to_be_visible()
    assert "Names" in panel.inner_text() and "Germany" in panel.inner_text()
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    field.press_sequentially("a")
    expect(panel).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/*")


def test_enter_opens_all_results_and_leaving_shuts_the_panel(page: Page, site: str) -> None:
    page.goto(site)
    field = page.get_by_role("searchbox")
    field.press_sequentially("zzzz")
    panel = page.locator("#hits")
    expect(panel).to_contain_text("Nothing holds")
    page.get_by_role("link", name="Commitments", exact=True).focus()
    expect(panel).to_be_hidden()
    field.fill("Patriot")
    field.press("Enter")
    page.wait_for_url("**/search?q=Patriot")
    expect(page.get_by_role("heading", name="Undertakings")).to_be_visible()


def test_a_hit_is_words_and_never_markup(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox").press_sequentially("<img src=x onerror=alert(1)>")
    panel = page.locator("#hits")
    expect(panel).to_contain_text("<img src=x")
    assert panel.locator("img").count() == 0
