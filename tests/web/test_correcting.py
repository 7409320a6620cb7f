"""A field is put right from its page: by words, by places, by what was read, from a list."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient
from summit import SUMMIT
from test_review import OWN, hidden

from onrecord.app.record import open_record

WORDS = {"reason": "the sentence says so", "name": "Ada Lind"}


def pumps(client: TestClient) -> dict:  # type: ignore[type-arg]
    rows = client.get("/api/v1/commitments").json()["items"]
    return next(row for row in rows if "boats" in row["what"])


def pledge(client: TestClient) -> str:
    found: str = pumps(client)["evidence"]["annotation"]
    return found


def send(client: TestClient, about: str, field: str, **told: str):  # type: ignore[no-untyped-def]
    address = f"/review/{about}/edit/{field}"
    data = {**hidden(client.get(address).text), **WORDS, **told}
    return client.post(address, data=data, headers=OWN)


def at(words: str) -> str:
    start = SUMMIT.index(words)
    return f"{start}-{start + len(words)}"


def test_a_wrong_party_is_put_right_by_its_words(editor: TestClient, path: Path) -> None:
    about = pledge(editor)
    assert pumps(editor)["by"] == ["Westmark"]
    page = editor.get(f"/review/{about}/edit/by").text
    assert "<mark>Westmark</mark>" in page and f'data-start="{0}"' in page
    assert f"{at('Westmark')} Westmark" in page
    answer = send(editor, about, "by", words="Estmark")
    assert answer.status_code == 303
    assert pumps(editor)["by"] == ["Estmark"]
    page = editor.get(answer.headers["location"]).text
    assert "put right by <bdi>Ada Lind</bdi>" in page and "read as <bdi>Westmark</bdi>" in page
    assert "by is “Estmark”" in page and "the sentence says so" in page
    with open_record(path) as record:
        assert record.rebuild().same
        assert not [f for f in record.check() if f.severity == "error"]


def test_what_was_put_right_shows_wherever_it_was_read(editor: TestClient) -> None:
    about = pledge(editor)
    assert send(editor, about, "by", words="Estmark").status_code == 303
    row = pumps(editor)
    page = editor.get(f"/reports/{row['evidence']['report']['id']}").text
    margin = page.partition('p-put">')[2].partition("</p>")[0]
    assert "<bdi>by: Estmark</bdi>" in margin and "says <bdi>Ada Lind</bdi>," in margin
    assert "the machine read: <bdi>Westmark</bdi>" in margin
    assert "m-put" in page and "(the machine read: Westmark)" in page.partition("m-put")[2]
    page = editor.get(f"/show/{about}").text
    assert "<bdi>Estmark</bdi>" in page and ": the sentence says so</span>" in page
    assert "put right by Ada Lind, " in page and "; the machine read: Westmark</bdi>" in page
    page = editor.get(f"/commitments/{row['id']}").text
    assert "Decided by people" in page and "by is “Estmark”" in page
    second = editor.get(f"/review/{about}?coder=second").text.partition("<main")[2]
    assert "<bdi>Westmark</bdi>" in second and "put right by" not in second
    assert "Ada Lind" not in second.partition("<form")[0]


WAYS = (
    ("by", {"words": at("Estmark")}, "by", ["Estmark"]),
    ("by", {"words": f"{at('Estmark')} Estmark"}, "by", ["Estmark"]),
    ("by", {"words": "", f"at-{at('Estmark')}": "1"}, "by", ["Estmark"]),
    ("by", {"words": "the harbour", "who": "Coastland"}, "by", ["Coastland"]),
    ("to", {"words": f"{at('Norland')}\n{at('Estmark')}"}, "to", ["Norland", "Estmark"]),
    ("to", {"words": ""}, "to", []),
    ("stage", {"word": "withdrawn"}, "stage", "withdrawn"),
    ("category", {"word": "military_aid"}, "category", "military_aid"),
    ("object", {"words": "10 pumps"}, "what", "10 pumps"),
    ("when", {"words": "by June"}, "when_words", "by June"),
    ("when", {"words": "by June", "value": "2025-07"}, "when_words", "by June"),
)


def test_every_way_to_say_it(editor: TestClient) -> None:
    about = pledge(editor)
    for field, told, shown, value in WAYS:
        assert send(editor, about, field, **told).status_code == 303, told
        rows = editor.get("/api/v1/commitments").json()["items"]
        row = next(r for r in rows if r["evidence"]["annotation"] == about)
        assert row[shown] == value, told


def test_amounts_and_conditions(editor: TestClient) -> None:
    about = pledge(editor)
    assert send(editor, about, "quantity", words="10 pumps").status_code == 303
    assert pumps(editor)["quantity"] == "10 pumps"
    told = {"words": "10 pumps", "low": "24", "unit": "boat"}
    assert send(editor, about, "quantity", **told).status_code == 303
    assert pumps(editor)["quantity"] == "24 or more boats"
    told = {"words": "until the harbour is safe", "word": "while"}
    assert send(editor, about, "conditions", **told).status_code == 303
    (condition,) = pumps(editor)["conditions"]
    assert (condition["kind"], condition["words"]) == ("while", "until the harbour is safe")


def test_a_statement_is_put_right(editor: TestClient) -> None:
    row = editor.get("/api/v1/utterances").json()["items"][0]
    about = row["renderings"][0]["annotation"]
    assert send(editor, about, "speakers", words="Norland").status_code == 303
    other = row["renderings"][1]["annotation"]
    assert send(editor, other, "speakers", words="Norland").status_code == 303
    assert editor.get("/api/v1/utterances").json()["items"][0]["speakers"] == ["Norland"]
    assert send(editor, about, "mode", word="denied").status_code == 303
    assert send(editor, about, "content", words="Water does not").status_code == 303
    page = editor.get(f"/review/{about}").text
    assert "Water does not</bdi>" in page and "denied" in page


WRONG = (
    ("by", {"words": "Nowhereland"}, "does not stand in the text"),
    ("by", {"words": "water"}, "does not stand in the text"),
    ("by", {"words": "Coastland"}, "stands there 2 times"),
    ("by", {"words": "5-2"}, "does not stand"),
    ("by", {"words": "0-99999"}, "does not stand"),
    ("by", {"words": "0-5 Norland"}, "stands “A flo”"),
    ("by", {"words": f"{at('Estmark')}\n{at('Norland')}", "who": "X"}, "one stretch alone"),
    ("by", {"words": "\n".join(["Estmark"] * 21)}, "at most 20"),
    ("stage", {"word": "done"}, "choose"),
    ("stage", {"word": ""}, "choose"),
    ("object", {"words": f"{at('boats')}\n{at('pumps')}"}, "one stretch"),
    ("quantity", {"words": "boats"}, "no number"),
    ("quantity", {"words": "boats", "low": "many"}, "digits"),
    ("quantity", {"words": "boats", "low": "9", "high": "3"}, "more than at most"),
    ("when", {"words": "by June", "value": "soon"}, "YYYY"),
    ("conditions", {"words": "by June", "word": "perhaps"}, "choose among"),
    ("by", {"words": "Estmark", "reason": " "}, "reason"),
    ("by", {"words": "Estmark", "name": "policy:x"}, "policy"),
)


def test_what_does_not_fit_the_text_is_told_and_the_form_shown_again(
    editor: TestClient, path: Path
) -> None:
    about = pledge(editor)
    for field, told, fault in WRONG:
        answer = send(editor, about, field, **told)
        assert answer.status_code == 400, told
        said = answer.text.partition('class="fault"')[2].partition("</p>")[0]
        assert fault.lower() in said.lower(), (told, said)
    with open_record(path, writable=False) as record:
        assert record.decisions(people=True) == ()


def test_addresses_that_lead_nowhere(editor: TestClient) -> None:
    about = pledge(editor)
    for address, status in (
        (f"/review/{about}/edit/trigger", 400), (f"/review/{about}/edit/../../x", 404),
        ("/review/p1aaaaaaaaaaaaaaaaaaaa/edit/by", 404), ("/review/c1aaa/edit/by", 400),
        (f"/review/{about}/edit/%3Cscript%3E", 400), ("/review/é/edit/by", 400),
    ):  # fmt: skip
        answer = editor.get(address)
        assert answer.status_code == status, address
        assert "<script>" not in answer.text.replace("<script src", "")


def test_a_correction_of_what_moved_is_refused(editor: TestClient) -> None:
    about = pledge(editor)
    address = f"/review/{about}/edit/by"
    slow = {**hidden(editor.get(address).text), **WORDS, "name": "Bo Ek", "words": at("Norland")}
    assert send(editor, about, "by", words="Estmark").status_code == 303
    answer = editor.post(address, data=slow, headers=OWN)
    assert answer.status_code == 409 and "by is “Estmark”" in answer.text
    again = {**slow, **hidden(answer.text)}
    assert editor.post(address, data=again, headers=OWN).status_code == 303
    assert pumps(editor)["by"] == ["Norland"]
