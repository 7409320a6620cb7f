"""`onrecord serve` as a user starts it: it says where, answers there, and stops."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from onrecord.domain.errors import OnRecordError
from onrecord.web.server import bound

COMMAND = "import sys; from onrecord.cli.serving import serve; serve(sys.argv[1:])"


def test_it_says_where_it_is_and_stops_when_told(made: Path) -> None:
    arguments = ["--record", str(made), "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", told)
            assert address is not None, told
            transport = httpx.HTTPTransport(retries=8)
            with httpx.Client(transport=transport, timeout=20) as client:
                answer = client.get(address[0])
                assert answer.status_code == 200 and "Undertaken" in answer.text
                assert "server" not in answer.headers
                assert client.get(address[0], headers={"host": "evil.example"}).status_code == 421
            process.send_signal(signal.SIGINT)
            process.wait(timeout=15)
        finally:
            process.kill()


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OnRecordError, match="choose another --port"):
            bound("127.0.0.1", taken.getsockname()[1]).close()
    with pytest.raises(OnRecordError, match="cannot serve"):
        bound("192.0.2.1", 0)
