"""Forms: what shows that a page of ours, given to this very browser, sent one; then its fields."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web import guard
from onrecord.web.asker import asker

COOKIE = "onrecord-form"

MOST_FIELDS = 250
"""Fields of one form; a split names every telling that leaves."""


def token(request: Request) -> str:
    """What a form on this page carries; it holds for this browser and this login."""
    key: bytes = request.app.state.key
    session = asker(request).session
    login = session.digest if session else ""
    words = f"{_cookie(request)}\n{login}"
    return hmac.new(key, words.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def remember(request: Request, answer: Response) -> None:
    """Give the browser the cookie that its forms are made for, where it has none."""
    made = request.scope.get("state", {}).get("form_cookie")
    if made is not None:
        answer.set_cookie(
            COOKIE, made, httponly=True, samesite="strict", secure=secure(request), path="/"
        )


async def posted(request: Request) -> dict[str, str]:
    """The fields of a form that a page of ours sent; of a field told twice, the last.

    Whoever has logged in is the `name` of what they send, whatever the form says. Raises
    HTTPException: 413 too long, 400 no form, 403 not made for this browser.
    """
    body = await guard.body(request)
    if body is None:
        raise HTTPException(413, f"A form here has at most {guard.LONGEST_BODY:,} bytes.")
    try:
        form = parse_qs(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            strict_parsing=bool(body),
        )
    except ValueError:
        raise HTTPException(
            400, "This is no form that could be read; nothing was changed."
        ) from None
    told = {name: values[-1] for name, values in form.items()}
    given = told.pop("token", "").encode("utf-8", "replace")
    known = _well_formed(request.cookies.get(COOKIE, ""))
    if not known or not hmac.compare_digest(given, token(request).encode()):
        raise HTTPException(403, "This form is too old; open the page again. Nothing was changed.")
    who = asker(request)
    if who.name:
        told["name"] = who.name
    return told


def secure(request: Request) -> bool:
    """Whether cookies are for https alone."""
    return request.url.scheme == "https"


def _cookie(request: Request) -> str:
    """The browser's cookie for forms; a new one, the same for all of this request, if need be."""
    found = request.cookies.get(COOKIE, "")
    if _well_formed(found):
        return found
    state = request.scope.setdefault("state", {})
    made: str = state.setdefault("form_cookie", secrets.token_urlsafe(24))
    return made


def _well_formed(cookie: str) -> bool:
    return len(cookie) == 32 and cookie.isascii()
