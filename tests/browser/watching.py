"""What a browser complains of and where it goes, while a test drives it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


class Watch:
    """What a browser complains of, and where it goes."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.allowed: set[str] = set()
        self.weight = 0
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("response", self._response)

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        inside = parts.hostname == "127.0.0.1" or parts.scheme in ("file", "data", "blob", "about")
        if not inside:
            self.faults.append(f"outside: {request.url}")

    def _response(self, response: Response) -> None:
        path = urlsplit(response.url).path
        if response.status >= 400 and path not in self.allowed:
            self.faults.append(f"{response.status}: {response.url}")


Opening = Callable[..., Page]
"""Opens a page: width, dark, script."""
