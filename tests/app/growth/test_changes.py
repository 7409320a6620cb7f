"""What new reports change, worked out apart, is what a fold of the whole record gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from paper import Page, Paper

from onrecord.app import ingest, wiring
from onrecord.app.growth.changes import changes
from onrecord.domain.annotations import Annotation, Mention, Pledge, Statement
from onrecord.domain.corrections import Correction
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.facts import Fact
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import World
from onrecord.evaluation.true_story import TrueReport
from onrecord.ledger.fold import fold
from onrecord.record.store import Writer

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def whole(store: Writer) -> World:
    with store.folding(store.head()) as facts:
        return fold(facts)


def bring_up(store: Writer) -> bool:
    """Bring the tables up, apart if that can be done; whether it was."""
    with store.snapshot() as book:
        made = changes(book, share=0)
    if made is not None and store.put(made):
        return True
    store.replace_world(whole(store), store.head())
    return False


def compared(store: Writer, told: object) -> None:
    world, built_to = store.world()
    assert built_to == store.head()
    expected = whole(store)
    for field in World.__slots__:
        assert getattr(world, field) == getattr(expected, field), (field, told)


# -- a story as its perfect reader would read it


@pytest.fixture
def store() -> Iterator[Writer]:
    opened = wiring.open_writer(":memory:")
    yield opened
    opened.close()


def test_report_by_report_it_is_the_whole(store: Writer, reports: list[TrueReport]) -> None:
    taken = []
    for number, one in enumerate(reports, 1):
        ingest.ingest_readings(store, [(one.report, one.reading)], lambda: NOW)
        taken.append(bring_up(store))
        if number % 4 == 0:
            compared(store, one.report.given)
    assert taken == [False] + [True] * (len(reports) - 1), "only the first wants a whole fold"


def test_a_read_takes_the_short_way_where_the_record_is_large(
    store: Writer, reports: list[TrueReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [(one.report, one.reading) for one in reports]
    ingest.ingest_readings(store, pairs[:-1], lambda: NOW)
    assert ingest.refresh(store) and not ingest.refresh(store)
    ingest.ingest_readings(store, pairs[-1:], lambda: NOW)
    with monkeypatch.context() as patched:
        patched.setattr(store, "replace_world", None)
        assert ingest.refresh(store)
    compared(store, "the last one")


def test_many_at_once_are_left_to_the_whole(store: Writer, reports: list[TrueReport]) -> None:
    pairs = [(one.report, one.reading) for one in reports]
    ingest.ingest_readings(store, pairs[:12], lambda: NOW)
    ingest.refresh(store)
    ingest.ingest_readings(store, pairs[12:15], lambda: NOW)
    with store.snapshot() as book:
        assert changes(book) is None
        assert changes(book, share=1) is not None


def test_what_was_built_meanwhile_is_not_overwritten(
    store: Writer, reports: list[TrueReport]
) -> None:
    pairs = [(one.report, one.reading) for one in reports]
    ingest.ingest_readings(store, pairs[:12], lambda: NOW)
    ingest.refresh(store)
    ingest.ingest_readings(store, pairs[12:13], lambda: NOW)
    with store.snapshot() as book:
        made = changes(book)
    assert made is not None
    ingest.ingest_readings(store, pairs[13:14], lambda: NOW)
    store.replace_world(whole(store), store.head())
    assert not store.put(made)
    compared(store, "left alone")


# -- small records of any shape

NAMES = ("Norway", "Anna Holm", "Holm", "NORD", "The Coast", "Sweden")
OUTLETS = ("The Coast", "Wire", "Herald", None)
DAYS = ("2025-03-10", "2025-03-12", "2025-03-08", None)
PAIRS = ("same_entity", "same_utterance", "same_commitment", "disputes")
KINDS: dict[str, tuple[type, ...]] = {
    "same_entity": (Mention,),
    "same_utterance": (Statement,),
    "same_commitment": (Pledge,),
    "disputes": (Pledge, Statement),
    "copy_of": (Report,),
    "credits": (Report,),
    "same_story": (Report,),
}
DISPUTED = ("number", "stage", "wording", "date", "party", "polarity")

numbers = st.integers(0, 11)
link = st.tuples(st.sampled_from(tuple(KINDS)), numbers, numbers, st.sampled_from(DISPUTED))
page = st.tuples(
    st.just("page"),
    st.lists(numbers, min_size=1, max_size=3),
    st.lists(link, max_size=6),
)
again = st.tuples(st.just("again"), st.lists(numbers, min_size=2, max_size=2), st.lists(link))
unread = st.tuples(st.just("unread"), st.lists(numbers, min_size=1, max_size=1), st.lists(link))
person = st.tuples(
    st.sampled_from(("accept", "reject", "judge", "correct", "undo")),
    st.lists(numbers, min_size=2, max_size=2),
    st.lists(link, min_size=1, max_size=1),
)
reread = st.tuples(st.just("reread"), st.lists(numbers, min_size=1, max_size=1), st.just([]))
Step = tuple[str, list[int], list[tuple[str, int, int, str]]]
steps = st.lists(
    st.lists(st.one_of(page, page, page, page, again, unread, person, reread), max_size=2),
    min_size=2,
    max_size=8,
)
ordinary = st.lists(
    st.lists(st.one_of(page, page, again), min_size=1, max_size=2), min_size=3, max_size=9
)


class Made:
    """A record that grows by drawn steps; what is drawn is found by its number, newest first."""

    def __init__(self, store: Writer) -> None:
        self.store = store
        self.paper = Paper()
        self.things: list[Annotation | Report] = []
        self.decided: list[Decision] = []
        self.count = 0

    def take(self, step: Step) -> None:
        kind, picks, links = step
        if kind == "page":
            self._page(picks, links)
        elif kind in ("again", "unread"):
            self._report(kind, picks, links)
        elif kind == "reread":
            self._reread(picks[0])
        elif self.things:
            self._person(kind, picks, links[0])

    def _append(self, facts: Sequence[Fact]) -> None:
        self.store.append(facts, NOW)

    def _page(self, picks: list[int], links: list[tuple[str, int, int, str]]) -> None:
        self.count += 1
        parts = [f"{NAMES[n % 6]} will send {n + 1} pumps to the coast soon." for n in picks]
        said = [f"{NAMES[(n + 1) % 6]} said the {n} talks went well on Monday." for n in picks]
        new = self.paper.page(
            f"r{self.count}",
            " ".join((*parts, *said, f"Number {self.count}.")),
            DAYS[picks[0] % 4],
            OUTLETS[picks[-1] % 4],
        )
        for number, n in enumerate(dict.fromkeys(picks)):
            self._read(new, n, number)
        self.things = [new.report, *new.found, *self.things]
        self._append([new.report, new.reading(), *self._links(links, [new.report, *new.found])])

    def _read(self, new: Page, n: int, number: int) -> None:
        name, other = NAMES[n % 6], NAMES[(n + 1) % 6]
        kinds = ("place", "person", "organisation", "other")
        new.name(name, name.title(), kinds[n % 4], "pumps" if n % 3 else None)
        if other not in (NAMES[m % 6] for m in range(n)):
            new.name(other, other, kinds[(n + 1) % 4])
        told = new.said(f"the {n} talks went well", other, via=("Wire",) if n % 5 == 0 else ())
        new.pledge(
            f"will send {n + 1} pumps",
            [name],
            stage=("announced", "fulfilled", "agreed", "withdrawn", "refused")[n % 5],
            number=(n + 1, n + 1, "pump"),
            to=[other] if n % 2 else (),
            score=(1.0, 0.3)[n % 4 == 3],
            source=other if n % 3 == 0 else None,
            statement=told if number else None,
            conditions=[("to the coast", "if")] if n % 7 == 1 else (),
        )

    def _links(
        self, links: list[tuple[str, int, int, str]], own: Sequence[Annotation | Report]
    ) -> list[Fact]:
        found: list[Fact] = []
        for relation, one, two, value in links:
            mine = [thing for thing in own if isinstance(thing, KINDS[relation])]
            kind = type(mine[one % len(mine)]) if mine else None
            theirs = [thing for thing in self.things if type(thing) is kind]
            if not mine or not theirs:
                continue
            pair = (mine[one % len(mine)], theirs[two % len(theirs)])
            left, right = pair if two % 2 else pair[::-1]
            if left.id != right.id:
                told = value if relation == "disputes" else None
                score = 0.6 + one / 40
                found += self._decision(relation, (left, right), told, score, "policy:test.v1")
        return found

    def _decision(
        self,
        relation: str,
        pair: tuple[Annotation | Report, Annotation | Report],
        value: str | None,
        score: float,
        actor: str,
        judgement: str = "accept",
    ) -> list[Fact]:
        left, right = pair
        proposal = Proposal(Relation(relation), left.id, right.id, score, (), "test.1", value)
        decision = Decision(
            proposal.id,
            Judgement(judgement),
            actor,
            "as drawn",
            anchor_of(left),
            anchor_of(right),
            Relation(relation),
            value,
            self.store.head(),
        )
        if not decision.by_policy:
            self.decided.append(decision)
        return [proposal, decision]

    def _report(self, kind: str, picks: list[int], links: list[tuple[str, int, int, str]]) -> None:
        if not self.paper.pages:
            return
        self.count += 1
        text = f"t1unread{self.count}"
        own: list[Annotation] = []
        if kind == "again":
            old = self.paper.pages[-1 - picks[0] % len(self.paper.pages)]
            text, own = old.report.text, old.found
        outlet = OUTLETS[picks[-1] % 4]
        report = Report(f"r{self.count}", text, outlet, None, DAYS[picks[-1] % 4], "Once more")
        self.things = [report, *self.things]
        self._append([report, *self._links(links, [report, *own])])

    def _reread(self, pick: int) -> None:
        if not self.paper.pages:
            return
        page = self.paper.pages[-1 - pick % len(self.paper.pages)]
        page.maker += "x"
        gone = page.found.pop(pick % len(page.found)) if len(page.found) > 3 else None
        self.things = [thing for thing in self.things if thing is not gone]
        self._append([page.reading()])

    def _person(self, kind: str, picks: list[int], drawn: tuple[str, int, int, str]) -> None:
        relation, one, two, value = drawn
        if kind in ("accept", "reject"):
            fit = [thing for thing in self.things if isinstance(thing, KINDS[relation])]
            if fit and (left := fit[one % len(fit)]) != (right := fit[two % len(fit)]):
                told = value if relation == "disputes" else None
                facts = self._decision(relation, (left, right), told, 0.9, "anna", kind)
                if two % 3 and relation in PAIRS[:3]:  # a pair that no machine proposed
                    decision = facts[1]
                    assert isinstance(decision, Decision)
                    self.decided.pop()
                    bare = Decision(
                        left.id, decision.judgement, "anna", "as drawn", decision.left,
                        decision.right, decision.relation, right.id, decision.seen,
                    )  # fmt: skip
                    self.decided.append(bare)
                    facts = [bare]
                self._append(facts)
        elif kind == "undo" and self.decided:
            last = self.decided.pop(picks[0] % len(self.decided))
            self._append([
                Decision(
                    last.id, Judgement.UNDO, "anna", "as drawn", last.left, last.right,
                    last.relation, last.value if last.relation else None, self.store.head(),
                )
            ])  # fmt: skip
        elif kind in ("judge", "correct"):
            fit = [t for t in self.things if isinstance(t, (Pledge, Statement, Mention))]
            if not fit:
                return
            thing = fit[picks[0] % len(fit)]
            word, told = ("reject", "accept")[picks[1] % 2], None
            if kind == "correct" and isinstance(thing, Pledge):
                word, told = "correct", Correction("stage", words=("agreed",)).written
            decision = Decision(
                thing.id, Judgement(word), "anna", "as drawn", anchor_of(thing), None, None,
                told, self.store.head(),
            )  # fmt: skip
            self.decided.append(decision)
            self._append([decision])


MANY = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def grown(drawn: list[list[Step]], how: Callable[[Writer], bool] = bring_up) -> Counter[bool]:
    """Grow a record step by step, compared each time; how often it was worked out apart."""
    taken: Counter[bool] = Counter()
    with wiring.open_writer(":memory:") as store:  # type: ignore[attr-defined]
        made = Made(store)
        for together in drawn:
            head = store.head()
            for step in together:
                made.take(step)
            if store.head() != head:
                taken[how(store)] += 1
                compared(store, together)
    return taken


@MANY
@given(steps)
def test_however_a_record_grows_it_is_the_whole(drawn: list[list[Step]]) -> None:
    grown(drawn)


@MANY
@given(ordinary)
def test_reports_and_links_alone_never_want_a_whole_fold_but_the_first(
    drawn: list[list[Step]],
) -> None:
    taken = grown(drawn)
    assert taken[True] >= sum(taken.values()) - 2, "the first, and an outlet that is a beneficiary"
