#!/usr/bin/env python3
"""Figures of `describe --json` against geod, PROJ's own program.

usage: figures.py FIGURES.json NAME=LINE.csv ...; a line per check. FIGURES.json: {"members", "routes", "distances"} in
degrees and kilometres; LINE.csv: the points of the route NAME in order (columns lon, lat).
"""
import csv
import json
import subprocess
import sys

failed = False


def result(name, fault):
    global failed
    print(f"[  FAILED  ] {name}\n{fault}" if fault else f"[       OK ] {name}")
    failed |= bool(fault)


def geod_km(pairs):
    """Geodesic lengths in kilometres of ((lon, lat), (lon, lat)) pairs on WGS 84."""
    text = "".join(f"{a[1]} {a[0]} {b[1]} {b[0]}\n" for a, b in pairs)
    answer = subprocess.run(["geod", "+ellps=WGS84", "-I", "-F", "%.4f"], input=text, capture_output=True,
                            text=True, check=True).stdout
    return [float(line.split("\t")[2]) / 1000 for line in answer.splitlines()]


figures = json.load(open(sys.argv[1], encoding="utf-8"))
place = {one["id"]: (one["lon"], one["lat"]) for one in figures["members"]}
count = len(place)

told = figures["distances"]
fault = "" if len(told) == count * (count - 1) // 2 else f"{len(told)} distances of {count} members"
for one, km in zip(told, geod_km([(place[one["from"]], place[one["to"]]) for one in told])):
    if abs(one["km"] - km) > 0.001:
        fault = f"{one}: geod says {km}"
result("distances-as-geod", fault)

for argument in sys.argv[2:]:
    name, file = argument.split("=")
    with open(file, encoding="utf-8") as rows:
        points = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(rows)]
    steps = geod_km(list(zip(points, points[1:])))
    route = next(one for one in figures["routes"] if one["id"] == name)
    off = abs(sum(steps) - route["length_km"])
    result(f"length-as-geod-{name}", f"{route['length_km']} km, geod says {sum(steps)}" if off > 0.06 else "")
    along = {point: sum(steps[:index]) for index, point in enumerate(points)}
    fault = "" if route["stops"] else "no stops"
    for stop in route["stops"]:
        at = (stop["lon"], stop["lat"])
        if at not in along or abs(along[at] - stop["km"]) > 0.06 or not stop["name"]:
            fault = f"{stop}: geod says {along.get(at)}"
    if [stop["km"] for stop in route["stops"]] != sorted(stop["km"] for stop in route["stops"]):
        fault = "the stops are not in the order of the line"
    result(f"stops-in-order-{name}", fault)

    if name == "intercity":
        # The high-speed line Shanghai Hongqiao-Huzhou is published as about 164 km (China Railway, December 2024); ours
        # follows it by points of 0.6 km.
        ends = {stop["name"]: stop["km"] for stop in route["stops"]}
        km = ends["Huzhou"] - ends["Shanghai Hongqiao"]
        result("length-as-published", f"{km} km" if abs(km / 164 - 1) > 0.03 else "")

populations = [one.get("population") for one in figures["members"]]
result("populations", "" if all(isinstance(one, int) and one > 1e5 for one in populations) else populations)
sys.exit(failed)
