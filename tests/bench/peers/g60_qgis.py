"""The layers of one version of seeds/g60.yaml for QGIS 3, styled and labelled, read from the files that the map file names."""
import base64
import csv
import os

from qgis.core import (QgsCallout, QgsCategorizedSymbolRenderer, QgsFeature, QgsFillSymbol, QgsGeometry, QgsLabelLineSettings,
                       QgsLabelObstacleSettings, QgsLineSymbol, QgsMarkerSymbol, QgsPalLayerSettings, QgsPoint, QgsRendererCategory,
                       QgsRuleBasedLabeling, QgsSimpleLineCallout, QgsSingleSymbolRenderer, QgsStringUtils,
                       QgsTextBackgroundSettings, QgsTextBufferSettings, QgsTextFormat, QgsUnitTypes, QgsVectorLayer,
                       QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtGui import QColor, QFont

POINTS = QgsUnitTypes.RenderPoints
BOTH = "name_en || ' ' || name_zh"
STACKED = "name_en || '\\n' || name_zh"
WEIGHTS = {400: QFont.Normal, 500: QFont.Medium, 600: QFont.DemiBold, 700: QFont.Bold}
SMALL = "(@map_scale > 1000000)"
AROUND = QgsPalLayerSettings.OrderedPositionsAroundPoint


class Theme:
    """A theme of seeds/themes: colours by name, and text styles as fonts and text formats of QGIS."""

    def __init__(self, theme):
        self.colours, self.styles, self.classes = theme["colours"], theme["text"], theme["classes"]

    def colour(self, name):
        return name if name.startswith("#") else self.colours[name]

    def font(self, style):
        said = self.styles[style]
        font = QFont("Inter")
        font.setPointSizeF(said["size"])
        font.setWeight(WEIGHTS[said.get("weight", 400)])
        font.setItalic(said.get("italic", False))
        if "spacing" in said:
            font.setLetterSpacing(QFont.AbsoluteSpacing, said["spacing"] * said["size"])
        return font

    def format(self, style):
        said, form = self.styles[style], QgsTextFormat()
        form.setFont(self.font(style))
        form.setSize(said["size"])
        form.setSizeUnit(POINTS)
        form.setColor(QColor(self.colour(said["colour"])))
        if said.get("capitals"):
            form.setCapitalization(QgsStringUtils.AllUppercase)
        if "halo" in said:
            buffer = QgsTextBufferSettings()
            buffer.setEnabled(True)
            buffer.setSize(said["halo_width"])
            buffer.setSizeUnit(POINTS)
            buffer.setColor(QColor(self.colour(said["halo"])))
            form.setBuffer(buffer)
        return form


def points(width):
    return {"outline_width": str(width), "outline_width_unit": "Point", "line_width": str(width), "line_width_unit": "Point"}


def fill(colour, edge=None, width=0.0):
    return QgsFillSymbol.createSimple({"color": colour, "outline_color": edge or colour, "outline_style": "solid" if edge else "no",
                                       "joinstyle": "round", **points(width)})


def stroke(colour, width, dash=None):
    said = {"line_color": colour, "joinstyle": "round", "capstyle": "flat" if dash else "round", **points(width)}
    if dash:
        said.update(use_custom_dash="1", customdash=dash, customdash_unit="Point")
    return QgsLineSymbol.createSimple(said)


def strokes(*parts):
    """One line symbol of several strokes, from the lowest."""
    symbol = parts[0]
    for level, part in enumerate(parts[1:], 1):
        stroked = part.symbolLayer(0).clone()
        stroked.setRenderingPass(level)
        symbol.appendSymbolLayer(stroked)
    return symbol


def dot(colour, size, ring="#ffffff", ring_width=0.4):
    return QgsMarkerSymbol.createSimple({"name": "circle", "color": colour, "outline_color": ring, "size": str(size), "size_unit": "Point",
                                         **points(ring_width)})


def categories(layer, field, symbols):
    """Symbols by a field's values; each is (value, symbol, words of the legend)."""
    renderer = QgsCategorizedSymbolRenderer(field, [QgsRendererCategory(value, symbol, words) for value, symbol, words in symbols])
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    return layer


def single(layer, symbol):
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def obstacle(layer, factor, kind=QgsLabelObstacleSettings.PolygonInterior):
    """Names keep off the layer; it has none of its own."""
    names = QgsPalLayerSettings()
    names.fieldName, names.drawLabels = "''", False
    names.isExpression = True
    keep_off(names, factor, kind)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    layer.setLabelsEnabled(True)
    return layer


def keep_off(names, factor, kind=QgsLabelObstacleSettings.PolygonInterior):
    settings = QgsLabelObstacleSettings()
    settings.setIsObstacle(factor > 0)
    settings.setFactor(factor)
    settings.setType(kind)
    names.setObstacleSettings(settings)


def names_of(theme, style, text, placement, priority):
    names = QgsPalLayerSettings()
    names.fieldName, names.isExpression = text, True
    names.setFormat(theme.format(style))
    names.placement, names.priority = placement, priority
    names.multilineAlign = QgsPalLayerSettings.MultiFollowPlacement
    names.dist, names.distUnits = 1.2, POINTS
    names.offsetType = QgsPalLayerSettings.FromSymbolBounds
    properties = names.dataDefinedProperties()
    properties.setProperty(QgsPalLayerSettings.PredefinedPositionOrder, "TR,R,BR,TL,L,BL,TSR,TSL,BSR,BSL,T,B")
    names.setDataDefinedProperties(properties)
    keep_off(names, 1.5 if placement == AROUND else 0)  # no name on another's dot
    return names


def named(layer, names):
    layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    layer.setLabelsEnabled(True)
    return layer


def named_by_rules(layer, rules):
    """Names by rules; each is (filter expression, label settings)."""
    root = QgsRuleBasedLabeling.Rule(QgsPalLayerSettings())
    for condition, names in rules:
        rule = QgsRuleBasedLabeling.Rule(names)
        rule.setFilterExpression(condition)
        root.appendChild(rule)
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)
    return layer


def called_out(names, theme):
    """A thin line ties a name that stands away to what it names."""
    callout = QgsSimpleLineCallout()
    callout.setEnabled(True)
    callout.setLineSymbol(stroke(theme.colour("leader"), 0.5))
    callout.setAnchorPoint(QgsCallout.Centroid)
    callout.setMinimumLength(1)
    names.setCallout(callout)
    return names


def shield(theme):
    """The national expressway's sign behind a text, as a picture of its own."""
    picture = (f'<svg xmlns="http://www.w3.org/2000/svg" width="27" height="15" viewBox="0 0 27 15"><rect width="27" height="15" rx="2.6" '
               f'fill="{theme.colour("shield_edge")}"/><rect x="1" y="1" width="25" height="13" rx="1.8" fill="{theme.colour("shield_plate")}"/>'
               f'<path d="M1 4.6V2.8A1.8 1.8 0 0 1 2.8 1H24.2A1.8 1.8 0 0 1 26 2.8V4.6Z" fill="{theme.colour("shield_band")}"/></svg>')
    plate = QgsTextBackgroundSettings()
    plate.setEnabled(True)
    plate.setType(QgsTextBackgroundSettings.ShapeSVG)
    plate.setSvgFile("base64:" + base64.b64encode(picture.encode()).decode())
    plate.setSizeType(QgsTextBackgroundSettings.SizeFixed)
    plate.setSize(QSizeF(23, 13))
    plate.setSizeUnit(POINTS)
    plate.setOffset(plate.offset().__class__(0, -1.1))
    plate.setOffsetUnit(POINTS)
    form = theme.format("shield")
    form.setBackground(plate)
    return form


class Map:
    """The layers of one version; `visible` has them from the top, `legend` those that the legend explains."""

    def __init__(self, map_file, said, theme, version):
        self.folder, self.said, self.theme, self.version = os.path.dirname(map_file), said, theme, version
        self.year = said["versions"][version]["year"]
        self.joined = {}
        for step, content in said["versions"].items():
            for member in content.get("members", []):
                self.joined[said["members"]["list"][member]["key"]] = step
            if step == version:
                break
        self.members = self.member_areas()
        self.union = QgsGeometry.unaryUnion([feature.geometry() for feature in self.members.getFeatures()])
        railway, (expressway, end) = self.railway(), self.expressway()
        self.legend, self.untitled = [self.members, expressway, railway, self.stations], [self.members, expressway]
        borders = self.borders()
        self.legend += borders
        dots, (seas, courses), lakes, water = self.member_dots(), self.water_names(), self.lakes(), self.water()
        self.visible = [dots, self.stations, self.neighbours(), end, expressway, railway, seas, courses, self.province_names(),
                        self.graticule(), lakes, *water, self.members, *borders]
        self.near = [dots, self.stations, *self.towns(), expressway, railway, courses, lakes, *water, self.members, *borders]

    def path(self, data):
        return os.path.normpath(os.path.join(self.folder, self.said["data"][data]["file"]))

    def shapes(self, data, where=""):
        layer = QgsVectorLayer(self.path(data), data, "ogr")
        if not layer.isValid():
            raise SystemExit(f"{self.path(data)} cannot be read")
        layer.setSubsetString(where)
        return layer

    def table(self, data, where=""):
        uri = f"file://{os.path.abspath(self.path(data))}?delimiter=,&xField=lon&yField=lat&crs=EPSG:4326&detectTypes=yes"
        layer = QgsVectorLayer(uri + (f"&subset={where}" if where else ""), data, "delimitedtext")
        if not layer.isValid():
            raise SystemExit(f"{self.path(data)} cannot be read")
        return layer

    def rows(self, data):
        with open(self.path(data), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def words(self, said):
        return f"{said['en']}|{said['zh']}"

    def layer_said(self, name):
        return next(layer for layer in self.said["layers"] if layer["id"] == name)

    def class_colour(self, step):
        """What is new in the version shown has the first class, the version before it the second, and so on."""
        steps = list(self.said["versions"])
        return self.theme.classes[steps.index(self.version) - steps.index(step)]

    def member_areas(self):
        layer = self.shapes("prefectures", "adcode in (%s)" % ",".join(self.joined))
        layer.setName("Members")
        steps = list(self.said["versions"])
        cases = " ".join(f"when adcode = {key} then '{step}'" for key, step in self.joined.items())
        symbols = []
        for step in steps[:steps.index(self.version) + 1]:
            new = step == self.version
            year = self.said["versions"][step]["year"]
            edge = ("lead", 0.9) if new else ("member_edge", 0.7)
            symbols.append((step, fill(self.class_colour(step), self.theme.colour(edge[0]), edge[1]),
                            f"Joined in {step} ({year})|{step}版加入（{year}年）"))
        outside = called_out(names_of(self.theme, "city", STACKED, QgsPalLayerSettings.OutsidePolygons, 10), self.theme)
        outside.dist = 5
        edge = names_of(self.theme, "city", "''", QgsPalLayerSettings.Horizontal, 0)
        edge.drawLabels = False
        keep_off(edge, 0.15, QgsLabelObstacleSettings.PolygonBoundary)
        named_by_rules(layer, [(f"level = 'district' and {SMALL}", outside), ("level <> 'district'", edge)])
        return categories(layer, f"case {cases} end", symbols)

    def member_dots(self):
        layer = self.table("cities", "adcode in (%s)" % ",".join(self.joined))
        named_by_rules(layer, [(f"level <> 'district' or not {SMALL}", names_of(self.theme, "city", BOTH, AROUND, 10))])
        return single(layer, dot(self.theme.colour("dot"), 4.4, ring_width=0.9))

    def neighbours(self):
        layer = self.table("places", "category = 'city' and rank < 3")
        named(layer, names_of(self.theme, "city_other", BOTH, AROUND, 6))
        return single(layer, dot(self.theme.colour("dot_other"), 2.8))

    def towns(self):
        """What only an inset has room for."""
        towns = self.table("places", "category in ('town', 'district_seat', 'county_seat') and rank < 3")
        rules = [("unit = 310117", names_of(self.theme, "town_on_member", BOTH, AROUND, 6)),
                 ("unit <> 310117", names_of(self.theme, "town", BOTH, AROUND, 3))]
        named_by_rules(single(towns, dot(self.theme.colour("town"), 2.2, ring_width=0.3)), rules)
        exits = self.table("g60_points", "kind = 'interchange' and rank < 3")
        named(exits, names_of(self.theme, "interchange", BOTH, AROUND, 4))
        return single(exits, dot("#ffffff", 2.8, self.theme.colour("expressway"), 0.7)), towns

    def memory(self, kind, name, features):
        """A layer of its own; features are (text, geometry)."""
        layer = QgsVectorLayer(f"{kind}?crs=EPSG:4326&field=name_en:string&field=name_zh:string", name, "memory")
        for name_en, name_zh, geometry in features:
            feature = QgsFeature(layer.fields())
            feature.setAttributes([name_en, name_zh])
            feature.setGeometry(geometry)
            layer.dataProvider().addFeature(feature)
        layer.updateExtents()
        return layer

    def graticule(self):
        meridians = [[(lon, lat / 4) for lat in range(100, 145)] for lon in range(113, 126)]
        parallels = [[(lon / 4, lat) for lon in range(450, 505)] for lat in range(25, 36)]
        lines = [("", "", QgsGeometry.fromPolyline([QgsPoint(*corner) for corner in line])) for line in meridians + parallels]
        return single(self.memory("LineString", "graticule", lines), stroke(self.theme.colour("graticule"), 0.3))

    def smoothed(self, rows):
        line = QgsGeometry.fromPolyline([QgsPoint(float(row["lon"]), float(row["lat"])) for row in rows])
        return line.smooth(4, 0.25)

    def status(self, row):
        if int(row["opened"][:4]) <= self.year:
            return "open"
        return "building" if int(row["construction_start"][:4]) <= self.year else "planned"

    def railway(self):
        """The railway as it stood in the version's year, one feature a status; stations are moved onto the smoothed line."""
        rows = self.rows("rail_points")
        whole = self.smoothed(rows)
        at = [whole.lineLocatePoint(QgsGeometry(QgsPoint(float(row["lon"]), float(row["lat"])))) for row in rows]
        parts, start = [], 0
        for index in range(1, len(rows)):
            if index == len(rows) - 1 or self.status(rows[index]) != self.status(rows[start]):
                parts.append((self.status(rows[start]), "", QgsGeometry(whole.constGet().curveSubstring(at[start], at[index]))))
                start = index
        dark, white = self.theme.colour("railway"), self.theme.colour("railway_dash")
        casing = self.theme.colour("casing")
        said = self.layer_said("intercity")["legend"]
        looks = {"open": (strokes(stroke(casing, 3.2), stroke(dark, 2), stroke(white, 1, "5;5")), "opened {}|{}年开通"),
                 "building": (strokes(stroke(casing, 3.2), stroke(dark, 2), stroke(white, 1.2)), "building, opens {}|在建，{}年开通"),
                 "planned": (strokes(stroke(casing, 3.2), stroke(dark, 1.4, "3;2.4")), "planned, opens {}|规划，{}年开通")}
        layer = self.memory("LineString", f"{said['en']} as of {self.year}|{said['zh']}（{self.year}年）", parts)
        stops = [(row["name_en"], row["name_zh"], whole.nearestPoint(QgsGeometry(QgsPoint(float(row["lon"]), float(row["lat"])))))
                 for row in rows if row["kind"] == "station"]
        self.stations = single(self.memory("Point", "Station|车站", stops),
                               dot("#ffffff", 2.8, dark, 0.7))
        first = {row["name_en"] for row in rows if row["kind"] == "station" and int(row["rank"]) < 3}
        members = {row["name_en"] for row in self.rows("cities")}
        wanted = ",".join(f"'{name}'" for name in sorted(first - members))
        named_by_rules(self.stations, [(f"name_en in ({wanted})", names_of(self.theme, "station", BOTH, AROUND, 3))])
        opened = {self.status(row): row["opened"][:4] for row in rows}
        return obstacle(categories(layer, "name_en", [(key, symbol, words.format(opened[key], opened[key]))
                                                      for key, (symbol, words) in looks.items() if key in opened]), 1.6)

    def expressway(self):
        """The road inside the members, and what goes on beyond them as context, with the sign and where it leads."""
        rows = self.rows("g60_points")
        whole = self.smoothed(rows)
        casing, red = self.theme.colour("casing"), self.theme.colour("expressway")
        pale = QColor(red)
        pale.setAlpha(110)
        said = self.layer_said("g60")["legend"]
        inside = whole.intersection(self.union)
        leaves = max(whole.lineLocatePoint(QgsGeometry(vertex.clone())) for vertex in inside.vertices())
        line = whole.constGet()
        layer = self.memory("LineString", self.words(said), [("G60", "", QgsGeometry(line.curveSubstring(0, leaves))),
                                                             ("", "", QgsGeometry(line.curveSubstring(leaves, line.length())))])
        categories(layer, "name_en", [("G60", strokes(stroke(casing, 3.8), stroke(red, 2.2)), self.words(said)),
                                      ("", strokes(stroke(casing, 3), stroke(pale.name(QColor.HexArgb), 1.8)), "beyond the corridor|走廊以外")])
        signs = names_of(self.theme, "shield", "'G60'", QgsPalLayerSettings.Horizontal, 8)
        signs.setFormat(shield(self.theme))
        signs.repeatDistance, signs.repeatDistanceUnit = 260, POINTS
        keep_off(signs, 2)
        named_by_rules(layer, [("name_en = 'G60'", signs)])
        leads = self.layer_said("g60")["ends"]["last"]
        end = self.memory("Point", "ends", [(leads["en"], leads["zh"], QgsGeometry(QgsPoint(float(rows[-1]["lon"]), float(rows[-1]["lat"]))))])
        named(end, names_of(self.theme, "interchange", "'← ' || " + BOTH, AROUND, 7))
        return layer, single(end, dot("#00000000", 2, "#00000000"))

    def water(self):
        shore, colour = self.theme.colour("shore"), self.theme.colour
        rivers = categories(self.shapes("rivers"), "rank",
                            [(rank, stroke(colour("river"), width), "") for rank, width in enumerate([0.7, 0.5, 0.4, 0.3, 0.2], 1)])
        return [single(self.shapes("shoreline"), stroke(shore, 0.3)), rivers, single(self.shapes("wide_rivers"), fill(colour("lake"))),
                obstacle(single(self.shapes("sea"), fill(colour("sea"))), 1)]

    def lakes(self):
        layer = single(self.shapes("lakes"), fill(self.theme.colour("lake"), self.theme.colour("shore"), 0.3))
        rules = []
        for condition, flags, halo in (("area_km2 > 2000", 2, 0.7), ("area_km2 > 700 and area_km2 <= 2000", 2, 0.7),
                                       ("area_km2 > 250 and area_km2 <= 700", 3, 1.1)):  # inside; the small ones outside where they must
            names = names_of(self.theme, "water", STACKED, QgsPalLayerSettings.Horizontal, 5)
            names.setPolygonPlacementFlags(names.polygonPlacementFlags().__class__(flags))
            names.multilineAlign = QgsPalLayerSettings.MultiCenter
            form = self.theme.format("water")
            buffer = form.buffer()
            buffer.setSize(halo)
            form.setBuffer(buffer)
            names.setFormat(form)
            rules.append((condition, names))
        rules[0][1].fitInPolygonOnly = True
        return named_by_rules(layer, rules)

    def water_names(self):
        seas = single(self.shapes("sea_parts"), fill("#00000000"))
        stretched = names_of(self.theme, "sea", STACKED, QgsPalLayerSettings.Horizontal, 5)
        stretched.multilineAlign = QgsPalLayerSettings.MultiCenter
        stretched.fitInPolygonOnly = True
        named(seas, stretched)
        courses = single(self.shapes("courses"), stroke("#00000000", 0))
        along = names_of(self.theme, "river", BOTH, QgsPalLayerSettings.Curved, 5)
        line = QgsLabelLineSettings()
        line.setPlacementFlags(line.placementFlags().__class__(1 | 8))  # on the line, upright as the map is
        line.setMergeLines(True)
        along.setLineSettings(line)
        along.maxCurvedCharAngleIn, along.maxCurvedCharAngleOut = 35, -35
        along.repeatDistance, along.repeatDistanceUnit = 260, POINTS
        named(courses, along)
        return [seas, courses]

    def province_names(self):
        """Provinces are named on the land that is not a member's."""
        land = [(feature["name_en"], feature["name_zh"], feature.geometry().difference(self.union))
                for feature in self.shapes("provinces").getFeatures()]
        layer = single(self.memory("MultiPolygon", "province names", land), fill("#00000000"))
        names = names_of(self.theme, "province", STACKED, QgsPalLayerSettings.Horizontal, 4)
        names.multilineAlign = QgsPalLayerSettings.MultiCenter
        names.fitInPolygonOnly = True
        form = self.theme.format("province")
        font = form.font()
        font.setLetterSpacing(QFont.AbsoluteSpacing, 4)
        form.setFont(font)
        names.setFormat(form)
        return named(layer, names)

    def borders(self):
        """Below the members, whose own edges cover them: one edge, one line."""
        colour = self.theme.colour
        layers = []
        for rank, name, symbol in ((1, "province-borders", stroke(colour("boundary"), 0.5, "3;1.5")),
                                   (2, "prefecture-borders", stroke(colour("boundary_second"), 0.35))):
            layers.append(single(self.shapes("borders", f"rank = {rank}"), symbol))
            layers[-1].setName(self.words(self.layer_said(name)["legend"]))
        return layers

    def locator(self):
        """The land of Asia, and names by which a reader knows the place."""
        land = single(self.shapes("land"), fill(self.theme.colour("locator_land")))
        names = self.table("locator")
        form = self.theme.format("locator")
        water = self.theme.format("locator")
        font = water.font()
        font.setItalic(True)
        water.setFont(font)
        water.setColor(QColor(self.theme.colour("water_text")))
        rules = []
        for condition, placement, text_format in (("category = 'city'", AROUND, form), ("category = 'country'", QgsPalLayerSettings.OverPoint, form),
                                                  ("category = 'sea'", QgsPalLayerSettings.OverPoint, water)):
            settings = names_of(self.theme, "locator", STACKED, placement, 9)
            settings.quadOffset = QgsPalLayerSettings.QuadrantBelow if "sea" in condition else QgsPalLayerSettings.QuadrantOver
            settings.multilineAlign = QgsPalLayerSettings.MultiCenter
            settings.setFormat(text_format)
            keep_off(settings, 0)
            settings.autoWrapLength = 10
            rules.append((condition, settings))
        named_by_rules(names, rules)
        unseen = dot("#00000000", 1, "#00000000")
        categories(names, "category", [("city", dot(self.theme.colour("ink"), 2.2), ""), ("country", unseen, ""), ("sea", unseen.clone(), "")])
        return [names, land]
