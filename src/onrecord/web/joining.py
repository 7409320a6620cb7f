"""A line with its members: what leaves it, and which other line it is one with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.joining import Joined
from onrecord.app.record import Record
from onrecord.app.review import Outcome
from onrecord.domain.errors import UsageError
from onrecord.domain.ids import kind_of
from onrecord.web import forms, judging
from onrecord.web.asked import LONGEST, at, identifier
from onrecord.web.questions import answers

_LEAVES = re.compile(r"leave-([a-z][a-z0-9]{1,39})")


def line(request: Request) -> Response:
    """A commitment, a saying or a name: its members, and lines that it may be one with."""
    return _line(request, identifier(request), "", {})


def _line(request: Request, wanted: str, fault: str, told: Mapping[str, str]) -> Response:
    words = request.query_params.get("find", "").strip()
    if len(words) > LONGEST:
        raise UsageError(f"find wants at most {LONGEST} characters, got {len(words)}")
    found = answers(request).ask(
        at(request), ("members", wanted, words), lambda record: record.members(wanted, words)
    )
    done = request.query_params.get("done", "")
    rows = judging.decided(request, [done]) if kind_of(done) == "decision" else ()
    return judging.show(
        request,
        "joining.html",
        400 if fault else 200,
        line=found,
        words=words,
        done=rows,
        fault=fault,
        told=told,
    )


async def change(request: Request) -> Response:
    """Merge a line with another one, or have some of its members leave it."""
    wanted = identifier(request)
    told = await forms.posted(request)
    return await run_in_threadpool(_changed, request, wanted, told)


def _changed(request: Request, wanted: str, told: dict[str, str]) -> Response:
    judged = judging.judged(wanted, told)
    leave = tuple(m[1] for name in told if (m := _LEAVES.fullmatch(name)))
    other = (told.get("other", "") or told.get("id", "")).strip()
    wish = Joined(wanted, judged.actor, judged.reason, judged.seen, other, leave)
    world = answers(request).world
    acts = {
        "merge": lambda record: record.merge(wish, world, then=False),
        "split": lambda record: record.split(wish, world, then=False),
    }
    try:
        act = acts.get(told.get("act", ""))
        if act is None:
            raise UsageError("choose whether to merge or to split")

        def work(record: Record) -> Outcome:
            done: Outcome = act(record)
            return done

        return judging.recorded(request, told, work, "/review/done")
    except UsageError as error:
        return _line(request, wanted, str(error), told)
