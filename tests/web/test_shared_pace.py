"""Buckets that several processes fill together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from onrecord.web.shared_pace import SharedPace

ELSEWHERE = """
import sys
from pathlib import Path
from onrecord.web.shared_pace import SharedPace
print(SharedPace(3, 10.0, Path(sys.argv[1]), lambda: 5.0).wait("anna"))
"""


def test_it_counts_as_a_pace_of_one_process_does(tmp_path: Path) -> None:
    now = [0.0]
    pace = SharedPace(2, 10.0, tmp_path / "pace", lambda: now[0])
    assert [pace.wait("a"), pace.wait("a"), pace.wait("a")] == [0, 0, 10]
    assert pace.wait("b") == 0
    now[0] = 10.0
    assert [pace.wait("a"), pace.wait("a")] == [0, 10]


def test_two_count_together(tmp_path: Path) -> None:
    one, other = (SharedPace(3, 10.0, tmp_path / "pace", lambda: 5.0) for _ in range(2))
    assert [one.wait("anna"), other.wait("anna")] == [0, 0]
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(tmp_path / "pace")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert float(told.stdout) == 0
    assert one.wait("anna") > 0 and other.wait("anna") > 0


def test_whoever_was_not_seen_for_longest_is_forgotten(tmp_path: Path) -> None:
    now = [0.0]
    pace = SharedPace(1, 1000.0, tmp_path / "pace", lambda: now[0], most=2)
    for name in ("a", "b", "c"):
        now[0] += 1
        assert pace.wait(name) == 0
    assert pace.wait("c") > 0 and pace.wait("a") == 0
