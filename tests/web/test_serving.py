"""`onrecord serve` as a user starts it: it says where, answers there, and stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
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


def test_several_processes_serve_one_is_replaced_and_all_stop(made: Path) -> None:
    arguments = ["--record", str(made), "--port", "0", "--workers", "2"]
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert address is not None
            assert httpx.get(address[0], timeout=60).status_code == 200
            first = children(process.pid)
            assert len(first) == 2
            os.kill(first[0], signal.SIGKILL)
            await_(lambda: len(children(process.pid)) == 2 and children(process.pid) != first)
            for _ in range(6):
                assert httpx.get(address[0] + "commitments", timeout=60).status_code == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
            await_(lambda: not any(Path(f"/proc/{child}").exists() for child in first))
        finally:
            process.kill()


def test_processes_end_with_their_parent(made: Path) -> None:
    arguments = ["--record", str(made), "--port", "0", "--workers", "2"]
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address is not None
        assert httpx.get(address[0], timeout=60).status_code == 200
        left = children(process.pid)
        process.kill()
    await_(lambda: not any(alive(child) for child in left))


def children(parent: int) -> list[int]:
    """The processes that a process started and that live."""
    told = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [child for child in map(int, told) if alive(child)]


def alive(process: int) -> bool:
    """Whether a process runs; one that nobody has asked after is over."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def await_(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Nothing, once this holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
