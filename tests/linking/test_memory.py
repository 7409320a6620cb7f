from __future__ import annotations

from readings_of import report

from onrecord.linking.memory import MemoryCandidates


def test_most_shared_keys_first_then_the_last_added() -> None:
    known = MemoryCandidates()
    reads = [report(str(n), f"[Ana {n}/person] rowed.") for n in range(4)]
    ids = [read.reading.mentions[0].id for read in reads]
    for read, one in zip(reads, ids, strict=True):
        keys = [("mention", "n:a", one)]
        if one == ids[1]:
            keys.append(("mention", "n:b", one))
        known.add(read, keys)
    found = known.near("mention", ["n:a", "n:b", "n:a"], 3)
    assert [k.annotation.id for k in found if k.annotation] == [ids[1], ids[3], ids[2]]
    assert known.near("statement", ["n:a"], 3) == []
    assert known.near("mention", ["n:c"], 3) == []


def test_a_report_stands_for_itself() -> None:
    known = MemoryCandidates()
    read = report("a", "Nothing happened.")
    known.add(read, [("report", "x:1", read.report.id)])
    known.add(read, [("report", "x:1", read.report.id)])
    (found,) = known.near("report", ["x:1"], 5)
    assert found.annotation is None and found.source is read
