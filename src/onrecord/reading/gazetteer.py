"""States and bodies that go by several names: the name that stands for all of them."""

from __future__ import annotations

from onrecord.domain.words import MentionKind

_STATES = """
United States|US|U.S.|U. S.|USA|U.S.A.|United States of America|America|the States
United Kingdom|UK|U.K.|Britain|Great Britain
Russia|Russian Federation
Ukraine
Germany|Federal Republic of Germany
France|French Republic
Netherlands|The Netherlands|Holland
Czech Republic|Czechia
Turkey|Türkiye|Turkiye
China|People's Republic of China|People’s Republic of China|PRC|P.R.C.
Taiwan|Republic of China
South Korea|Republic of Korea|ROK|S. Korea
North Korea|Democratic People's Republic of Korea|DPRK|N. Korea
North Korea|Democratic People’s Republic of Korea
Iran|Islamic Republic of Iran
Syria|Syrian Arab Republic
United Arab Emirates|UAE|U.A.E.|the Emirates
Saudi Arabia|Kingdom of Saudi Arabia|KSA
Democratic Republic of the Congo|DRC|D.R.C.|DR Congo|Congo-Kinshasa|Democratic Republic of Congo
Republic of the Congo|Congo-Brazzaville
Ivory Coast|Côte d'Ivoire|Côte d’Ivoire|Cote d'Ivoire
Myanmar|Burma
Cape Verde|Cabo Verde
Eswatini|Swaziland
East Timor|Timor-Leste
North Macedonia|Macedonia
Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina
Vatican City|Vatican|Holy See
Palestine|State of Palestine
Moldova|Republic of Moldova
Tanzania|United Republic of Tanzania
Venezuela|Bolivarian Republic of Venezuela
Bolivia|Plurinational State of Bolivia
Laos|Lao PDR
Vietnam|Viet Nam
Brunei|Brunei Darussalam
Gambia|The Gambia
Bahamas|The Bahamas
Philippines|The Philippines
Sudan|The Sudan
South Sudan
South Africa|RSA
New Zealand|Aotearoa
Papua New Guinea|PNG
Trinidad and Tobago
Antigua and Barbuda
Saint Kitts and Nevis|St. Kitts and Nevis
Saint Lucia|St. Lucia
Saint Vincent and the Grenadines|St. Vincent and the Grenadines
Sao Tome and Principe|São Tomé and Príncipe
Soviet Union|USSR|U.S.S.R.
"""
_PLAIN_STATES = (
    "Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan "
    "Bahrain Bangladesh "
    "Barbados Belarus Belgium Belize Benin Bhutan Botswana Brazil Bulgaria Burundi Cambodia "
    "Cameroon Canada Chad "
    "Chile Colombia Comoros Croatia Cuba Cyprus Denmark Djibouti Dominica Ecuador Egypt Eritrea "
    "Estonia Ethiopia "
    "Fiji Finland Gabon Georgia Ghana Greece Grenada Guatemala Guinea Guyana Haiti Honduras "
    "Hungary Iceland India "
    "Indonesia Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kiribati Kosovo "
    "Kuwait Kyrgyzstan "
    "Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi "
    "Malaysia Maldives "
    "Mali Malta Mauritania Mauritius Mexico Micronesia Monaco Mongolia Montenegro Morocco "
    "Mozambique Namibia Nauru "
    "Nepal Nicaragua Niger Nigeria Norway Oman Pakistan Palau Panama Paraguay Peru Poland "
    "Portugal Qatar Romania "
    "Rwanda Samoa Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Suriname "
    "Sweden Switzerland "
    "Tajikistan Thailand Togo Tonga Tunisia Turkmenistan Tuvalu Uganda Uruguay Uzbekistan "
    "Vanuatu Yemen Zambia Zimbabwe"
).split()

_BODIES = """
European Union|EU|E.U.
United Nations|UN|U.N.|United Nations Organization
NATO|North Atlantic Treaty Organization|North Atlantic Treaty Organisation|Nato
NATO|Atlantic Alliance|North Atlantic Alliance
G7|G-7|Group of Seven|Group of 7
G20|G-20|Group of 20|Group of Twenty
G8|G-8|Group of Eight
International Monetary Fund|IMF
World Health Organization|WHO|World Health Organisation
World Trade Organization|WTO|World Trade Organisation
International Atomic Energy Agency|IAEA
OSCE|Organization for Security and Co-operation in Europe
OSCE|Organization for Security and Cooperation in Europe
African Union|AU
Association of Southeast Asian Nations|ASEAN
International Criminal Court|ICC
International Committee of the Red Cross|ICRC
OPEC|Organization of the Petroleum Exporting Countries
Hezbollah|Hizbollah|Hizballah|Hizbullah
Al-Qaeda|al-Qaeda|al-Qaida|Al-Qaida|Al Qaeda|al Qaeda
Hamas
Taliban|the Taliban
Kremlin
White House
Pentagon
Islamic State|ISIS|ISIL|IS|Daesh|Da’esh|Da'esh|Isil|Isis
Islamic State|Islamic State of Iraq and the Levant|Islamic State of Iraq and Syria
"""

CAPITALS = frozenset(
    """
    Washington Moscow Kyiv Kiev Beijing London Paris Berlin Brussels Rome Madrid Warsaw Ankara
    Tehran Riyadh Tokyo Seoul Pyongyang Taipei Delhi Islamabad Kabul Baghdad Damascus Beirut Amman
    Jerusalem Cairo Tripoli Tunis Algiers Rabat Khartoum Nairobi Kampala Kigali Abuja Accra Dakar
    Pretoria Harare Lusaka Luanda Vienna Prague Budapest Bucharest Sofia Belgrade Zagreb Ljubljana
    Sarajevo Skopje Tirana Athens Lisbon Dublin Oslo Stockholm Copenhagen Helsinki Tallinn Riga
    Vilnius Minsk Chisinau Tbilisi Yerevan Baku Astana Tashkent Ottawa Canberra Wellington
    Brasilia Caracas Bogota Lima Santiago Havana Manila Hanoi Bangkok Jakarta Singapore Dhaka
    Colombo Kathmandu Doha Muscat Sanaa Ramallah Geneva Strasbourg Luxembourg Hague
    """.split()
)
"""Capitals, which also stand for governments; whether they do is not decided here."""

REGIONS = (
    "Middle East|Europe|Eastern Europe|Western Europe|Central Europe|Africa|North Africa|"
    "West Africa|East Africa|"
    "Asia|Central Asia|Southeast Asia|South Asia|East Asia|North America|South America|"
    "Latin America|Central America|"
    "Caribbean|Balkans|Western Balkans|Baltics|Baltic Sea|Black Sea|Red Sea|South China Sea|"
    "Mediterranean|Arctic|"
    "Antarctica|Pacific|Atlantic|Indian Ocean|Indo-Pacific|Asia-Pacific|Sahel|Horn of Africa|"
    "Gulf|Persian Gulf|"
    "Strait of Hormuz|Crimea|Donbas|Donbass|Donetsk|Luhansk|Gaza|Gaza Strip|West Bank|"
    "Golan Heights|Hong Kong|"
    "Nagorno-Karabakh|Transnistria|Abkhazia|South Ossetia|Chechnya|Kurdistan|Kashmir|Xinjiang|"
    "Tibet|Greenland|"
    "Scotland|Wales|England|Northern Ireland|Catalonia|Siberia|Darfur|Kaliningrad"
).split("|")

_DEMONYMS = """
Afghan:Afghanistan Albanian:Albania Algerian:Algeria American:United_States Angolan:Angola
Argentine:Argentina Argentinian:Argentina Armenian:Armenia Australian:Australia Austrian:Austria
Azerbaijani:Azerbaijan Azeri:Azerbaijan Bahraini:Bahrain Bangladeshi:Bangladesh Belarusian:Belarus
Belgian:Belgium Bolivian:Bolivia Bosnian:Bosnia_and_Herzegovina Brazilian:Brazil
British:United_Kingdom Bulgarian:Bulgaria Burmese:Myanmar Cambodian:Cambodia Cameroonian:Cameroon
Canadian:Canada Chadian:Chad Chilean:Chile Chinese:China Colombian:Colombia
Congolese:Democratic_Republic_of_the_Congo Croatian:Croatia Cuban:Cuba Cypriot:Cyprus
Czech:Czech_Republic Danish:Denmark Dutch:Netherlands Ecuadorian:Ecuador Egyptian:Egypt
Emirati:United_Arab_Emirates Eritrean:Eritrea Estonian:Estonia Ethiopian:Ethiopia Finnish:Finland
French:France Georgian:Georgia German:Germany Ghanaian:Ghana Greek:Greece Guatemalan:Guatemala
Haitian:Haiti Honduran:Honduras Hungarian:Hungary Icelandic:Iceland Indian:India
Indonesian:Indonesia Iranian:Iran Iraqi:Iraq Irish:Ireland Israeli:Israel Italian:Italy
Ivorian:Ivory_Coast Jamaican:Jamaica Japanese:Japan Jordanian:Jordan Kazakh:Kazakhstan
Kenyan:Kenya Kosovar:Kosovo Kuwaiti:Kuwait Kyrgyz:Kyrgyzstan Laotian:Laos Latvian:Latvia
Lebanese:Lebanon Liberian:Liberia Libyan:Libya Lithuanian:Lithuania Luxembourgish:Luxembourg
Macedonian:North_Macedonia Malaysian:Malaysia Malian:Mali Maltese:Malta Mexican:Mexico
Moldovan:Moldova Mongolian:Mongolia Montenegrin:Montenegro Moroccan:Morocco Mozambican:Mozambique
Namibian:Namibia Nepalese:Nepal Nepali:Nepal Nicaraguan:Nicaragua Nigerian:Nigeria
Norwegian:Norway Omani:Oman Pakistani:Pakistan Palestinian:Palestine Panamanian:Panama
Paraguayan:Paraguay Peruvian:Peru Philippine:Philippines Filipino:Philippines Polish:Poland
Portuguese:Portugal Qatari:Qatar Romanian:Romania Russian:Russia Rwandan:Rwanda Saudi:Saudi_Arabia
Senegalese:Senegal Serbian:Serbia Singaporean:Singapore Slovak:Slovakia Slovenian:Slovenia
Somali:Somalia Soviet:Soviet_Union Spanish:Spain Sudanese:Sudan Swedish:Sweden Swiss:Switzerland
Syrian:Syria Taiwanese:Taiwan Tajik:Tajikistan Tanzanian:Tanzania Thai:Thailand Tunisian:Tunisia
Turkish:Turkey Turkmen:Turkmenistan Ugandan:Uganda Ukrainian:Ukraine Uruguayan:Uruguay
Uzbek:Uzbekistan Venezuelan:Venezuela Vietnamese:Vietnam Yemeni:Yemen Zambian:Zambia
Zimbabwean:Zimbabwe
"""
DEMONYMS = {
    adjective: state.replace("_", " ")
    for adjective, _, state in (entry.partition(":") for entry in _DEMONYMS.split())
}
"""The state behind an adjective of nationality."""

DOUBTFUL = frozenset(
    """IS|AU|WHO|the States|RSA|Gulf|Pacific|Atlantic|Sudan|Jordan|Georgia|Chad|Santiago|Colombo
|Sofia|England|Wales|Nato|Isis""".replace("\n", "").split("|")
)
"""Forms that also are something else; they count only where an engine found them."""


def _table() -> dict[str, tuple[str, MentionKind]]:
    table: dict[str, tuple[str, MentionKind]] = {}
    for lines, kind in ((_STATES, MentionKind.PLACE), (_BODIES, MentionKind.ORGANISATION)):
        for line in lines.strip().splitlines():
            forms = line.split("|")
            table.update(dict.fromkeys(forms, (forms[0], kind)))
    table.update(
        {name: (name, MentionKind.PLACE) for name in (*_PLAIN_STATES, *REGIONS, *CAPITALS)}
    )
    return table


KNOWN = _table()
"""Every form, letter for letter, with the name that stands for it and its kind."""


_NO_NAME_IN_SMALL_LETTERS = frozenset("lima sofia santiago colombo hague singapore doha".split())
KNOWN.update(
    {
        capital.lower(): (capital, MentionKind.PLACE)
        for capital in CAPITALS
        if capital.lower() not in _NO_NAME_IN_SMALL_LETTERS
    }
)
KNOWN.update(
    {
        f"{adjective} government": (state, MentionKind.ORGANISATION)
        for adjective, state in DEMONYMS.items()
    }
)

SURE = tuple(form for form in KNOWN if form not in DOUBTFUL and not form.lower().startswith("the "))
"""Forms that are names wherever they stand."""


def known(form: str) -> tuple[str, MentionKind] | None:
    """The common name and the kind behind a form; None for a form that is not carried."""
    flat = form.removeprefix("the ").removeprefix("The ")
    found = KNOWN.get(form) or KNOWN.get(flat)
    if found is None and flat.isupper() and len(flat) > 3:
        found = KNOWN.get(flat.title())
    return found or _government(flat)


def _government(form: str) -> tuple[str, MentionKind] | None:
    """The state behind "Government of Norway": the two are one."""
    head, of, state = form.partition(" of ")
    if not of or head.lower() not in ("government", "federal government"):
        return None
    found = KNOWN.get(state.removeprefix("the "))
    return (found[0], MentionKind.ORGANISATION) if found else None
