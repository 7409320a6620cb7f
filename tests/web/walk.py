"""Every page that can be reached from home by links, as a crawler would go."""

from __future__ import annotations

from collections import deque
from html.parser import HTMLParser

from starlette.testclient import TestClient

ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href"}


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def addresses(self) -> list[str]:
        return [v for _, attrs in self.tags for name, v in attrs.items() if name in ADDRESSES]


def walk(client: TestClient, start: str = "/", most: int = 400) -> dict[str, str]:
    """Each address reached, with its page; files and the API are asked for but not read."""
    found: dict[str, str] = {}
    waiting = deque([start])
    while waiting and len(found) < most:
        address = waiting.popleft().partition("#")[0]
        if address in found:
            continue
        answer = client.get(address)
        if answer.is_redirect:
            found[address] = ""
            waiting.append(answer.headers["location"])
            continue
        assert answer.status_code == 200, (address, answer.status_code, answer.text[-1500:])
        page = answer.text if answer.headers["content-type"].startswith("text/html") else ""
        found[address] = page
        waiting.extend(a for a in Tags(page).addresses() if a.startswith("/") and a != "/logout")
    return found
