"""What a browser complains of and where it goes, while a test drives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


class Watch:
    """What a browser complains of, and where it goes; a status in `refused` is no fault."""

    def __init__(self, context: BrowserContext, refused: Container[int] = ()) -> None:
        self.faults: list[str] = []
        self.refused = refused
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("response", self._response)

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        status = re.search(r"responded with a status of (\d+)", message.text)
        if status is not None and int(status[1]) in self.refused:
            return
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        inside = parts.hostname == "127.0.0.1" or parts.scheme in ("file", "data", "blob", "about")
        if not inside:
            self.faults.append(f"outside: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.refused:
            self.faults.append(f"{response.status}: {response.url}")


Opening = Callable[..., Page]
"""Opens a page: width, dark, script."""
