"""People with accounts, and how they log in from another machine."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2
from starlette.testclient import TestClient

from onrecord.app.accounts import Role, open_accounts

HOME = "https://paper.example"
OWN = {"origin": HOME}
PASSWORD = "four dull grey herons"
PEOPLE = {"Rea": Role.READER, "Rev": Role.REVIEWER, "Ada": Role.OWNER}


def given_accounts(record: Path) -> None:
    """Give each of the people an account on a record."""
    made = open_accounts(record)
    for name, role in PEOPLE.items():
        made.add(name, role, PASSWORD)
    made.close()


def browser(of: TestClient, home: str = HOME, address: str = "testclient") -> TestClient:
    """Another browser on the same application; it does not follow where it is sent."""
    return TestClient(of.app, home, follow_redirects=False, client=(address, 50000))


def token_on(page: str) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="token" value="(\w+)"', page)
    assert found is not None
    return found[1]


def login(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
    """Fill the form and send it."""
    token = token_on(client.get("/login").text)
    data = {"name": name, "password": password, "token": token, **more}
    return client.post("/login", data=data, headers=OWN)
