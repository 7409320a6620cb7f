"""Schemathesis against the API: every answer is as the document says, none is a 500."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web.server import create_app

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

EXAMPLES = 8
"""Questions for each address and way of asking, always the same ones."""


def at_localhost(app: ASGIApp) -> ASGIApp:
    """The application, asked under the name that it answers to."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(n, v) for n, v in scope.get("headers", ()) if n != b"host"]
        await app({**scope, "headers": [*headers, (b"host", b"localhost")]}, receive, send)

    return asked


@pytest.mark.parametrize("mode", list(GenerationMode), ids=["as documented", "otherwise"])
def test_no_question_makes_a_fault(made: Path, mode: GenerationMode) -> None:
    app = create_app(made)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", at_localhost(app))
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: schemathesis.Case) -> None:
            asked.append((case.path, case.call_and_validate(checks=CHECKS).status_code))

        ask()
    app.state.answers.close()
    assert len({path for path, _ in asked}) >= 15
    assert {status for _, status in asked} <= {200, 304, 400, 404, 405, 414}
