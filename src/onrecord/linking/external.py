"""Ids of other registers for what has a well-known one: ISO 3166 for states, Wikidata for both.

Only names that can mean nothing else count; what is not here, or could be something else, has no
external id. The items of states are those that OpenSanctions' `rigour` gives (2026-11; Denmark and
the Netherlands as countries, not as kingdoms), those of bodies those of its register of
international bodies, each compared with Wikidata's own listings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import pycountry

from onrecord.domain.words import MentionKind
from onrecord.linking.gazetteer import body_of, capital_of, plain, state_of

ISO = "iso3166"
WIKIDATA = "wikidata"

LABELS = {ISO: "ISO 3166", WIKIDATA: "Wikidata"}
"""How the registers are called."""


@dataclass(frozen=True, slots=True)
class ExternalId:
    """What another register calls an entity, and the name that says so."""

    scheme: str
    id: str
    name: str


_STATE_ITEMS = """
AD=Q228 AE=Q878 AF=Q889 AG=Q781 AI=Q25228 AL=Q222 AM=Q399 AO=Q916 AQ=Q51 AR=Q414 AS=Q16641 AT=Q40
AU=Q408 AW=Q21203 AX=Q5689 AZ=Q227 BA=Q225 BB=Q244 BD=Q902 BE=Q31 BF=Q965 BG=Q219 BH=Q398 BI=Q967
BJ=Q962 BL=Q25362 BM=Q23635 BN=Q921 BO=Q750 BQ=Q27561 BR=Q155 BS=Q778 BT=Q917 BV=Q23408 BW=Q963
BY=Q184 BZ=Q242 CA=Q16 CC=Q36004 CD=Q974 CF=Q929 CG=Q971 CH=Q39 CI=Q1008 CK=Q26988 CL=Q298
CM=Q1009 CN=Q148 CO=Q739 CR=Q800 CU=Q241 CV=Q1011 CW=Q25279 CX=Q31063 CY=Q229 CZ=Q213 DE=Q183
DJ=Q977 DK=Q35 DM=Q784 DO=Q786 DZ=Q262 EC=Q736 EE=Q191 EG=Q79 EH=Q40362 ER=Q986 ES=Q29 ET=Q115
FI=Q33 FJ=Q712 FK=Q9648 FM=Q702 FO=Q4628 FR=Q142 GA=Q1000 GB=Q145 GD=Q769 GE=Q230 GF=Q3769
GG=Q25230 GH=Q117 GI=Q1410 GL=Q223 GM=Q1005 GN=Q1006 GP=Q17012 GQ=Q983 GR=Q41 GS=Q35086 GT=Q774
GU=Q16635 GW=Q1007 GY=Q734 HK=Q8646 HM=Q131198 HN=Q783 HR=Q224 HT=Q790 HU=Q28 ID=Q252 IE=Q27
IL=Q801 IM=Q9676 IN=Q668 IO=Q43448 IQ=Q796 IR=Q794 IS=Q189 IT=Q38 JE=Q785 JM=Q766 JO=Q810 JP=Q17
KE=Q114 KG=Q813 KH=Q424 KI=Q710 KM=Q970 KN=Q763 KP=Q423 KR=Q884 KW=Q817 KY=Q5785 KZ=Q232 LA=Q819
LB=Q822 LC=Q760 LI=Q347 LK=Q854 LR=Q1014 LS=Q1013 LT=Q37 LU=Q32 LV=Q211 LY=Q1016 MA=Q1028 MC=Q235
MD=Q217 ME=Q236 MF=Q126125 MG=Q1019 MH=Q709 MK=Q221 ML=Q912 MM=Q836 MN=Q711 MO=Q14773 MP=Q16644
MQ=Q17054 MR=Q1025 MS=Q13353 MT=Q233 MU=Q1027 MV=Q826 MW=Q1020 MX=Q96 MY=Q833 MZ=Q1029 NA=Q1030
NC=Q33788 NE=Q1032 NF=Q31057 NG=Q1033 NI=Q811 NL=Q55 NO=Q20 NP=Q837 NR=Q697 NU=Q34020 NZ=Q664
OM=Q842 PA=Q804 PE=Q419 PF=Q30971 PG=Q691 PH=Q928 PK=Q843 PL=Q36 PM=Q34617 PN=Q35672 PR=Q1183
PS=Q219060 PT=Q45 PW=Q695 PY=Q733 QA=Q846 RE=Q17070 RO=Q218 RS=Q403 RU=Q159 RW=Q1037 SA=Q851
SB=Q685 SC=Q1042 SD=Q1049 SE=Q34 SG=Q334 SH=Q192184 SI=Q215 SJ=Q25231 SK=Q214 SL=Q1044 SM=Q238
SN=Q1041 SO=Q1045 SR=Q730 SS=Q958 ST=Q1039 SV=Q792 SX=Q26273 SY=Q858 SZ=Q1050 TC=Q18221 TD=Q657
TF=Q129003 TG=Q945 TH=Q869 TJ=Q863 TK=Q36823 TL=Q574 TM=Q874 TN=Q948 TO=Q678 TR=Q43 TT=Q754
TV=Q672 TW=Q865 TZ=Q924 UA=Q212 UG=Q1036 UM=Q16645 US=Q30 UY=Q77 UZ=Q265 VA=Q237 VC=Q757 VE=Q717
VG=Q25305 VI=Q11703 VN=Q881 VU=Q686 WF=Q35555 WS=Q683 XK=Q1246 YE=Q805 YT=Q17063 ZA=Q258 ZM=Q953
ZW=Q954
"""
"""Code of the state or territory -> item of Wikidata."""

_BODY_ITEMS = """
Q1065 United Nations=UN
Q37470 United Nations Security Council=UNSC
Q47423 United Nations General Assembly=UNGA
Q205650 United Nations Human Rights Council=UNHRC
Q740308 United Nations Children's Fund=UNICEF
Q132551 United Nations High Commissioner for Refugees=UNHCR
Q1065854 Office for the Coordination of Humanitarian Affairs
Q161718 United Nations Development Programme=UNDP
Q846656 United Nations Relief and Works Agency=UNRWA
Q160805 United Nations Interim Force in Lebanon=UNIFIL
Q7809 United Nations Educational, Scientific and Cultural Organization=UNESCO
Q82151 Food and Agriculture Organization=FAO
Q204344 World Food Programme=WFP
Q7817 World Health Organization=WHO
Q170424 World Meteorological Organization=WMO
Q54129 International Labour Organization=ILO
Q41984 International Atomic Energy Agency=IAEA
Q7801 International Court of Justice=ICJ
Q47488 International Criminal Court
Q7164 World Bank
Q7804 International Monetary Fund=IMF
Q7825 World Trade Organization=WTO
Q488981 European Bank for Reconstruction and Development=EBRD
Q192247 European Investment Bank
Q8901 European Central Bank=ECB
Q188822 Asian Development Bank
Q340195 African Development Bank=AfDB
Q41550 Organisation for Economic Co-operation and Development=OECD
Q7795 Organization of the Petroleum Exporting Countries=OPEC
Q1764511 Group of Seven=G7
Q19771 Group of Twenty=G20
Q7184 North Atlantic Treaty Organization=NATO
Q458 European Union=EU
Q8880 European Commission
Q8908 Council of Europe
Q81299 Organization for Security and Co-operation in Europe=OSCE
Q7779 Commonwealth of Independent States
Q318693 Collective Security Treaty Organization=CSTO
Q485207 Shanghai Cooperation Organisation
Q7159 African Union
Q193272 Economic Community of West African States=ECOWAS
Q7172 Arab League
Q217172 Gulf Cooperation Council=GCC
Q7768 Association of Southeast Asian Nations=ASEAN
Q123759 Organization of American States
Q205995 Caribbean Community=CARICOM
Q8475 International Criminal Police Organization=Interpol
Q40970 International Olympic Committee=IOC
Q253414 International Federation of Association Football=FIFA
Q35572 Union of European Football Associations=UEFA
"""
"""Item of Wikidata, full name as in `gazetteer.BODIES`, and the short names that mean nothing else
in the news; any other short name alone ("EC", "ICC") is not enough."""

_DOUBTFUL = frozenset(
    "america congo england georgia guinea holland ireland korea micronesia saudi samoa".split(" ")
)
"""Names that are also a part of a state, a state of the United States, or two states."""

_STATES = dict(pair.split("=") for pair in _STATE_ITEMS.split())
_BODIES: dict[str, str] = {}
_SURE: set[str] = set()
for _line in _BODY_ITEMS.strip().splitlines():
    _item, _, _names = _line.partition(" ")
    _full, *_short = _names.split("=")
    _BODIES[_full] = _item
    _SURE.update(plain(name) for name in (_full, *_short))


def external_ids(kind: MentionKind, name: str, variants: Iterable[str]) -> tuple[ExternalId, ...]:
    """The external ids of an entity with these names: () where nothing is certain."""
    if kind is MentionKind.PERSON:
        return ()
    forms = list(dict.fromkeys((name, *variants)))
    states = [(code, form) for form in forms if (code := state_of(form)) is not None]
    bodies = [(full, form) for form in forms if (full := body_of(form)) is not None]
    seats = {capital_of(form) for form in forms}
    code, by_state = _one(states, lambda form: _certain_state(form, seats))
    full, by_body = _one(bodies, _certain_body)
    if full in _BODIES and (not states or {code for code, _ in states} == {"EU"}):
        return (ExternalId(WIKIDATA, _BODIES[full], by_body),)
    if bodies or code not in _STATES:
        return ()
    found = [ExternalId(WIKIDATA, _STATES[code], by_state)]
    if pycountry.countries.get(alpha_2=code) is not None:
        found.insert(0, ExternalId(ISO, code, by_state))
    return tuple(found)


def _one(found: Sequence[tuple[str, str]], certain: Callable[[str], bool]) -> tuple[str, str]:
    """What all names mean, with the first that is certain; ("", "") where they differ."""
    if len({meant for meant, _ in found}) != 1:
        return "", ""
    return next(((meant, form) for meant, form in found if certain(form)), ("", ""))


def _certain_state(form: str, seats: Collection[str | None]) -> bool:
    """Whether a name is that of one state only, or its capital is another name of the same."""
    return plain(form).removeprefix("the ") not in _DOUBTFUL or state_of(form) in seats


def _certain_body(form: str) -> bool:
    words = plain(form).removeprefix("the ")
    return words in _SURE or len(words.split()) > 2
