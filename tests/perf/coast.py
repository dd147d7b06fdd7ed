"""Writes a shapefile of islands with ragged coasts, the same on every machine. usage: coast.py NAME ISLANDS VERTICES

Each island is a circle whose radius is a sum of waves with fixed pseudo-random phases: detail on every scale, as coasts
have it, and no file to carry along. Only .shp, .shx and .dbf (one column, the number)."""
import math, struct, sys


def numbers(seed):
    while True:  # a 32-bit linear congruential generator, Numerical Recipes' constants
        seed = (seed * 1664525 + 1013904223) % 2**32
        yield seed / 2**32


def island(random, vertices):
    lon, lat, size = 112 + 30 * next(random), 22 + 20 * next(random), 0.05 + 0.9 * next(random)
    waves = [(k, 0.25 / k, 2 * math.pi * next(random)) for k in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)]
    ring = []
    for i in range(vertices):
        angle = -2 * math.pi * i / vertices  # clockwise: an outer ring
        radius = size * (1 + sum(share * math.sin(k * angle + phase) for k, share, phase in waves))
        ring.append((round(lon + radius * math.cos(angle), 7), round(lat + radius * math.sin(angle) * 0.8, 7)))
    return ring + ring[:1]


def box(points):
    return (min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points))


def header(words, extent):
    return struct.pack(">i20xi", 9994, words) + struct.pack("<ii4d32x", 1000, 5, *extent)


def main(name, islands, vertices):
    random, records = numbers(60), []
    for _ in range(islands):
        ring = island(random, vertices)
        flat = [c for point in ring for c in point]
        records.append((box(ring), struct.pack("<i4d3i%dd" % len(flat), 5, *box(ring), 1, len(ring), 0, *flat)))
    corners = [(b[0], b[1]) for b, _ in records] + [(b[2], b[3]) for b, _ in records]
    extent, at, shp, shx = box(corners), 50, [], []
    for number, (_, body) in enumerate(records, 1):
        shx.append(struct.pack(">ii", at, len(body) // 2))
        shp.append(struct.pack(">ii", number, len(body) // 2) + body)
        at += 4 + len(body) // 2
    with open(name + ".shp", "wb") as file:
        file.write(header(at, extent) + b"".join(shp))
    with open(name + ".shx", "wb") as file:
        file.write(header(50 + 4 * islands, extent) + b"".join(shx))
    with open(name + ".dbf", "wb") as file:
        file.write(struct.pack("<4BIHH20x", 3, 118, 7, 19, islands, 65, 9) + struct.pack("<11sc4xBB14x", b"number", b"N", 8, 0) + b"\r")
        file.write(b"".join(b" %8d" % number for number in range(1, islands + 1)) + b"\x1a")
    with open(name + ".prj", "w") as file:
        file.write('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
                   'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
