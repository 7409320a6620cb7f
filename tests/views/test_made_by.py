"""Which stage of the reading gave a field of a pledge."""

from __future__ import annotations

from pathlib import Path

from onrecord.app.record import open_record

WORDS = (
    "Ada Berg, the premier of Norway, said on Monday that she would send 40 pumps to Kenya by June."
)


def test_a_pledges_page_names_trigger_cue_and_stages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    with open_record(tmp_path / "r.db") as record:
        record.read([tmp_path / "a.txt"], workers=1)
        (row,) = record.commitments()
        page = record.show(row.evidence.annotation)
        fields = {f.label: (f.value, f.made_by) for f in page.fields}
    assert fields["trigger"] == ("would send", "pledges.v1")
    assert fields["cue"] == ("said", "attribution.v1")
    assert fields["by"] == ("Ada Berg", "pledges.v1")
    assert fields["how much"] == ("40 pumps", "quantities.v1")
    assert fields["by when"][1] == "times.v1"
    assert fields["stage"] == ("announced", "pledges.v1")
