#!/usr/bin/env python3
"""Makes Shared/Pages/Reports/TileGrid.json: a tile for each commune of the Rhône, near its place on the map.

The tiles are the cells of a grid that lie within the department; its step is the one at which they are as many as there are
communes. Each commune gets a tile so that the squares of the distances between the communes' centres and their tiles have the
least sum. A commune that others merged into has the centre of them all.

Needs scipy and shapely (pip install scipy==1.17.1 shapely==2.2.0) and the outlines of the communes, a GeoJSON whose features have
`code`: IGN Admin Express COG 2018 (Licence Ouverte), as github.com/gregoiredavid/france-geojson has it, simplified, in
departements/69-rhone/communes-69-rhone.geojson.

    deploy/lib/tile_grid.py OUTLINES deploy/sample/communes-69.csv deploy/sample/mouvements-69.csv > Shared/Pages/Reports/TileGrid.json
"""

import csv
import json
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment
from shapely.geometry import Point, shape
from shapely.ops import unary_union

# A degree of longitude is so many degrees of latitude in the Rhône.
FLATTENED = np.cos(np.radians(45.85))


def centres(outlines, communes, movements):
    """The centre of each commune of today, in degrees of latitude."""
    parts = {code: {code} for code in communes}
    for movement in movements:
        before, after = movement["COM_AV"], movement["COM_AP"]
        if before in outlines and before not in communes and after in communes:
            parts[after].add(before)
    found = {}
    for code, members in parts.items():
        whole = unary_union([outlines[member] for member in members if member in outlines])
        if whole.is_empty:
            sys.exit(f"no outline of {code}")
        found[code] = (whole.centroid.x * FLATTENED, whole.centroid.y)
    return found


def cells(department, count):
    """The cells of the coarsest grid of at most `count` + 3 cells that has at least `count` of them in the department."""
    west, south, east, north = department.bounds
    best = None
    for step in np.linspace(0.03, 0.09, 400):
        for right in (0, 0.25, 0.5, 0.75):
            for up in (0, 0.25, 0.5, 0.75):
                columns = np.arange(west * FLATTENED - step * right, east * FLATTENED + step, step)
                rows = np.arange(south - step * up, north + step, step)
                if len(columns) * len(rows) > 1200:
                    continue
                inside = [
                    (x, y) for x, west_edge in enumerate(columns) for y, south_edge in enumerate(rows)
                    if department.contains(Point((west_edge + step / 2) / FLATTENED, south_edge + step / 2))
                ]
                if count <= len(inside) <= count + 3 and (best is None or len(inside) < len(best[1])):
                    best = ({(x, y): (columns[x] + step / 2, rows[y] + step / 2) for x, y in inside}, inside, step)
    if best is None:
        sys.exit("no grid fits")
    return best[0], best[2]


def main():
    outlines_file, communes_file, movements_file = sys.argv[1:]
    with open(outlines_file, encoding="utf-8") as file:
        outlines = {one["properties"]["code"]: shape(one["geometry"]).buffer(0) for one in json.load(file)["features"]}
    with open(communes_file, encoding="utf-8") as file:
        communes = {row["code_insee"] for row in csv.DictReader(file, delimiter=";") if row["type"] == "COM"}
    with open(movements_file, encoding="utf-8") as file:
        movements = list(csv.DictReader(file, delimiter=";"))
    found = centres(outlines, communes, movements)
    places, step = cells(unary_union(list(outlines.values())), len(found))
    codes, chosen = sorted(found), sorted(places)
    costs = np.array([[
        ((places[cell][0] - found[code][0]) / step) ** 2 + ((places[cell][1] - found[code][1]) / step) ** 2
        for cell in chosen
    ] for code in codes])
    order, assigned = linear_sum_assignment(costs)
    distances = np.sqrt(costs[order, assigned])
    print(f"distance in tiles: mean {distances.mean():.2f}, most {distances.max():.2f}", file=sys.stderr)
    left, top = min(x for x, _ in chosen), max(y for _, y in chosen)
    tiles = {codes[one]: [chosen[cell][0] - left, top - chosen[cell][1]] for one, cell in zip(order, assigned)}
    lines = ",\n".join(f'    "{code}": [{x}, {y}]' for code, (x, y) in sorted(tiles.items()))
    columns, rows = (1 + max(tile[axis] for tile in tiles.values()) for axis in (0, 1))
    print(f'{{\n  "columns": {columns},\n  "rows": {rows},\n  "tiles": {{\n{lines}\n  }}\n}}')


if __name__ == "__main__":
    main()
