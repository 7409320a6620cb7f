import pytest

from onrecord.intake.encoding import decoded

POLISH = (
    "Rząd ogłosił w poniedziałek, że most w Gdańsku zostanie otwarty przed końcem miesiąca. "
    "Wójt powiedział, że mieszkańcy czekali na tę wiadomość od jesieni, a robotnicy już jadą. "
) * 4
FRENCH = "Le maire a déclaré lundi que le pont rouvrirait « bientôt », à l’été au plus tard. " * 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_utf8_texts_need_no_guess(encoding: str) -> None:
    assert decoded(POLISH.encode(encoding), "a.txt") == (POLISH, None)


def test_a_page_is_read_as_it_declares() -> None:
    for head in ('<meta charset="iso-8859-2">', '<?xml version="1.0" encoding="iso-8859-2"?>'):
        page = head + POLISH
        assert decoded(page.encode("iso-8859-2"), "a.html", page=True) == (page, None)


def test_latin_1_is_read_as_browsers_do() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">' + FRENCH
    assert decoded(page.encode("cp1252"), "a.html", page=True) == (page, None)


def test_a_page_that_declares_wrongly_but_is_utf8() -> None:
    page = '<meta charset="iso-8859-1">' + POLISH
    assert decoded(page.encode("utf-8"), "a.html", page=True) == (page, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(POLISH, "cp1250"), (FRENCH, "cp1252"), ("Ten “new” boats — at last. " * 9, "cp1252")],
)
def test_a_guess_is_told(text: str, encoding: str) -> None:
    content, note = decoded(text.encode(encoding), "a.txt")
    assert content == text
    assert note is not None and note.code == "encoding-guessed"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_their_mark(encoding: str) -> None:
    content, note = decoded(FRENCH.encode(encoding), "a.txt")
    assert content == FRENCH
    assert note is not None and encoding in note.message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x7fELF" + bytes(40), "program"),
        (bytes(range(256)) * 8, "no characters"),
        (b"text with \xff\xfe\x00 in it" * 5, "no characters"),
    ],
)
def test_what_is_no_text(data: bytes, what: str) -> None:
    content, note = decoded(data, "a.txt")
    assert content is None
    assert note is not None and note.code == "binary" and what in note.message
