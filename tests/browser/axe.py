"""What axe-core objects to on a page."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": TAGS, "preload": False}
"""Without `preload`: from file:// it would ask for the style sheets again, which no page may."""


def violations(page: Page) -> list[str]:
    """What axe-core objects to on a page."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
            for one in found for node in one["nodes"][:4]]  # fmt: skip
