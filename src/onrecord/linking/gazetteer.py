"""Facts about names that no spelling tells: capitals, well-known bodies and their short names.

Country names, their codes and adjectives come from `countrynames` and `pycountry`; what stands
here is what these do not carry. A capital is listed so that it can be told from its state, not so
that both become one.
"""

from __future__ import annotations

import functools

import countrynames
import pycountry
from anyascii import anyascii


def listed(words: str) -> frozenset[str]:
    """The words of a written list, as a set."""
    return frozenset(words.split())


CAPITALS = """
AD Andorra la Vella|AE Abu Dhabi|AF Kabul|AG St Johns|AL Tirana|AM Yerevan=Erevan|AO Luanda
AR Buenos Aires|AT Vienna|AU Canberra|AZ Baku|BA Sarajevo|BB Bridgetown|BD Dhaka
BF Ouagadougou|BG Sofia|BH Manama
BI Gitega,Bujumbura|BJ Porto-Novo|BN Bandar Seri Begawan|BO La Paz,Sucre
BR Brasilia|BS Nassau|BT Thimphu|BW Gaborone|BY Minsk|BZ Belmopan|CA Ottawa|CD Kinshasa|CF Bangui
CG Brazzaville|CH Bern=Berne|CI Yamoussoukro,Abidjan|CL Santiago|CM Yaounde|CN Beijing=Peking
CO Bogota|CR San Jose|CU Havana|CV Praia|CY Nicosia|CZ Prague|DE Berlin,Bonn|DJ Djibouti City
DK Copenhagen|DM Roseau|DO Santo Domingo|DZ Algiers|EC Quito|EE Tallinn|EG Cairo|ER Asmara
ES Madrid|ET Addis Ababa|FI Helsinki|FJ Suva|FM Palikir|FR Paris|GA Libreville|GB London
GD St Georges|GE Tbilisi|GH Accra|GM Banjul|GN Conakry|GQ Malabo|GR Athens|GT Guatemala City
GW Bissau|GY Georgetown|HN Tegucigalpa|HR Zagreb|HT Port-au-Prince|HU Budapest|ID Jakarta|IE Dublin
IL Jerusalem,Tel Aviv|IN New Delhi=Delhi|IQ Baghdad|IR Tehran=Teheran|IS Reykjavik|IT Rome
JM Kingston|JO Amman|JP Tokyo|KE Nairobi|KG Bishkek|KH Phnom Penh|KI Tarawa|KM Moroni|KN Basseterre
KP Pyongyang|KR Seoul|KW Kuwait City|KZ Astana=Nur-Sultan|LA Vientiane|LB Beirut|LC Castries
LI Vaduz|LK Colombo|LR Monrovia|LS Maseru|LT Vilnius|LU Luxembourg City|LV Riga|LY Tripoli|MA Rabat
MC Monaco-Ville|MD Chisinau=Kishinev|ME Podgorica|MG Antananarivo|MH Majuro|MK Skopje|ML Bamako
MM Naypyidaw,Yangon|MN Ulaanbaatar=Ulan Bator|MR Nouakchott|MT Valletta|MU Port Louis|MV Male
MW Lilongwe|MX Mexico City|MY Kuala Lumpur|MZ Maputo|NA Windhoek|NE Niamey|NG Abuja|NI Managua
NL The Hague,Amsterdam|NO Oslo|NP Kathmandu|NR Yaren|NZ Wellington|OM Muscat|PA Panama City|PE Lima
PG Port Moresby|PH Manila|PK Islamabad|PL Warsaw|PS Ramallah|PT Lisbon|PW Ngerulmud|PY Asuncion
QA Doha|RO Bucharest|RS Belgrade|RU Moscow,Kremlin|RW Kigali|SA Riyadh|SB Honiara|SC Victoria
SD Khartoum|SE Stockholm|SG Singapore|SI Ljubljana|SK Bratislava|SL Freetown|SM San Marino City
SN Dakar|SO Mogadishu|SR Paramaribo|SS Juba|ST Sao Tome|SV San Salvador|SY Damascus|SZ Mbabane
TD NDjamena|TG Lome|TH Bangkok|TJ Dushanbe|TL Dili|TM Ashgabat|TN Tunis|TO Nukualofa|TR Ankara
TT Port of Spain|TV Funafuti|TW Taipei|TZ Dodoma,Dar es Salaam|UA Kyiv=Kiev=Kyyiv|UG Kampala
US Washington,White House|UY Montevideo|UZ Tashkent|VA Holy See|VC Kingstown
VE Caracas|VN Hanoi|VU Port Vila|WS Apia|XK Pristina|YE Sanaa|ZA Pretoria|ZM Lusaka|ZW Harare
EU Brussels
"""
"""Capitals and seats of government by code, spellings of one city joined by "="; the seat of the
European Union is listed as one."""

OTHER_STATES = """
US US,USA,U.S.A.,America,United States of America,the States|GB UK,Britain,Great Britain,England
RU Russia|TR Turkey,Turkiye|IR Iran,Islamic Republic of Iran|SY Syria|CZ Czech Republic
NL Holland|KR South Korea,ROK|KP North Korea,DPRK|LA Laos|VN Vietnam,Viet Nam|MD Moldova|BO Bolivia
VE Venezuela|TZ Tanzania|TW Taiwan|PS Palestine|VA Vatican,Vatican City,Vatican City State|MM Burma
MK Macedonia|CV Cape Verde|SZ Swaziland|TL East Timor|CG Congo-Brazzaville,Republic of the Congo
CD DRC,DR Congo,Democratic Republic of Congo,Congo-Kinshasa|AE UAE,Emirates|BA Bosnia|BN Brunei
GM The Gambia|BS The Bahamas|FM Micronesia|IE Republic of Ireland|CI Ivory Coast|XK Kosovo|EU EU
SA Saudi|CN PRC,Mainland China|DE Federal Republic of Germany|IL State of Israel
"""
"""Names of states that ISO 3166 does not carry."""

ADJECTIVES = """
NL dutch|GB british english scottish welsh|US american americans|PH filipino filipinos
DK danish danes|MM burmese|AE emirati|ES spanish spaniards|KH khmer|SM sammarinese
MG malagasy|MC monegasque|LS basotho|CI ivorian ivorians|TR turkish turks|NZ kiwi
PE peruvian|IE irish
UA ukrainian ukrainians
"""
"""Adjectives of states that do not begin like the state's name, or that are often needed."""

BODIES: tuple[tuple[str, ...], ...] = (
    # the United Nations and what belongs to it
    ("United Nations", "UN"),
    ("United Nations Security Council", "UNSC", "Security Council"),
    ("United Nations General Assembly", "UNGA"),
    ("United Nations Human Rights Council", "UNHRC", "Human Rights Council"),
    ("United Nations Children's Fund", "UNICEF"),
    ("United Nations High Commissioner for Refugees", "UNHCR", "UN Refugee Agency"),
    ("Office for the Coordination of Humanitarian Affairs", "OCHA", "UNOCHA"),
    ("United Nations Development Programme", "UNDP"),
    ("United Nations Environment Programme", "UNEP"),
    ("United Nations Relief and Works Agency", "UNRWA"),
    ("United Nations Interim Force in Lebanon", "UNIFIL"),
    ("United Nations Educational, Scientific and Cultural Organization", "UNESCO"),
    ("Food and Agriculture Organization", "FAO"),
    ("World Food Programme", "WFP"),
    ("World Health Organization", "WHO", "World Health Organisation"),
    ("World Meteorological Organization", "WMO"),
    ("International Labour Organization", "ILO"),
    ("International Organization for Migration", "IOM"),
    ("International Atomic Energy Agency", "IAEA", "UN nuclear watchdog"),
    ("International Civil Aviation Organization", "ICAO"),
    ("International Court of Justice", "ICJ", "World Court"),
    ("Intergovernmental Panel on Climate Change", "IPCC"),
    ("United Nations Framework Convention on Climate Change", "UNFCCC"),
    ("Green Climate Fund", "GCF"),
    ("International Criminal Court", "ICC"),
    # money and trade
    ("World Bank", "International Bank for Reconstruction and Development", "IBRD"),
    ("International Monetary Fund", "IMF"),
    ("World Trade Organization", "WTO", "World Trade Organisation"),
    ("European Bank for Reconstruction and Development", "EBRD"),
    ("European Investment Bank", "EIB"),
    ("European Central Bank", "ECB"),
    ("Asian Development Bank", "ADB"),
    ("African Development Bank", "AfDB"),
    ("Inter-American Development Bank", "IADB"),
    ("Asian Infrastructure Investment Bank", "AIIB"),
    ("Organisation for Economic Co-operation and Development", "OECD"),
    ("Organization of the Petroleum Exporting Countries", "OPEC"),
    ("Group of Seven", "G7", "G-7"),
    ("Group of Twenty", "G20", "G-20"),
    ("Mercosur", "Southern Common Market", "Mercosul"),
    ("Financial Action Task Force", "FATF"),
    # alliances, unions, regional bodies
    ("North Atlantic Treaty Organization", "NATO", "North Atlantic Alliance", "Atlantic Alliance"),
    ("European Union", "EU"),
    ("European Commission", "EC"),
    ("Council of Europe", "CoE"),
    ("Organization for Security and Co-operation in Europe", "OSCE"),
    ("Commonwealth of Independent States", "CIS"),
    ("Collective Security Treaty Organization", "CSTO"),
    ("Shanghai Cooperation Organisation", "SCO"),
    ("African Union", "AU"),
    ("Economic Community of West African States", "ECOWAS"),
    ("Southern African Development Community", "SADC"),
    ("East African Community", "EAC"),
    ("Intergovernmental Authority on Development", "IGAD"),
    ("Arab League", "League of Arab States"),
    ("Gulf Cooperation Council", "GCC"),
    ("Association of Southeast Asian Nations", "ASEAN"),
    ("Organization of American States", "OAS"),
    ("Caribbean Community", "CARICOM"),
    ("Pacific Islands Forum", "PIF"),
    # relief and rights
    ("International Committee of the Red Cross", "ICRC"),
    ("Doctors Without Borders", "Médecins Sans Frontières", "MSF"),
    ("Human Rights Watch", "HRW"),
    ("Syrian Observatory for Human Rights", "SOHR"),
    # states' own bodies that are known by a short or another name
    ("United States Department of Defense", "Pentagon", "DoD", "US Defense Department"),
    ("United States Department of State", "State Department", "Foggy Bottom"),
    ("United States Department of Justice", "DOJ", "Justice Department"),
    ("United States Department of Homeland Security", "DHS", "Department of Homeland Security"),
    ("United States Department of the Treasury", "United States Treasury", "Treasury Department"),
    ("United States Immigration and Customs Enforcement", "ICE"),
    ("United States Agency for International Development", "USAID"),
    ("United States Supreme Court", "SCOTUS", "Supreme Court of the United States"),
    ("United States Central Command", "CENTCOM"),
    ("United States Southern Command", "SOUTHCOM"),
    ("United States Capitol", "Capitol Hill"),
    ("Federal Bureau of Investigation", "FBI"),
    ("Central Intelligence Agency", "CIA"),
    ("National Security Agency", "NSA"),
    ("Drug Enforcement Administration", "DEA"),
    ("Food and Drug Administration", "FDA"),
    ("Environmental Protection Agency", "EPA"),
    ("Federal Emergency Management Agency", "FEMA"),
    ("Centers for Disease Control and Prevention", "CDC"),
    ("Federal Aviation Administration", "FAA"),
    ("National Aeronautics and Space Administration", "NASA"),
    ("Securities and Exchange Commission", "SEC"),
    ("Internal Revenue Service", "IRS"),
    ("Republican National Committee", "RNC"),
    ("Democratic National Committee", "DNC"),
    ("Islamic Revolutionary Guard Corps", "IRGC", "Revolutionary Guards", "Pasdaran"),
    ("Israel Defense Forces", "IDF", "Israeli Army", "Israeli Military"),
    ("People's Liberation Army", "PLA"),
    ("Federal Security Service", "FSB"),
    ("Security Service of Ukraine", "SBU"),
    ("Rapid Support Forces", "RSF"),
    ("National Health Service", "NHS"),
    ("Foreign, Commonwealth and Development Office", "FCDO", "Foreign Office"),
    ("Ministry of Defence", "MoD"),
    # parties and armed groups known by letters that are not the English initials
    ("Alternative for Germany", "AfD", "Alternative für Deutschland"),
    ("Christian Democratic Union of Germany", "CDU", "Christian Democratic Union"),
    ("Social Democratic Party of Germany", "SPD"),
    ("Freedom Party of Austria", "FPÖ"),
    ("African National Congress", "ANC"),
    ("Bharatiya Janata Party", "BJP"),
    ("Law and Justice", "PiS", "Prawo i Sprawiedliwość"),
    ("Kurdistan Workers' Party", "PKK"),
    ("Revolutionary Armed Forces of Colombia", "FARC"),
    ("National Liberation Army (Colombia)", "ELN"),
    ("Jama'at Nasr al-Islam wal-Muslimin", "JNIM"),
    ("Jalisco New Generation Cartel", "CJNG"),
    ("Islamic State", "ISIS", "ISIL", "Daesh", "Islamic State of Iraq and Syria"),
    ("Palestine Liberation Organization", "PLO"),
    # news agencies and broadcasters
    ("Associated Press", "AP", "The AP"),
    ("Agence France-Presse", "AFP"),
    ("Deutsche Presse-Agentur", "dpa"),
    ("TASS", "ITAR-TASS", "Tass news agency"),
    ("British Broadcasting Corporation", "BBC"),
    ("Cable News Network", "CNN"),
    # sport and the rest
    ("International Olympic Committee", "IOC"),
    ("International Federation of Association Football", "FIFA"),
    ("Union of European Football Associations", "UEFA"),
    ("International Ski and Snowboard Federation", "FIS"),
    ("International Criminal Police Organization", "Interpol"),
)
"""Bodies with the other names that they go by; the first is the full one."""

HONOURS = listed(
    """mr mrs ms miss mx dr sir dame lord lady madam madame mme monsieur prof professor rev hon
    gen col capt lt sgt maj adm brig saint"""
)
"""Forms of address that are no part of a name."""


def plain(words: str) -> str:
    """Words in plain small letters and figures, single spaces, no possessive, no accents."""
    ascii_words = anyascii(words).casefold().replace("'s ", " ").removesuffix("'s")
    kept = "".join(c if c.isalnum() else ("" if c in "'`.\"" else " ") for c in ascii_words)
    return " ".join(kept.split())


def _capitals() -> dict[str, tuple[str, str]]:
    """Plain name -> code of the state, and the city under its first spelling."""
    table: dict[str, tuple[str, str]] = {}
    for row in CAPITALS.replace("\n", "|").split("|"):
        code, _, names = row.strip().partition(" ")
        for city in names.split(","):
            first, *others = city.split("=")
            for name in (first, *others):
                if name:
                    table[plain(name)] = (code, first)
    return table


def _bodies() -> dict[str, str]:
    table: dict[str, str] = {}
    for full, *others in BODIES:
        for name in (full, *others):
            table.setdefault(plain(name), full)
    return table


def _states() -> dict[str, str]:
    table: dict[str, str] = {}
    for state in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            name = getattr(state, field, None)
            if name:
                table[plain(name)] = state.alpha_2
    for row in OTHER_STATES.replace("\n", "|").split("|"):
        code, _, names = row.strip().partition(" ")
        for name in names.split(","):
            if name:
                table[plain(name)] = code
    return table


_CAPITAL_OF = _capitals()
_BODY_OF = _bodies()
_STATES = _states()


def capital_of(name: str) -> str | None:
    """The code of the state whose capital or seat of government bears this name."""
    words = plain(name)
    found = _CAPITAL_OF.get(words) or _CAPITAL_OF.get(words.removeprefix("the "))
    return found[0] if found else None


def city_of(name: str) -> str | None:
    """The first spelling of the capital that this name is a spelling of."""
    found = _CAPITAL_OF.get(plain(name))
    return found[1] if found else None


def body_of(name: str) -> str | None:
    """The full name of the well-known body that goes by this name."""
    words = plain(name).removeprefix("the ")
    return _BODY_OF.get(words)


@functools.lru_cache(maxsize=20_000)
def state_of(name: str) -> str | None:
    """The ISO code of the state of this name (not of its capital, nor of an adjective)."""
    words = plain(name).removeprefix("the ")
    for tail in (" government", " authorities"):
        if words.endswith(tail):
            words = words.removesuffix(tail)
            return _STATES.get(words) or country_word(words)
    if words == "us" and not name.isupper() and "." not in name:
        return None
    return _STATES.get(words)


@functools.lru_cache(maxsize=20_000)
def country_word(word: str) -> str | None:
    """The code of the state that a single word of a name stands for, as a name or adjective.

    `countrynames` also knows parts of states ("Missouri"); an adjective begins like its state, or
    stands in `ADJECTIVES`.
    """
    if word in _STATES:
        return _STATES[word]
    if word in _ADJECTIVES:
        return _ADJECTIVES[word]
    if word in _CAPITAL_OF or len(word) < 4:
        return None
    for form in (word, word.removesuffix("s")):
        code = countrynames.to_code(form)
        if code and word[:3] in _BEGINNINGS.get(code, ()):
            return code
    return None


def _beginnings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, code in _STATES.items():
        found.setdefault(code, set()).update(word[:3] for word in name.split())
    return {code: frozenset(heads) for code, heads in found.items()}


_BEGINNINGS = _beginnings()
_ADJECTIVES = {
    plain(word): code
    for code, *words in (row.split() for row in ADJECTIVES.replace("\n", "|").split("|") if row)
    for word in words
}
