"""Names of areas: label points of countries and units, with their names, size and rank, and the tables that a name is looked up in.

A label point lies in the largest part of its area, large lakes left out, where a name that is twice as wide as high has most room.
"""
import json
import multiprocessing
import os

import numpy
import pyproj
from shapely.geometry import shape
from shapely.ops import polylabel, transform, unary_union
from shapely.strtree import STRtree

from places import folded

EARTH = pyproj.Geod(ellps="WGS84")
SHORT = ("HK", "MO", "MM")     # countries that CLDR has a short name for, by which maps know them
ENGLISH = {"CD": "DR Congo", "CG": "Congo-Brazzaville"}
LEAST_TERRITORIES = 240      # a language that names fewer countries is left out
WIDE = 2                     # a name's width by its height
# A country is named from the smaller rank on of what its area and its people earn: at most so many for the ranks 0, 1, …
RANKS = (("km2", (2.5e6, 7e5, 2.5e5, 8e4, 2e4, 2e3)), ("population", (1.2e8, 6e7, 2e7, 6e6, 1.5e6, 1e5)))


def km2(geometry):
    return abs(EARTH.geometry_area_perimeter(geometry)[0]) / 1e6


def valid(geometry):
    return geometry if geometry.is_valid else geometry.buffer(0)


def largest(geometry):
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon"]
    return max(parts, key=km2)


class Lakes:
    """The lakes that no name should stand in."""

    def __init__(self, features, least_km2):
        self.lakes = [valid(shape(f["geometry"])) for f in features if f["properties"]["km2"] >= least_km2]
        self.tree = STRtree(self.lakes)

    def cut(self, geometry):
        found = [item if hasattr(item, "geom_type") else self.lakes[item] for item in self.tree.query(geometry)]
        dry = geometry
        for lake in sorted(found, key=lambda item: item.bounds):
            dry = dry.difference(lake)
        return geometry if dry.is_empty else dry


def squeezed(x, y):
    return x / WIDE, y


def label_point(part):
    """(lon, lat, half the width in km of the largest 2 : 1 ellipse about it)."""
    west, south, east, north = part.bounds
    middle = -90 if south < -89 else (south + north) / 2
    plane = pyproj.Proj(proj="laea", lat_0=middle, lon_0=0 if south < -89 else (west + east) / 2, datum="WGS84")
    flat = transform(lambda lon, lat: squeezed(*plane(numpy.array(lon), numpy.array(lat))), part)
    flat = valid(flat.simplify(flat.area ** 0.5 / 100))
    flat = max(getattr(flat, "geoms", [flat]), key=lambda polygon: polygon.area)
    point = polylabel(flat, max(flat.area ** 0.5 / 30, 1))
    lon, lat = plane(point.x * WIDE, point.y, inverse=True)
    return lon, lat, round(flat.exterior.distance(point) * WIDE / 1000, 1)


def label_of(geometry, lakes):
    """A point and the columns that tell of the room about it."""
    part = largest(lakes.cut(valid(geometry)))
    lon, lat, reach = label_point(part)
    west, south, east, north = (round(value, 4) for value in part.bounds)
    return (lon, lat), {"km2": round(km2(geometry), 1), "reach_km": reach, "west": west, "south": south, "east": east, "north": north}


def label_in_pool(geometry):
    return label_of(shape(geometry), LAKES_IN_POOL)


def labels_of(geometries, lakes):
    """label_of() of each, by as many processes as there are processors."""
    global LAKES_IN_POOL
    LAKES_IN_POOL = lakes
    with multiprocessing.get_context("fork").Pool() as pool:
        return pool.map(label_in_pool, geometries, chunksize=40)


SIZE_COLUMNS = {"km2": "REAL", "reach_km": "REAL", "west": "REAL", "south": "REAL", "east": "REAL", "north": "REAL"}


def country_names(modules):
    """{language: {code: name}} of the languages of CLDR that name nearly every country, and {(name, code)} of the names in full."""
    out, known, folder = {}, set(), f"{modules}/cldr-localenames-full/main"
    for language in sorted(os.listdir(folder)):
        path = f"{folder}/{language}/territories.json"
        if ("-" in language and language != "zh-Hant") or not os.path.exists(path):
            continue
        table = json.load(open(path, encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]
        names = {code: name for code, name in table.items() if len(code) == 2 and code.isalpha() and name != code}
        names.update({code: table[f"{code}-alt-short"] for code in SHORT if f"{code}-alt-short" in table})
        if len(names) >= LEAST_TERRITORIES:
            out[language] = {**names, **(ENGLISH if language == "en" else {})}
            known.update((table[code], code) for code in names)
    return out, known


def rank_of(values):
    ranks = [next((rank for rank, least in enumerate(steps) if values[column] >= least), len(steps)) for column, steps in RANKS]
    return min(ranks)


def write_countries(package, modules, features, lakes):
    """The layer `countries` and the table `country_names`. Features: of countries and holders, at 1:50m."""
    names, in_full = country_names(modules)
    supplemental = f"{modules}/cldr-core/supplemental"
    people = json.load(open(f"{supplemental}/territoryInfo.json", encoding="utf-8"))["supplemental"]["territoryInfo"]
    codes = json.load(open(f"{supplemental}/codeMappings.json", encoding="utf-8"))["supplemental"]["codeMappings"]
    shapes, rows, known = {}, [], sorted(in_full)
    for feature in features:
        shapes.setdefault(feature["properties"]["country"], []).append(valid(shape(feature["geometry"])))
    for code in sorted(shapes.keys() - {""}):
        point, values = label_of(unary_union(shapes[code]), lakes)
        values.update(country=code, a3=codes[code]["_alpha3"], name=names["en"][code], population=int(people[code]["_population"]))
        values["rank"] = rank_of(values)
        values.update({f"name_{language}": table[code] for language, table in names.items() if code in table})
        rows.append((point, values))
        known += [(table[code], code) for table in names.values() if code in table]
    columns = {"country": "TEXT", "a3": "TEXT", "name": "TEXT", "population": "INTEGER", "rank": "INTEGER", **SIZE_COLUMNS,
               **{f"name_{language}": "TEXT" for language in names}}
    print("countries", package.layer("countries", "point", columns, rows), "in", len(names), "languages")
    package.table("country_names", "key TEXT, country TEXT, PRIMARY KEY (key, country)", keys_of(known), "WITHOUT ROWID")


def write_units(package, features, languages, lakes):
    """The layer `unit_labels` and the table `unit_names`, which tells its rows."""
    rows, known = [], []
    labels = labels_of([feature["geometry"] for feature in features], lakes)
    for feature, (point, values) in zip(features, labels):
        unit = feature["properties"]
        names = {f"name_{language}": unit[f"name_{language}"] or None for language in languages}
        names["name_zh-Hant"] = names["name_zh-Hant"] or names["name_zh"]
        rows.append((point, {**unit, "iso": unit["iso"] or None, **values, **names}))
        known += [(name, unit["code"]) for name in [unit["name"], *names.values()] if name]
    columns = {**{column: "TEXT" for column in ("code", "iso", "country", "holder", "unrecognised", "name", "kind")}, **SIZE_COLUMNS,
               **{f"name_{language}": "TEXT" for language in languages}}
    print("unit_labels", package.layer("unit_labels", "point", columns, rows, ["code", "iso"]))
    rows = package.rows_by("unit_labels", "code")
    package.table("unit_names", "key TEXT, unit INTEGER, PRIMARY KEY (key, unit)", keys_of((name, rows[code]) for name, code in known),
                  "WITHOUT ROWID")


def keys_of(names):
    """Rows of a table that a name is looked up in: the folded name, and whose it is."""
    return sorted({(folded(name), owner) for name, owner in names if folded(name)})
