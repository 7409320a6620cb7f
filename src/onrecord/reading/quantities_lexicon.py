"""The words of quantities: currencies, bounds, and what a unit is not made of."""

from __future__ import annotations

SYMBOLS = {
    "$": "USD",
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "can$": "CAD",
    "cdn$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "nt$": "TWD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₴": "UAH",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
    "zł": "PLN",
    "rs": "INR",
    "rs.": "INR",
}
"""Signs in small letters; "$" alone is the US dollar unless a country stands with it."""

CODES = frozenset(
    """
    USD EUR GBP JPY CNY AUD CAD NZD CHF SEK NOK DKK ISK PLN CZK HUF RON BGN HRK RSD UAH RUB BYN
    MDL GEL AMD AZN KZT TRY ILS EGP SAR AED QAR KWD IQD IRR JOD LBP INR PKR BDT LKR NPR AFN THB
    VND IDR MYR SGD PHP HKD TWD KRW MNT BRL ARS CLP COP PEN MXN UYU VES ZAR NGN KES GHS ETB UGX
    TZS MAD TND DZD XAF XOF XDR ALL MKD BAM
    """.split()
)
"""ISO 4217 codes that stand in texts as they are."""

MONEY_WORDS = {
    "dollar": "USD",
    "buck": "USD",
    "dlr": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "quid": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "franc": "CHF",
    "ruble": "RUB",
    "rouble": "RUB",
    "rupee": "INR",
    "hryvnia": "UAH",
    "zloty": "PLN",
    "forint": "HUF",
    "lira": "TRY",
    "shekel": "ILS",
    "won": "KRW",
    "rand": "ZAR",
    "real": "BRL",
    "riyal": "SAR",
    "dirham": "AED",
    "ringgit": "MYR",
    "baht": "THB",
    "rupiah": "IDR",
    "leu": "RON",
    "lei": "RON",
    "lev": "BGN",
    "leva": "BGN",
    "koruna": "CZK",
    "crown": None,
    "krona": "SEK",
    "kronor": "SEK",
    "krone": None,
    "kroner": None,
    "peso": "MXN",
    "dinar": None,
    "naira": "NGN",
    "shilling": None,
    "guilder": "NLG",
}
"""Currencies by word in the singular; None where the word alone leaves the country open."""

MONEY_BY_COUNTRY = {
    ("american", "dollar"): "USD",
    ("u.s.", "dollar"): "USD",
    ("us", "dollar"): "USD",
    ("australian", "dollar"): "AUD",
    ("canadian", "dollar"): "CAD",
    ("new zealand", "dollar"): "NZD",
    ("hong kong", "dollar"): "HKD",
    ("singapore", "dollar"): "SGD",
    ("taiwan", "dollar"): "TWD",
    ("british", "pound"): "GBP",
    ("sterling", "pound"): "GBP",
    ("egyptian", "pound"): "EGP",
    ("lebanese", "pound"): "LBP",
    ("swiss", "franc"): "CHF",
    ("swedish", "krona"): "SEK",
    ("swedish", "kronor"): "SEK",
    ("swedish", "crown"): "SEK",
    ("norwegian", "krone"): "NOK",
    ("norwegian", "kroner"): "NOK",
    ("norwegian", "crown"): "NOK",
    ("danish", "krone"): "DKK",
    ("danish", "kroner"): "DKK",
    ("danish", "crown"): "DKK",
    ("czech", "crown"): "CZK",
    ("czech", "koruna"): "CZK",
    ("icelandic", "krona"): "ISK",
    ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS",
    ("chilean", "peso"): "CLP",
    ("colombian", "peso"): "COP",
    ("philippine", "peso"): "PHP",
    ("pakistani", "rupee"): "PKR",
    ("turkish", "lira"): "TRY",
    ("serbian", "dinar"): "RSD",
    ("kuwaiti", "dinar"): "KWD",
    ("iraqi", "dinar"): "IQD",
    ("kenyan", "shilling"): "KES",
}

COUNTRY_DOLLARS = {
    "australian": "AUD",
    "canadian": "CAD",
    "us": "USD",
    "u.s.": "USD",
    "american": "USD",
}

AT_LEAST = (
    "at least|no (?:fewer|less) than|not (?:fewer|less) than|more than|greater than|over|above|"
    "upwards? of|"
    "in excess of|exceeding|exceeds|a minimum of|minimum of|as little as|north of|well over|"
    "just over|beyond"
)
AT_MOST = (
    "up to|as (?:many|much|high) as|no more than|not more than|not exceeding|at most|"
    "a maximum of|maximum of|"
    "fewer than|less than|under|below|well below|just under"
)
ROUGHLY = (
    "about|around|some|nearly|almost|approximately|approx\\.?|roughly|close to|an estimated|"
    "estimated|circa|ca\\.|"
    "virtually|just about|near"
)

VAGUE_SCALES = {
    "dozens": 24,
    "scores": 40,
    "tens": 20,
    "hundreds": 200,
    "thousands": 2000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
    "trillions": 2_000_000_000_000,
}
"""Open at the top: two of the unit at least (`guidelines`: "dozens" is 24 or more)."""

DROPPED = frozenset(
    """
    additional new further more extra other final initial first second third next last latest
    massive great huge significant major total combined full entire whole big large larger small
    smaller fresh separate special own so-called such same different various many several few
    recent current existing previous single estimated long-promised long-awaited much-needed badly
    needed brand-new similar potential possible planned proposed u.s. us american big fat safe
    effective beautiful temporary the a an this that these those its his her their our your my any
    all some of
    """.split()
)
"""Words before a unit that are not part of it."""

STOPS = frozenset(
    """
    of for to in on at by with from and or but that which who whom whose as than into onto over
    under about against between among during since until through via per is are was were be been
    being has have had will would could should may might must can do does did not it he she they
    we i you when while if unless because so where after before within without across toward
    towards along around near upon out up off down back worth annually each apiece every a an the
    this these those its his her their our if then there here also now today yesterday tomorrow
    next last later earlier ago including such both either neither nor yet still only just even
    already
    """.split()
)
"""Words at which a unit ends."""

IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "persons": "person",
    "feet": "foot",
    "teeth": "tooth",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "leaves": "leaf",
    "halves": "half",
    "shelves": "shelf",
    "criteria": "criterion",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "missiles": "missile",
    "crises": "crisis",
    "analyses": "analysis",
    "bases": "base",
    "licences": "licence",
    "heroes": "hero",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "mosquitoes": "mosquito",
    "caches": "cache",
    "archives": "archive",
    "servicemen": "serviceman",
    "policemen": "policeman",
    "movies": "movie",
    "ties": "tie",
    "cookies": "cookie",
    "calories": "calorie",
    "personnel": "personnel",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "troops": "troop",
    "series": "series",
    "species": "species",
    "police": "police",
    "staff": "staff",
    "cattle": "cattle",
    "headquarters": "headquarters",
    "ammunition": "ammunition",
}

NOT_PLURAL = frozenset(
    """
    us is was has his this its as gas bus plus yes thus across news always perhaps pass less
    """.split()
)
