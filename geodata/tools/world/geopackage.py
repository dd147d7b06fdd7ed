"""A GeoPackage writer for the world base: SQLite alone, the same bytes from the same features.

Coordinates are rounded to 2**-17 degree (0.85 m at the equator): the low bits of every double are then zero, and the file packs
to a third. Rows lie along a Hilbert curve, so what is near on the globe is near in the file, and in such an order there that they
fill the database's pages. The geometry is the last column: what else a row says is found without reading it. It has no envelope,
since the R-tree has it.
"""
import os
import sqlite3
import struct

GRID = 2.0 ** 17
PAGE = 16384
LEAF = PAGE - 8              # bytes for rows on a page
AHEAD = 60                   # rows among which the one that fits a page best is looked for
WKT = ('GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
       'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]')
TYPES = {"point": "POINT", "line": "LINESTRING", "polygon": "MULTIPOLYGON"}
CHANGED = "2026-01-01T00:00:00.000Z"


def rounded(points, left_out=frozenset()):
    """Points on the grid, without repetitions and those that are left out; a ring stays closed."""
    out, is_ring = [], points[0] == points[-1]
    for lon, lat in points:
        point = (round(lon * GRID) / GRID, round(lat * GRID) / GRID)
        if point not in left_out and (not out or point != out[-1]):
            out.append(point)
    return out + out[:1] if is_ring and len(out) > 1 and out[0] != out[-1] else out


def coordinates(points):
    return struct.pack("<I", len(points)) + b"".join(struct.pack("<dd", *point) for point in points)


def point_wkb(point):
    return struct.pack("<BIdd", 1, 1, *rounded([point])[0])


def line_wkb(points):
    return struct.pack("<BI", 1, 2) + coordinates(points)


def polygon_wkb(polygons):
    body = struct.pack("<BII", 1, 6, len(polygons))
    for rings in polygons:
        body += struct.pack("<BII", 1, 3, len(rings)) + b"".join(coordinates(ring) for ring in rings)
    return body


def hilbert(lon, lat, order=12):
    """The place of a point along a Hilbert curve over the globe."""
    side = 1 << order
    x, y = (min(int((value + half) / (2 * half) * side), side - 1) for value, half in ((lon, 180), (lat, 90)))
    place, half = 0, side >> 1
    while half:
        right, upper = int(x & half > 0), int(y & half > 0)
        place += half * half * ((3 * right) ^ upper)
        if not upper:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return place


def value_bytes(value):
    """What a value takes in a row of SQLite, with its type."""
    if value is None:
        return 1
    if isinstance(value, (int, float)):
        return 9
    length = len(value.encode()) if isinstance(value, str) else len(value)
    return length + (1 if length < 58 else 2 if length < 8186 else 3)


def row_bytes(values):
    """What a row takes on its page; what overflows lies on pages of its own."""
    size = sum(map(value_bytes, values)) + 6
    if size <= LEAF - 27:
        return size + 4
    least = (PAGE - 12) * 32 // 255 - 23
    local = least + (size - least) % (PAGE - 4)
    return (local if local <= PAGE - 35 else least) + 10


def packed(rows):
    """The rows in nearly their order: each page takes of the next ones the largest that still fits."""
    waiting, out, free = [(row_bytes(row[2]), row) for row in rows], [], LEAF
    while waiting:
        fitting = [index for index, (size, _) in enumerate(waiting[:AHEAD]) if size <= free]
        if not fitting:
            free = LEAF
            fitting = [0]
        # The page's first row is the next in order, so that none waits for ever.
        index = fitting[0] if free == LEAF else max(fitting, key=lambda index: (waiting[index][0], -index))
        size, row = waiting.pop(index)
        out.append(row)
        free -= size
    return out


def quoted(column):
    return column if column.replace("_", "").isalnum() else f'"{column}"'


class GeoPackage:
    def __init__(self, path):
        if os.path.exists(path):
            os.remove(path)
        self.left_out = frozenset()      # points of the grid that no line and no ring passes
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(f"""
            PRAGMA page_size = {PAGE}; PRAGMA journal_mode = OFF; PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
            BEGIN;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
                organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
                description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
                srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
            CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
                scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
        """)
        for row in (("WGS 84", 4326, "EPSG", 4326, WKT, None), ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
                    ("Undefined geographic", 0, "NONE", 0, "undefined", None)):
            self.db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", row)

    def layer(self, name, kind, columns, features, indexes=()):
        """`columns`: {"name": "TEXT"}; `features`: [(geometry, {column: value})]. A geometry is a point, a list of points, or a list
        of polygons, each a list of rings. Geometries that the grid swallows are left out. Returns how many were written."""
        rows = []
        for geometry, values in features:
            if kind == "point":
                points, wkb = [geometry], point_wkb(geometry)
            elif kind == "line":
                points = rounded(geometry, self.left_out)
                if len(points) < 2:
                    continue
                wkb = line_wkb(points)
            else:
                polygons = [[ring for ring in (rounded(ring, self.left_out) for ring in rings) if len(ring) > 3] for rings in geometry]
                polygons = [rings for rings in polygons if rings]
                points = [point for rings in polygons for point in rings[0]]
                if not points:
                    continue
                wkb = polygon_wkb(polygons)
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            box = min(xs), max(xs), min(ys), max(ys)
            head = b"GP\0\1" + struct.pack("<i", 4326)
            rows.append((hilbert((box[0] + box[1]) / 2, (box[2] + box[3]) / 2), box, [*(values.get(column) for column in columns), head + wkb]))
        rows.sort(key=lambda row: row[0])
        self._write(name, kind, columns, packed(rows), indexes)
        return len(rows)

    def _write(self, name, kind, columns, rows, indexes):
        run = self.db.execute
        declared = ["fid INTEGER PRIMARY KEY"] + [f"{quoted(column)} {type_}" for column, type_ in columns.items()] + [f"geom {TYPES[kind]}"]
        run(f"CREATE TABLE {name} ({', '.join(declared)})")
        run(f"CREATE VIRTUAL TABLE rtree_{name}_geom USING rtree(id, minx, maxx, miny, maxy)")
        marks = ",".join("?" * (len(columns) + 2))
        for fid, (_, box, values) in enumerate(rows, 1):
            run(f"INSERT INTO {name} VALUES ({marks})", (fid, *values))
            run(f"INSERT INTO rtree_{name}_geom VALUES (?,?,?,?,?)", (fid, *box))
        for column in indexes:
            run(f"CREATE INDEX {name}_{column} ON {name} ({column})")
        boxes = [row[1] for row in rows]
        run("INSERT INTO gpkg_contents VALUES (?,'features',?,'',?,?,?,?,?,4326)", (
            name, name, CHANGED, min(b[0] for b in boxes), min(b[2] for b in boxes), max(b[1] for b in boxes), max(b[3] for b in boxes)))
        run("INSERT INTO gpkg_geometry_columns VALUES (?,'geom',?,4326,0,0)", (name, TYPES[kind]))
        run("INSERT INTO gpkg_extensions VALUES (?,'geom','gpkg_rtree_index','http://www.geopackage.org/spec120/#extension_rtree','write-only')", (name,))

    def table(self, name, declared, rows, options=""):
        """A table without shapes."""
        run = self.db.execute
        run(f"CREATE TABLE {name} ({declared}) {options}")
        for row in rows:
            run(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)
        run("INSERT INTO gpkg_contents VALUES (?,'attributes',?,'',?,NULL,NULL,NULL,NULL,NULL)", (name, name, CHANGED))

    def rows_by(self, name, column):
        """{value: fid} of a column whose values are all different."""
        return dict(self.db.execute(f"SELECT {quoted(column)}, fid FROM {name}"))

    def close(self):
        self.db.execute("COMMIT")
        self.db.execute("VACUUM")
        self.db.close()
