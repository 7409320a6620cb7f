"""Facts and worlds of every shape, for hypothesis; and plain ones, made in numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    ConditionState,
    CopyKind,
    DisputeKind,
    Distribution,
    Judgement,
    MentionKind,
    Mode,
    Period,
    Relation,
    Severity,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.domain.world import (
    Commitment,
    Copy,
    Dispute,
    Entity,
    Evidence,
    HeldCondition,
    PartyRef,
    Rendering,
    Role,
    Side,
    Step,
    Story,
    Utterance,
    World,
)

EPOCH = datetime(2026, 11, 1, 12, tzinfo=UTC)

# every code point, among them NUL, lone surrogates and our own escape mark
CHARACTERS = st.one_of(
    st.sampled_from("\0\u241b;-0 \ud800\udfff\u202e\u05d0'\"\\%_"),
    st.characters(exclude_categories=()),
)
words = st.text(CHARACTERS, max_size=12)
some_words = st.text(CHARACTERS, min_size=1, max_size=12)
maybe_words = st.none() | words
names = st.lists(words, max_size=3).map(tuple)
scores = st.floats(0, 1)
numbers = st.decimals(min_value=0, allow_nan=False, allow_infinity=False).filter(
    lambda n: -40 < n.adjusted() < 40
)
amounts = st.builds(Amount, st.none() | numbers, st.none() | numbers, maybe_words)
POOL = (
    Text("Ada Novak said: we send two lorries; perhaps."),
    Text("A\0B; \u241b0 \ud83d alone, \u202e\u05e9\u05dc\u05d5\u05dd\u202c \U0001f600."),
    Text("\udfff"),
    Text("\n\n a - b …; \u241b\u241b;\r\n", "page.2"),
)
texts = st.sampled_from(POOL)
any_text = st.builds(
    Text, st.text(CHARACTERS, min_size=1, max_size=60), st.sampled_from(["as-is.1", "page.2"])
)


def member(enum):
    return st.sampled_from(list(enum))


def quotes_in(text: Text):
    ends = st.tuples(st.integers(0, len(text.content)), st.integers(0, len(text.content)))
    return ends.map(
        lambda two: (
            text.quote(min(two), max(two) + (two[0] == two[1]))
            if (min(two) < len(text.content))
            else text.quote(0, 1)
        )
    )


@cache
def readings_of(text: Text):
    digest = st.just(text.digest)
    quote = quotes_in(text)
    quotes = st.lists(quote, max_size=3).map(tuple)
    parties = st.lists(st.builds(Party, quote, words), max_size=2).map(tuple)
    quantity = st.builds(Quantity, digest, quote, amounts, st.booleans())
    time = st.builds(TimeExpression, digest, quote, member(TimeType), maybe_words, maybe_words)
    pledge = st.builds(
        Pledge,
        digest,
        quotes,
        quote,
        parties,
        member(Distribution),
        parties,
        member(Category),
        st.none() | quote,
        st.none() | quantity,
        st.none() | time,
        st.lists(st.builds(Condition, quote, member(ConditionKind)), max_size=2).map(tuple),
        member(Stage),
        parties,
        st.none() | st.builds(Party, quote, words),
        scores,
        st.none() | st.just("s1abc"),
    )
    statement = st.builds(
        Statement,
        digest,
        quotes,
        quotes,
        quotes,
        member(StatementKind),
        member(Mode),
        names,
        names,
        scores,
    )
    mention = st.builds(Mention, digest, quote, member(MentionKind), words, st.none() | quote)
    finding = st.builds(
        Finding,
        st.just("a-code"),
        member(Severity),
        words,
        maybe_words,
        digest,
        st.none() | quote,
    )

    def distinct(strategy):
        return st.lists(strategy, max_size=2, unique_by=lambda item: item.id).map(tuple)

    return st.builds(
        Reading,
        st.just(text),
        words,
        distinct(mention),
        distinct(time),
        distinct(quantity),
        distinct(statement),
        distinct(pledge),
        distinct(finding),
    )


readings = texts.flatmap(readings_of)


reports = st.builds(
    Report,
    words,
    st.just("t1abc"),
    maybe_words,
    maybe_words,
    maybe_words,
    maybe_words,
    maybe_words,
    maybe_words,
)
reasons = st.builds(Reason, words, scores, words)
proposals = st.builds(
    Proposal,
    member(Relation),
    st.just("m1left"),
    st.just("m1right"),
    scores,
    st.lists(reasons, max_size=3).map(tuple),
    words,
    maybe_words,
)
anchors = st.builds(
    Anchor, words, words, st.none() | st.integers(0, 9), st.none() | st.integers(10, 20)
)
decisions = st.builds(
    Decision,
    st.just("l1about"),
    member(Judgement),
    words,
    words,
    anchors,
    st.none() | anchors,
    st.none() | member(Relation),
    maybe_words,
    st.integers(0, 2**40),
)


@st.composite
def findings(draw) -> Finding:
    quote = None
    if draw(st.booleans()):
        said = draw(some_words)
        start = draw(st.integers(0, 9))
        quote = Quote(start, start + len(said), said)
    return Finding(
        draw(st.from_regex("[a-z]+(-[a-z]+)*", fullmatch=True)),  # codes are names of ours
        draw(member(Severity)),
        draw(words),
        draw(maybe_words),
        draw(st.none() | st.just("t1none")),
        quote,
    )


days = st.dates(date(1800, 1, 1), date(2200, 12, 31))
needs = st.builds(
    Need,
    st.builds(Amount, st.none() | numbers, st.none() | numbers, words),
    st.none() | member(Period),
    days,
    st.none() | days,
    maybe_words,
    words,
    st.integers(0, 3),
)
withdrawals = st.builds(Withdrawal, st.just("n1none"), words, words)

facts = st.one_of(readings, reports, proposals, decisions, findings(), needs, withdrawals)

# -- worlds

seqs = st.integers(0, 2**40)


@st.composite
def free_quotes(draw) -> Quote:
    said = draw(some_words)
    start = draw(st.integers(0, 10**6))
    return Quote(start, start + len(said), said)


evidence = st.builds(
    Evidence, words, words, st.lists(free_quotes(), max_size=2).map(tuple), words, seqs
)
evidences = st.lists(evidence, max_size=2).map(tuple)
refs = st.lists(st.builds(PartyRef, maybe_words, words), max_size=3).map(tuple)
ids = st.text("abcdef234", min_size=1, max_size=5)


def things(strategy):
    return st.lists(strategy, max_size=3, unique_by=lambda thing: thing.id).map(tuple)


worlds = st.builds(
    World,
    entities=things(
        st.builds(
            Entity,
            ids,
            member(MentionKind),
            words,
            names,
            names,
            names,
            st.lists(st.builds(Role, words, maybe_words, evidence), max_size=2).map(tuple),
            seqs,
        )
    ),
    stories=things(st.builds(Story, ids, words, names, names, maybe_words, maybe_words, seqs)),
    copies=st.lists(st.builds(Copy, ids, ids, member(CopyKind)), max_size=3, unique=True).map(
        tuple
    ),
    utterances=things(
        st.builds(
            Utterance,
            ids,
            names,
            names,
            words,
            maybe_words,
            st.lists(
                st.builds(Rendering, words, evidence, member(StatementKind), names), max_size=2
            ).map(tuple),
            seqs,
            seqs,
        )
    ),
    commitments=things(
        st.builds(
            Commitment,
            ids,
            refs,
            member(Distribution),
            refs,
            refs,
            member(Category),
            words,
            st.none() | amounts,
            maybe_words,
            maybe_words,
            st.lists(
                st.builds(
                    HeldCondition,
                    words,
                    member(ConditionKind),
                    member(ConditionState),
                    evidences,
                    evidences,
                ),
                max_size=2,
            ).map(tuple),
            st.lists(
                st.builds(Step, member(Stage), maybe_words, evidences, st.none() | amounts, seqs),
                max_size=2,
            ).map(tuple),
            member(Stage),
            seqs,
            names,
            scores,
            seqs,
        )
    ),
    disputes=things(
        st.builds(
            Dispute,
            ids,
            words,
            member(DisputeKind),
            st.lists(st.builds(Side, words, evidences), max_size=2).map(tuple),
            seqs,
        )
    ),
)

# -- plain ones

MAKER = "reader.1"


def at(seconds: int) -> datetime:
    """A moment some seconds after the first."""
    return EPOCH + timedelta(seconds=seconds)


def report_and_reading(
    number: int, annotations: int = 10, rest: str = ""
) -> tuple[Report, Reading]:
    """A report of a few sentences, each with a statement, a pledge, a name, a time, a quantity."""
    told: list[str] = []
    marks: list[tuple[int, int, str, str]] = []
    at_ = 0
    for part in range(max(1, annotations // 5)):
        speaker, land = f"Minister{part} Of{number % 97}", f"Land{(number + part) % 50}"
        sentence = f"{speaker} said that {land} would send {part + 2} lorries by Friday.\n"
        told.append(sentence)
        marks.append((at_, part + 2, speaker, land))
        at_ += len(sentence)
    text = Text(f"Report {number}.\n" + "".join(told) + rest)
    shift = len(f"Report {number}.\n")
    mentions, times, quantities, statements, pledges = [], [], [], [], []
    for offset, count, speaker, land in marks:
        start = shift + offset

        def quote(words: str, start: int = start) -> Quote:
            found = text.content.index(words, start)
            return text.quote(found, found + len(words))

        said = text.quote(start, start + len(speaker))
        mentions.append(Mention(text.digest, said, MentionKind.PERSON, speaker))
        when = TimeExpression(text.digest, quote("Friday"), TimeType.DATE, None, "next friday")
        much = Quantity(
            text.digest,
            quote(f"{count} lorries"),
            Amount(Decimal(count), Decimal(count), "lorry"),
        )
        times.append(when)
        quantities.append(much)
        content = quote(f"{land} would send {count} lorries by Friday")
        statement = Statement(
            text.digest,
            (said,),
            (quote("said"),),
            (content,),
            StatementKind.INDIRECT,
            speakers=(speaker,),
            score=0.75,
        )
        statements.append(statement)
        pledges.append(
            Pledge(
                text.digest,
                (content,),
                quote("send"),
                (Party(quote(land), land),),
                Distribution.SINGLE,
                (),
                Category.MILITARY_AID,
                much.quote,
                much,
                when,
                (),
                Stage.ANNOUNCED,
                score=0.5,
                statement=statement.id,
            )
        )
    reading = Reading(
        text,
        MAKER,
        tuple(mentions),
        tuple(times),
        tuple(quantities),
        tuple(statements),
        tuple(pledges),
    )
    report = Report(
        f"report-{number}",
        text.digest,
        f"Outlet {number % 7}",
        f"https://news.example/{number}",
        f"2026-11-{number % 28 + 1:02d}",
        f"Lorries, part {number}",
        "en",
    )
    return report, reading
