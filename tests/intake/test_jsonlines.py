import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.item import Incoming
from onrecord.intake.jsonlines import json_lines


def read(data: bytes | str) -> list[Incoming]:
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return list(json_lines(io.BytesIO(data), "news", "news.jsonl"))


def one(**fields: object) -> Incoming:
    (item,) = read(json.dumps(fields))
    return item


def codes(items: list[Incoming]) -> list[str]:
    return [note.code for item in items for note in item.findings]


def test_all_fields_are_taken_as_told() -> None:
    item = one(
        id="r7",
        text="The bridge is open.",
        outlet="Harbour Post",
        url="https://harbourpost.example/7",
        published="2023-07-11T10:15:00Z",
        title="Bridge open",
        language="en",
        author="Ada Quill",
        shelf="not ours",
    )
    report = item.report
    assert report is not None and item.findings == ()
    assert (report.given, report.outlet, report.title) == ("r7", "Harbour Post", "Bridge open")
    assert (report.published, report.language) == ("2023-07-11T10:15:00Z", "en")
    assert (report.url, report.author) == ("https://harbourpost.example/7", "Ada Quill")


def test_what_is_not_told_is_unknown() -> None:
    report = one(id="r7", text="The bridge is open.", title="", outlet=None).report
    assert report is not None
    assert report.title is report.outlet is report.published is report.url is None


@given(st.text(min_size=1, max_size=80, alphabet=st.characters(exclude_categories=["Cs"])))
def test_offsets_refer_to_exactly_the_text(content: str) -> None:
    item = one(id="a", text=content)
    if content.strip():
        assert item.text is not None and item.text.content == content
    else:
        assert codes([item]) == ["empty-text"] or "control-characters" in codes([item])


def test_decomposed_letters_and_soft_hyphens_stay_as_they_stand() -> None:
    content = "Rene\u0301 said the Do\u00adnau rose.\r\n\ufeffIt did."
    item = one(id="a", text=content)
    assert item.text is not None and item.text.content == content and item.findings == ()


def test_control_characters_are_kept_and_located() -> None:
    item = one(id="a", text="The bridge\x00 is open.\x07")
    assert item.text is not None and item.text.content == "The bridge\x00 is open.\x07"
    (note,) = item.findings
    assert note.code == "control-characters" and note.text == item.text.digest
    assert note.quote is not None and item.text.holds(note.quote) and note.quote.start == 10


def test_half_a_pair_is_replaced_one_for_one() -> None:
    (item,) = read('{"id": "a", "text": "Open \\ud83d now \\ud83d\\ude00."}')
    assert item.text is not None and item.text.content == "Open \ufffd now \U0001f600."
    assert codes([item]) == ["lone-surrogate"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("no json at all", "json-invalid"),
        ('{"id": "a", "text": "cut', "json-invalid"),
        ("[" * 100_000, "json-invalid"),
        ("9" * 5000, "json-invalid"),
        ("[1, 2]", "json-not-an-object"),
        ('"a string"', "json-not-an-object"),
        ("null", "json-not-an-object"),
        ('{"id": "a"}', "json-without-text"),
        ('{"id": "a", "text": null}', "json-without-text"),
        ('{"id": "a", "text": ["One."]}', "json-without-text"),
        ('{"id": "a", "text": " \\n "}', "empty-text"),
        (b'{"id": "a", "text": "caf\xe9"}', "json-not-utf8"),
    ],
)
def test_a_bad_line_is_refused_and_the_next_is_read(data: str | bytes, code: str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    items = read(raw + b'\n\n{"id": "b", "text": "Next."}\n')
    assert codes(items) == [code]
    assert items[0].report is None and items[0].where == "news.jsonl:1"
    assert items[1].report is not None and items[1].where == "news.jsonl:3"


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_line(data: bytes) -> None:
    assert codes(read(data)) == ["empty-file"]


def test_fields_of_a_wrong_type_are_unknown() -> None:
    item = one(id="a", text="One.", title=5, outlet=["x"], published=20230711)
    assert codes([item]) == ["wrong-type"] * 3
    assert item.report is not None
    assert item.report.title is item.report.outlet is item.report.published is None


@pytest.mark.parametrize(
    ("told", "given_id"), [(17, "17"), (None, "news:1"), ("", "news:1"), (True, "news:1")]
)
def test_an_id_that_is_no_string(told: object, given_id: str) -> None:
    item = one(id=told, text="One.")
    assert codes([item]) == ["id-missing"]
    assert item.report is not None and item.report.given == given_id


def test_a_line_separator_inside_a_string_ends_no_line() -> None:
    (item,) = read('{"id": "a", "text": "One.\u2028Two.\x85Three."}\r\n')
    assert item.text is not None and item.text.content == "One.\u2028Two.\x85Three."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings(encoding: str) -> None:
    lines = '{"id": "a", "text": "Kraków."}\n{"id": "b", "text": "Łódź."}\n'
    items = read(lines.encode(encoding))
    assert [item.text.content for item in items if item.text] == ["Kraków.", "Łódź."]
    assert codes(items) == []
