"""One report that cannot be linked never stops a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.app.record import open_record
from onrecord.domain.links import Proposal
from onrecord.linking import propose
from onrecord.linking.candidates import Candidates, ReadReport

TEXTS = {
    "a": "Norway will send 10 pumps to Kenya, Ada Berg said on Monday.",
    "b": "Ada Berg said that Chile had asked for 4 boats.",
    "c": "Norway has sent the 10 pumps to Kenya, Ada Berg said.",
}


def test_a_report_that_cannot_be_linked_is_kept_with_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    whole = propose.propose

    def sometimes(new: ReadReport, candidates: Candidates) -> Iterator[Proposal]:
        if "boats" in new.reading.text.content:
            raise IndexError("string index out of range")
        return whole(new, candidates)

    monkeypatch.setattr(propose, "propose", sometimes)
    files = sorted(tmp_path.glob("*.txt"))
    with open_record(tmp_path / "r.db") as record:
        tally = record.read(files, workers=1)
        assert (tally.new, tally.findings["linking-failed"]) == (3, 1)
        (told,) = [f for f in record.findings() if f.code == "linking-failed"]
        assert "IndexError: string index out of range" in told.message
        assert told.where is not None and "b" in told.where
        assert any("4 boats" in row.words for row in record.said())
        again = record.read(files, workers=1)
        assert again.known == 3 and not again.changed
