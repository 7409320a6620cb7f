import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.domain.errors import UsageError
from onrecord.domain.findings import CODES
from onrecord.intake import MAX_CHARACTERS, Incoming, incoming

ARTICLE = (
    "Harbour bridge reopens\n\n"
    "The harbour bridge reopened on Monday, the port authority said. "
    "Repairs had taken eleven weeks.\n"
)


def read(*paths: Path | str, stdin: bytes | None = None, today: date | None = None):
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(incoming([str(path) for path in paths], stream, today))


def codes(items: list[Incoming]) -> list[str]:
    return [note.code for item in items for note in item.findings]


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def page(body: str = "", head: str = "") -> str:
    paragraphs = "".join(
        f"<p>The council of Port Ann voted {n} times on the ferry contract on Monday, and the "
        "mayor said that the boats would sail before the winter.</p>"
        for n in range(3, 9)
    )
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">{head}</head>'
        f"<body><article><h1>Ferry vote</h1>{paragraphs}{body}</article></body></html>"
    )


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(ARTICLE)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.html").write_text(page())
    (tmp_path / "c.jsonl").write_text(line(id="x", text="One sentence."))
    (tmp_path / ".hidden.txt").write_text(ARTICLE)
    (tmp_path / "README.md").write_text("What is in here.")
    items = read(tmp_path)
    assert [item.report.given for item in items if item.report] == ["a/z", "b", "x"]
    assert items == read(tmp_path)
    assert codes(items) == []


def test_every_report_points_at_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (item,) = read(tmp_path / "a.txt")
    assert item.report is not None and item.text is not None
    assert item.report.text == item.text.digest
    assert item.text.content == ARTICLE
    assert item.report.title == "Harbour bridge reopens"
    assert item.report.published is None
    assert item.where == str(tmp_path / "a.txt")


def test_a_story_gives_its_reports_and_stands_for_its_folder(tmp_path: Path) -> None:
    story = {"reports": [{"id": "r1", "text": "One.", "outlet": "Gull"}], "entities": []}
    (tmp_path / "story.json").write_text(json.dumps(story))
    (tmp_path / "notes.txt").write_text(ARTICLE)
    for path in (tmp_path, tmp_path / "story.json"):
        (item,) = read(path)
        assert item.report is not None and item.text is not None
        assert (item.report.given, item.report.outlet) == ("r1", "Gull")
        assert item.text.normalisation == "as-is.1"
        assert item.where.endswith("story.json:reports[0]")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[]", "story-without-reports"),
        ('{"reports": 3}', "story-without-reports"),
        ('{"reports": []}', "nothing-to-read"),
        ("{", "json-invalid"),
        ("", "empty-file"),
    ],
)
def test_a_story_that_is_none(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "story.json").write_text(content)
    assert codes(read(tmp_path)) == [code]


@pytest.mark.parametrize(
    ("data", "given", "form"),
    [
        (ARTICLE.encode(), "stdin", "plain.1"),
        (page().encode(), "stdin", "html.1"),
        (b"\n  " + page().encode(), "stdin", "html.1"),
        (line(id="j", text="One.").encode(), "j", "as-is.1"),
        (b"\xef\xbb\xbf" + line(id="j", text="One.").encode(), "j", "as-is.1"),
        (line(id="j", text="One.").encode("utf-16"), "j", "as-is.1"),
        (ARTICLE.encode("utf-16"), "stdin", "plain.1"),
        (json.dumps({"reports": [{"id": "s", "text": "A."}]}, indent=1).encode(), "s", "as-is.1"),
        (json.dumps({"reports": [{"id": "s", "text": "A."}]}).encode(), "s", "as-is.1"),
    ],
)
def test_standard_input_is_read_by_how_it_begins(data: bytes, given: str, form: str) -> None:
    (item,) = read("-", stdin=data)
    assert item.report is not None and item.text is not None, item.findings
    assert (item.report.given, item.text.normalisation) == (given, form)


def test_a_pipe_named_as_a_path_is_read_like_standard_input() -> None:
    reader, writer = os.pipe()
    os.write(writer, ARTICLE.encode())
    os.close(writer)
    (item,) = read(f"/dev/fd/{reader}")
    os.close(reader)
    assert item.text is not None and item.text.content == ARTICLE


def test_what_cannot_be_asked_is_raised_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    with pytest.raises(UsageError, match=r"gone\.txt"):
        incoming([str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")])
    with pytest.raises(UsageError, match="at least one"):
        incoming([])
    with pytest.raises(UsageError, match="standard input"):
        incoming(["-"])


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "1-empty.txt").write_bytes(b"")
    (tmp_path / "2-white.txt").write_bytes(b" \n\t\n")
    (tmp_path / "3-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "4-program.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "5-table.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "6-gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "7-good.txt").write_text(ARTICLE)
    items = read(tmp_path)
    assert codes(items) == [
        "empty-file",
        "empty-file",
        "binary",
        "binary",
        "file-skipped",
        "unreadable",
    ]
    assert [item.report.given for item in items if item.report] == ["7-good"]


def test_a_file_that_vanishes_after_the_walk_began(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(ARTICLE.replace("eleven", name))
    walk = incoming([str(tmp_path)])
    next(walk)
    (tmp_path / "b.txt").unlink()
    rest = list(walk)
    assert codes(rest) == ["unreadable"]
    assert rest[-1].report is not None and rest[-1].report.given == "c"


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(id="1", text="One.") * 3)
    stream = io.BytesIO((tmp_path / "a.jsonl").read_bytes())
    items = incoming(["-"], stream)
    assert stream.tell() == 0
    next(items)


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "wb") as out:
        out.write(ARTICLE.encode())
    (item,) = read(tmp_path)
    assert item.report is not None and item.report.given == "caf\ufffd"
    item.where.encode("utf-8")


def test_a_named_file_of_an_unknown_type(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    assert codes(read(tmp_path / "report.pdf")) == ["unknown-file-type"]


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    assert codes(read(tmp_path)) == ["nothing-to-read"]


def test_a_link_back_to_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE)
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    items = read(tmp_path)
    assert sorted(codes(items)) == ["file-skipped", "symlink-loop"]
    assert sum(item.report is not None for item in items) == 1


def test_a_socket_or_pipe_in_a_folder_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(read(tmp_path)) == ["file-skipped"]


@pytest.mark.parametrize("name", ["long.txt", "long.html", "long.jsonl"])
def test_fifty_megabytes_on_one_line_are_refused_within_bounds(tmp_path: Path, name: str) -> None:
    import tracemalloc

    path = tmp_path / name
    with path.open("wb") as out:
        out.write(b'{"id": "long", "text": "')
        for _ in range(50):
            out.write(b"word " * 200_000)
        out.write(b'"}\n' + line(id="next", text="The next line is read.").encode())
    tracemalloc.start()
    items = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(items) == ["too-long"]
    assert peak < 40_000_000
    assert [i.report.given for i in items if i.report] == (["next"] if name == "long.jsonl" else [])


def test_a_text_just_above_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ab cd " * (MAX_CHARACTERS // 6) + "and a little more")
    assert codes(read(tmp_path)) == ["too-long"]


def test_one_id_for_two_texts_keeps_both(tmp_path: Path) -> None:
    lines = line(id="a", text="One.") + line(id="a", text="Two.") + line(id="a", text="One.")
    (tmp_path / "a.jsonl").write_text(lines)
    items = read(tmp_path)
    assert codes(items) == ["duplicate-id"]
    assert [item.text.content for item in items if item.text] == ["One.", "Two.", "One."]


def test_a_date_ahead_of_today_is_kept_and_told(tmp_path: Path) -> None:
    lines = line(id="a", text="One.", published="2023-07-11T23:00:00Z")
    lines += line(id="b", text="Two.", published="2023-07-12")
    (tmp_path / "a.jsonl").write_text(lines)
    items = read(tmp_path, today=date(2023, 7, 11))
    assert codes(items) == ["date-in-future"]
    assert items[1].report is not None and items[1].report.published == "2023-07-12"
    assert codes(read(tmp_path)) == []


def test_right_to_left_text_is_just_text(tmp_path: Path) -> None:
    text = (
        "أعلنت الحكومة \u200fيوم الاثنين\u200f عن إعادة فتح الجسر. אמר ראש העיר: \u200eOK\u200e.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (item,) = read(tmp_path)
    assert item.findings == () and item.text is not None and item.text.content == text


def test_every_message_says_what_was_expected_and_what_came(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "A.", "title": 5}\n[1]\nno\n{}\n')
    for item in read(tmp_path):
        for note in item.findings:
            assert note.message.startswith("expected ") and "got " in note.message
            assert note.where == item.where and note.severity is CODES[note.code][0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400), start=st.sampled_from(["", "<html>", "<p>", "{", "\ufeff"]))
def test_no_bytes_crash(data: bytes, start: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    data = start.encode() + data
    for name in ("a.txt", "a.html", "a.jsonl", "a.json"):
        (folder / name).write_bytes(data)
        for item in read(folder / name):
            assert (item.report is None) == (item.text is None)
            assert item.report is not None or item.findings
    assert read("-", stdin=data) is not None
