"""An editor's morning, in one go: read, judge, correct, merge, take back, look back, publish."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner
from places import told
from playwright.sync_api import Page, expect
from watching import Opening

from onrecord.cli.main import tree

LIT = ".here, mark.place"

WORD = """([word, root]) => {
    const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(word);
        if (at < 0) { continue; }
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + word.length);
        walker.currentNode.parentElement.scrollIntoView({ block: "center" });
        const box = range.getClientRects()[0];
        return [box.left + 4, box.top + box.height / 2];
    }
    return null;
}"""


def select(page: Page, word: str, root: str = "[data-selecting]") -> None:
    """Select a word of the text as a hand does: twice with the mouse, once the page stands."""
    page.wait_for_load_state("load")
    found = page.evaluate(WORD, [word, root])
    assert found is not None, word
    page.mouse.dblclick(*found)


def sign(page: Page, reason: str, button: str) -> None:
    """Say why, and send the form with this button."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    form.get_by_label("Reason").fill(reason)
    name = form.get_by_label("Your name")
    if name.count() and name.is_visible():
        name.fill("Ada Lind")
    form.get_by_role("button", name=button, exact=True).click()


def test_an_editors_morning(opening: Opening, desk: str, tmp_path: Path) -> None:
    page = opening()
    total = told(desk, "/commitments")["total"]

    # Open, and filter: who promised Patriot batteries?
    page.goto(desk)
    expect(page.get_by_role("heading", name="Undertaken").first).to_be_visible()
    page.get_by_role("link", name="Commitments", exact=True).click()
    page.get_by_label("Item", exact=True).fill("Patriot")
    page.get_by_role("button", name="Filter").click()
    rows = page.locator("tbody tr")
    assert 0 < rows.count() < total
    expect(rows.first).to_contain_text("Patriot")

    # Read the sentence in its report, and keep the address of the words.
    rows.first.locator("td.small a").click()
    page.wait_for_url("**/reports/**")
    lit = page.locator(LIT)
    assert "Patriot" in "".join(lit.all_inner_texts())
    expect(lit.first).to_be_in_viewport()
    perma = page.get_by_role("link", name="Permanent address of these words").first
    perma.click()
    page.wait_for_url(re.compile(r"/t/t\w+/[\d,-]+#c\d+"))
    expect(page.locator(LIT).first).to_be_in_viewport()
    kept = page.url

    # Judge by keyboard alone.
    page.goto(f"{desk}/review")
    waiting = told(desk, "/queue")["total"]
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.type("both reports speak of the same matter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada Lind")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=*")
    expect(page.get_by_role("status").filter(has_text="Recorded")).to_be_visible()
    assert told(desk, "/decisions?limit=1")["items"][0]["actor"] == "Ada Lind"
    assert told(desk, "/queue")["total"] < waiting

    # Correct a wrong party by selecting it in the text.
    made = told(desk, "/commitments?item=Patriot")["items"][0]
    page.goto(f"{desk}/commitments/{made['id']}")
    page.get_by_role("link", name="Correct, merge or split").click()
    page.get_by_role("link", name="correct or reject this").first.click()
    page.get_by_role("link", name=re.compile("^put right by")).click()
    names = page.locator("[data-selecting]").inner_text()
    other = next(n for n in re.findall(r"\b[A-Z][a-z]{5,}\b", names)
                 if n not in " ".join(made["by"]))  # fmt: skip
    select(page, other)
    page.get_by_role("button", name=f"Take “{other}”").click()
    sign(page, "the sentence says so", "Put it right")
    expect(page.get_by_role("status").filter(has_text="Recorded")).to_be_visible()
    last = told(desk, "/decisions?limit=1")["items"][0]
    assert last["reason"] == "the sentence says so"
    parties = [p for row in told(desk, "/commitments?item=Patriot")["items"] for p in row["by"]]
    assert other in " ".join(parties), (other, parties)

    # The line is a click away: it tells what the machine had read, and can give it back.
    page.locator(".told-of a").first.click()
    page.wait_for_url("**/commitments/*")
    expect(page.locator("dd.was").first).to_contain_text("machine read:")
    page.locator("details.undo summary").first.click()
    expect(page.get_by_role("button", name="Take it back").first).to_be_visible()

    # Merge two commitments, and take it back.
    rows_now = told(desk, "/commitments")
    one, two = _two_alike(rows_now["items"])
    page.goto(f"{desk}/review/lines/{one['id']}")
    page.get_by_label("Words in it, or its id").fill(two["id"])
    page.get_by_role("button", name="Find").click()
    page.get_by_role("radio").first.check()
    sign(page, "one undertaking, told twice", "Merge")
    expect(page.get_by_role("status").filter(has_text="Recorded")).to_be_visible()
    assert told(desk, "/commitments")["total"] == rows_now["total"] - 1
    page.get_by_role("link", name="Undo").first.click()
    sign(page, "two after all", "Take it back")
    page.wait_for_url("**/review/done**")
    assert told(desk, "/commitments")["total"] == rows_now["total"]

    # The history has it all, and what was taken back.
    page.get_by_role("link", name="Decisions", exact=True).click()
    history = page.locator("main")
    for words in ("the sentence says so", "one undertaking, told twice", "two after all",
                  "taken back by", "Ada Lind"):  # fmt: skip
        expect(history).to_contain_text(words)

    # Slide back in time: what was known four days earlier.
    page.goto(f"{desk}/commitments/{_moved(desk)}")
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("Home")
    page.wait_for_url("**as_of=2026-11-01*")
    expect(page.locator(".past")).to_contain_text("2026-11-01")
    page.get_by_role("link", name="Back to now").click()
    expect(page.locator(".past")).to_have_count(0)

    # The address that was kept still shows its words.
    page.goto(kept)
    expect(page.locator(LIT).first).to_be_in_viewport()

    # Publish, and open the site from disk.
    out = tmp_path / "site"
    record = str(tmp_path / "record.db")
    answer = CliRunner().invoke(tree, ["publish", str(out), "--record", record])
    assert answer.exit_code == 0, answer.output
    page.goto((out / "index.html").as_uri())
    expect(page.get_by_role("heading", name="Undertaken").first).to_be_visible()
    page.get_by_role("link", name="Commitments", exact=True).click()
    page.locator("tbody tr").filter(has_text="Patriot").locator("td.small a").first.click()
    expect(page.locator("mark.place, .here").first).to_be_in_viewport()
    assert page.url.startswith("file://")
    assert page.locator("form[method=post]").count() == 0


def _two_alike(rows: list[dict[str, object]]) -> tuple[dict[str, object], dict[str, object]]:
    """Two commitments of one party, that somebody might take for one."""
    for at, one in enumerate(rows):
        for two in rows[at + 1 :]:
            if one["by"] and one["by"] == two["by"] and one["stage"] == two["stage"]:
                return one, two
    raise AssertionError("the example has no two commitments of one party")


def _moved(site: str) -> str:
    """A commitment of which something became known on each of the two days."""
    earlier = {row["id"] for row in told(site, "/commitments?as_of=2026-11-01")["items"]}
    for row in told(site, "/commitments")["items"]:
        page = told(site, f"/show/{row['id']}")
        days = {p["report"]["known_at"][:10] for s in page["sections"] for one in s["lines"]
                for p in one["passages"]}  # fmt: skip
        if row["id"] in earlier and len(days) > 1:
            return str(row["id"])
    raise AssertionError("the example has no commitment that was told on both days")
