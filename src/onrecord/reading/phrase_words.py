"""The small words that phrases for somebody are made of."""

from __future__ import annotations

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
IT = frozenset("it its itself".split())
THEY = frozenset("they them their theirs themselves".split())
SPEAKER = frozenset("i me my mine myself we us our ours ourselves".split())
RELATIVE = frozenset("who whom whose which that".split())
PRONOUNS = HE | SHE | IT | THEY | SPEAKER | RELATIVE

DEFINITE = frozenset("the this that these those his her its their my our your both".split())
INDEFINITE = frozenset(
    """a an one some several many most few other another no any each every all two three four
    five six seven eight nine ten dozens hundreds thousands half nearly about almost only more
    """.split()
)
LEADING = frozenset(
    """according to from by in for with of as per via on at and but per citing through said says
    while when if although because
    """.split()
)
TAIL = frozenset(
    """of for in on at by from with within to about like against among around between near
    including who whom whose which that when where familiar close living working said saying
    being conducted who's after before during since over under inside outside released published
    commissioned as signed issued written authored made based led run backed calling urging is
    was are were has have had will would taken obtained seen provided posted sent leaked reviewed
    given shown compiled dated titled entitled prepared produced carried distributed
    """.split()
)
BY = frozenset("by from of at".split())
REAR = frozenset(
    """himself herself itself themselves too also alone both jr sr ii iii iv later then first
    own ran back and or & reportedly apparently once again now never still
    """.split()
)
PARTS = frozenset("many some several most few half all both none each one two three".split())
TIMES = frozenset(
    """this last next early late earlier today yesterday tonight week month year morning evening
    night afternoon monday tuesday wednesday thursday friday saturday sunday recently
    """.split()
)
TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady president senator sen gov governor rep representative
    prof professor rev general gen judge justice secretary king queen prince princess pope
    chancellor premier minister vice prime former the then
    """.split()
)
BODIES_OF = frozenset("state city county republic kingdom government people district town".split())
MAKERS = frozenset(
    """administration government campaign team camp ministry office department parliament
    committee
    """.split()
)
NOUNS_IN_LY = frozenset("ally early family assembly july supply reply bully daily weekly".split())
