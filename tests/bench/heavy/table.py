"""table.py HEADING=FOLDER... - Markdown tables of what common.sh's measure() left: times, memory and bytes.

Seconds are user + system, the median over the folder's rounds; the ratio is the program's time to corridor's: below 1 it is faster.
"""
import glob
import json
import os
import statistics
import sys

PROGRAMS = {"corridor": "corridor", "mapserver": "MapServer", "mapnik": "Mapnik", "qgis": "QGIS", "gmt": "GMT"}


def seconds(folder):
    found = {}
    for path in glob.glob(f"{folder}/round-*.json"):
        with open(path, encoding="utf-8") as file:
            for result in json.load(file)["results"]:
                found.setdefault(result["command"], []).append(result["user"] + result["system"])
    return {name: statistics.median(times) for name, times in found.items()}


def figures(folder, name):
    with open(f"{folder}/{name}.memory", encoding="utf-8") as file:
        memory = int(file.read().split()[-1]) / 1024
    return memory, os.path.getsize(glob.glob(f"{folder}/{name}.???")[0])


def table(views, head, cell):
    names = [name for name in PROGRAMS if any(name in times for _, _, times in views)]
    print(f"| {head} |", " | ".join(PROGRAMS[name] for name in names), "|")
    print("|---|" + "---|" * len(names))
    for title, folder, times in views:
        print(f"| {title} |", " | ".join(cell(folder, name, times) if name in times else "–" for name in names), "|")
    print()


def main():
    views = []
    for argument in sys.argv[1:]:
        title, folder = argument.rsplit("=", 1)
        views.append((title, folder, seconds(folder)))
    table(views, "user + system, ratio to ours", lambda folder, name, times: f"{times[name]:.2f} s" + (
        "" if name == "corridor" else f", {times[name] / times['corridor']:.2f}"))
    table(views, "peak memory", lambda folder, name, times: f"{figures(folder, name)[0]:.0f} MB")
    table(views, "bytes", lambda folder, name, times: f"{figures(folder, name)[1]:,}".replace(",", " "))


main()
