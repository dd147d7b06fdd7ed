/* CSV as people publish it: separators, names of columns, degrees and geometries in many forms, each a small table with
 * the point, or the beginning of the shape, that it must give. */
#include "data_files.h"

#include "data/csv/csv.h"

#include <math.h>

struct published {
	const char *text;
	double lon, lat;  /* of the first point */
	size_t features;
	const char *warning; /* NULL: nothing may be said */
};

/* Two towns each, if not otherwise said. */
static const struct published tables[] = {
        /* separators */
        {"name;lat;lon\nParis;48.8566;2.3522\nLyon;45.764;4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"name\tlat\tlon\nParis\t48.8566\t2.3522\nLyon\t45.764\t4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"name|lat|lon\nParis|48.8566|2.3522\nLyon|45.764|4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"lon lat depth\n 2.3522   48.8566 -12\n 4.8357 45.764 5\n", 2.3522, 48.8566, 2, NULL},
        {"id lon lat elev\nA 2.3522 48.8566 35\nB         48.8 35\nC 4.8357 45.764 9\n", 2.3522, 48.8566, 2, "1 of 3 rows is left out: 1 with fewer fields than the header (line 3)"},
        {"sep=;\nname;lat;lon\nParis;48.8566;2.3522\nLyon;45.764;4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"name, lat, lon\nParis, 48.8566, 2.3522\nLyon, 45.764, 4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"Ort;Breite;Länge;Notiz, mit Komma\nParis;48,8566;2,3522;a, b\nLyon;45,764;4,8357;c\n", 2.3522, 48.8566, 2, NULL},
        /* names of columns */
        {"Name,Latitude,Longitude\nParis,48.8566,2.3522\nLyon,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"NAME,LONGITUDE,LATITUDE\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"name,lng,lat\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"name,Lat.,Long.\nParis,48.8566,2.3522\nLyon,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"name,x,y\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"X,Y,OBJECTID,NAME\n2.3522,48.8566,1,Paris\n4.8357,45.764,2,Lyon\n", 2.3522, 48.8566, 2, NULL},
        {"stop_id,stop_name,stop_lat,stop_lon\n1,Paris,48.8566,2.3522\n2,Lyon,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"ident,latitude_deg,longitude_deg\nLFPB,48.8566,2.3522\nLFLB,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"gbifID\tdecimalLatitude\tdecimalLongitude\n1\t48.8566\t2.3522\n2\t45.764\t4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"USPS\tGEOID\tINTPTLAT\tINTPTLONG                \nPA\t1\t48.8566\t 2.3522\nLY\t2\t45.764\t4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"time,latitude,longitude,mag,place\n2020,48.8566,2.3522,4.5,\"1 km N of Paris, FR\"\n2021,45.764,4.8357,5,\n", 2.3522, 48.8566, 2, NULL},
        {"Latitude (deg),Longitude (deg)\n48.8566,2.3522\n45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"lat [°N];lon [°E]\n48.8566;2.3522\n45.764;4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"#EventID | Time | Latitude | Longitude | Depth/km\n1 | t | 48.8566 | 2.3522 | 3\n2 | u | 45.764 | 4.8357 | 4\n", 2.3522, 48.8566, 2, NULL},
        {"名称,经度,纬度\n巴黎,2.3522,48.8566\n里昂,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"名称,纬度（度）,经度（度）\n巴黎,48.8566,2.3522\n里昂,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"名前,緯度,経度\nパリ,48.8566,2.3522\nリヨン,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"이름,위도,경도\n파리,48.8566,2.3522\n리옹,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"Имя;Широта;Долгота\nПариж;48,8566;2,3522\nЛион;45,764;4,8357\n", 2.3522, 48.8566, 2, NULL},
        {"NAZWA;SZEROKOŚĆ;DŁUGOŚĆ\nParyż;48,8566;2,3522\nLyon;45,764;4,8357\n", 2.3522, 48.8566, 2, NULL},
        {"Stadt;Breitengrad;Längengrad\nParis;48,8566;2,3522\nLyon;45,764;4,8357\n", 2.3522, 48.8566, 2, NULL},
        {"nombre,latitud,longitud\nParís,48.8566,2.3522\nLyon,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"nome;latitudine;longitudine\nParigi;48,8566;2,3522\nLione;45,764;4,8357\n", 2.3522, 48.8566, 2, NULL},
        {"id,geo.lat,geo.lon\n1,48.8566,2.3522\n2,45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"start_lat,start_lng,end_lat,end_lng\n48.8566,2.3522,1,1\n45.764,4.8357,2,2\n", 2.3522, 48.8566, 2, "several columns hold coordinates; start_lng and start_lat"},
        {"name,location,apr,may,max\nParis,\"48.8566, 2.3522\",11,15,25\nLyon,\"45.764, 4.8357\",12,16,26\n", 2.3522, 48.8566, 2, NULL},
        {"name,jan,mar,may,max\nParis,5,9,15,25\n", NAN, NAN, 0, "there is no column lon"},
        {"name,location,x_size,y_size\nParis,\"48.8566, 2.3522\",11,15\nLyon,\"45.764, 4.8357\",12,16\n", 2.3522, 48.8566, 2, NULL},
        {"name,x,y,lon_accuracy,lat_accuracy\nParis,2.3522,48.8566,0.1,0.2\nLyon,4.8357,45.764,0.1,0.1\n", 2.3522, 48.8566, 2, NULL},
        {"name,x,y,longest,latest\nParis,2.3522,48.8566,10,20\nLyon,4.8357,45.764,10,20\n", 2.3522, 48.8566, 2, NULL},
        {"ville,coordX,coordY\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"ville,coordx,coordy\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"ville,X L93,Y L93\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"ville,P_X,P_Y\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"ville,utm e,utm n\nParis,2.3522,48.8566\nLyon,4.8357,45.764\n", 2.3522, 48.8566, 2, NULL},
        {"name,lat,lon,name\nParis,48.8566,2.3522,a\nLyon,45.764,4.8357,b\n", 2.3522, 48.8566, 2, "it is read as name_2"},
        {",lat,lon,,\n0,48.8566,2.3522,,\n1,45.764,4.8357,,\n", 2.3522, 48.8566, 2, NULL},
        {"lat,lon,x,y\n48.8566,2.3522,652000,6862000\n45.764,4.8357,842000,6519000\n", 2.3522, 48.8566, 2, NULL},
        /* one column that holds both */
        {"name;Geo Point\nParis;48.8566, 2.3522\nLyon;45.764, 4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"name,lat,lat_min,lon,lon_min\nParis,48,51,2,21\nLyon,45,46,4,50\n", 2, 48, 2, "column lat_min is not read: degrees are those of column lat alone"},
        {"name,lat,lon,lat_min,lat_max\nParis,48.8566,2.3522,48,49\nLyon,45.764,4.8357,45,46\n", 2.3522, 48.8566, 2, NULL},
        {"name,lat,lon\nParis,4851N,0221E\nLyon,4546N,0450E\n", 2.35, 48.85, 2, NULL},
        {"name,coordinates\nParis,\"(48.8566, 2.3522)\"\nLyon,\"(45.764, 4.8357)\"\n", 2.3522, 48.8566, 2, NULL},
        {"name,coordinates\nParis,\"[48.8566, 2.3522]\"\nLyon,\"[45.764, 4.8357]\"\n", 2.3522, 48.8566, 2, "arrays in column coordinates are read as latitude, longitude"},
        {"name,point\nParis,\"(48.8566,2.3522)\"\nLyon,\"(45.764,4.8357)\"\n", 2.3522, 48.8566, 2, "pairs in column point are read as latitude, longitude, though PostgreSQL's points have the other order"},
        {"name,location\nParis,\"(48.8566, 2.3522)\"\nLyon,\"(45.764, 4.8357)\"\n", 2.3522, 48.8566, 2, NULL},
        {"name,lonlat\nParis,\"[2.3522, 48.8566]\"\nLyon,\"[4.8357, 45.764]\"\n", 2.3522, 48.8566, 2, NULL},
        {"name,latlng\nParis,\"[48.8566, 2.3522]\"\nLyon,\"[45.764, 4.8357]\"\n", 2.3522, 48.8566, 2, NULL},
        {"name,LonLat\nParis,2.3522 48.8566\nLyon,4.8357 45.764\n", 2.3522, 48.8566, 2, NULL},
        {"名称,坐标\n巴黎,\"2.3522,48.8566\"\n里昂,\"4.8357,45.764\"\n", 2.3522, 48.8566, 2, NULL},
        {"Locode,Coordinates\nFRPAR,4851N 00221E\nFRLIO,4546N 00450E\n", 2.35, 48.85, 2, NULL},
        {"ville,coordonnées\nParis,\"48°51′N, 2°21′E\"\nLyon,\"45°46′N, 4°50′E\"\n", 2.35, 48.85, 2, NULL},
        /* degrees */
        {"name,lat,lon\nParis,48°51'00\"N,2°21'00\"E\nLyon,45.764°,4.8357°\n", 2.35, 48.85, 2, NULL},
        {"name,lat,lon\nRio,22.9S,43.2W\nx,1N,2E\n", -43.2, -22.9, 2, NULL},
        {"name,lat,lon\nRio,S 22° 54.0',W 43° 12.0'\nx,N1,E2\n", -43.2, -22.9, 2, NULL},
        {"name,lat,lon\nRio,22.54.00S,43.12.00.0W\nx,1.30.36N,2.30.00E\n", -43.2, -22.9, 2, NULL},
        {"name,lat,lon\nRio,-22:54:00,-43:12:00\nx,1:30,2:30\n", -43.2, -22.9, 2, NULL},
        {"name,lat,lon\nRio,22 54 00 S,43 12 00 W\nx,1 30 N,2 30 E\n", -43.2, -22.9, 2, NULL},
        {"name,lat,lon\nRio,−22.9,−43.2\nx,1,2\n", -43.2, -22.9, 2, NULL},
        {"name,lon,lat\nRio,22.9 S,43.2 W\nx,1,2\n", -43.2, -22.9, 2, NULL},
        {"名称,经度,纬度\n巴黎,东经2°21′,北纬48°51′\n里昂,4.8357,45.764\n", 2.35, 48.85, 2, NULL},
        /* rows */
        {"name,lat,lon\r\n\r\nParis,48.8566,2.3522\r\n,,\r\n\r\nLyon,45.764,4.8357\r\n,,\r\n", 2.3522, 48.8566, 2, NULL},
        {"name,lat,lon\rParis,48.8566,2.3522\rLyon,45.764,4.8357", 2.3522, 48.8566, 2, NULL},
        {"\xEF\xBB\xBFlat,lon\n48.8566,2.3522\n45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"# made by hand\n# in 2020\nlat,lon\n48.8566,2.3522\n45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"List of towns;;\n;;\nname;lat;lon\nParis;48,8566;2,3522\nLyon;45,764;4,8357\n", 2.3522, 48.8566, 2, "what stands above it is left out"},
        {"lat,lon\n48.8566,2.3522,\n45.764,4.8357,\n", 2.3522, 48.8566, 2, NULL},
        {"lat,lon,note\n48.8566,2.3522\n45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
        {"name,lat,lon\nParis,48.8566,2.3522\nnowhere,,\nLyon,45.764,4.8357\n", 2.3522, 48.8566, 2, "1 of 3 rows is left out: 1 without coordinates (line 3)"},
        /* geometries */
        {"id,wkt\n1,POINT (2.3522 48.8566)\n2,POINT(4.8357 45.764)\n", 2.3522, 48.8566, 2, NULL},
        {"id;geom\n1;SRID=4326,POINT(1 2)\n", NAN, NAN, 0, "there is no column lon"},
        {"the_geom,id\n\"SRID=4326;POINT Z (2.3522 48.8566 35)\",1\nPOINT EMPTY,2\n", 2.3522, 48.8566, 1, "1 without geometry (line 3)"},
        {"geom,id\n0101000020E610000000000000000004400000000000804840,1\n", 2.5, 49, 1, NULL},
        {"WKT,name\n\"MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0),(1 1, 2 1, 2 2, 1 1)),((20 20, 21 20, 21 21, 20 20)))\",a\n\"POLYGON ((2 2, 3 2, 3 3, 2 2))\",b\n", 0, 0, 2, NULL},
        {"name\tshape\na\tLINESTRING (1 2, 3 4, 5 6)\nb\tMULTILINESTRING ((1 1, 2 2), (3 3, 4 4))\n", 1, 2, 2, NULL},
        {"name,lat,lon,geometry\na,1,1,\"POLYGON((2 2, 3 2, 3 3, 2 2))\"\nb,2,2,\n", 2, 2, 1, "1 without coordinates (line 3)"},
        {"name,wkt\na,SRID=4326;POINT(1 2)\nb,POINT(3 4)\n", 1, 2, 2, NULL},
        {"name,wkt\na,SRID=4258;POINT(1 2)\nb,POINT(3 4)\n", 1, 2, 2, "1 row without a coordinate system is taken to be in EPSG:4258, as others say (first: line 3)"},
        {"name,wkt\na,POINT(1 2)\nb,SRID=4258;POINT(3 4)\n", 1, 2, 2, "1 row without a coordinate system is taken to be in EPSG:4258, as others say (first: line 2)"},
        {"name,bbox,geom\na,\"POLYGON((0 0,9 0,9 9,0 0))\",POINT(5 6)\nb,\"POLYGON((0 0,9 0,9 9,0 0))\",POINT(5 6)\n", 5, 6, 2, "several columns hold geometries; geom is drawn"},
        {"name,here,there\na,POINT(1 2),POINT(5 6)\nb,POINT(1 2),POINT(5 6)\n", 1, 2, 2, "several columns hold geometries; here is drawn"},
        {"wkt\n\"CIRCULARSTRING (0 0, 1 1, 2 0)\"\nPOINT (1 2)\n", 1, 2, 1, "1 with arcs of circles"},
        {"wkt\nPOINT (1 2\nPOINT (3 4)\nPOINT (x y)\n", 3, 4, 1, "2 with a damaged geometry (first: line 2)"},
        {"Tin (metal),lat,lon\nTin (a),48.8566,2.3522\nPoint (b),45.764,4.8357\n", 2.3522, 48.8566, 2, NULL},
};

static struct reading read_table(const char *text, const struct dataset_request *request)
{
	struct reading reading = {.dataset.file = "table.csv"};
	size_t length = strlen(text);
	char *copy = malloc(length);
	memcpy(copy, text, length);
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good =
	        csv_read_bytes(&reading.arena, (struct bytes){copy, length}, request, &reading.diag, &reading.dataset) &&
	        dataset_finish(&reading.dataset, true, request->place, &reading.diag);
	free(copy);
	return reading;
}

static void published_tables(void **state)
{
	(void)state;
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		const struct published *table = &tables[i];
		struct reading reading = read_table(table->text, &(struct dataset_request){0});
		const struct dataset *dataset = &reading.dataset;
		bool right = reading.good == (table->features > 0);
		if (right && reading.good)
			right = dataset->feature_count == table->features && fabs(dataset->points[0].lon - table->lon) < 1e-9 &&
			        fabs(dataset->points[0].lat - table->lat) < 1e-9;
		enum severity severity = reading.good ? DIAG_WARNING : DIAG_ERROR;
		right = right && (table->warning ? data_said(&reading, severity, table->warning) : reading.diag.count == 0);
		if (!right) {
			fprintf(stderr, "table %zu:\n%s", i + 1, table->text);
			data_print(&reading);
			if (reading.good)
				fprintf(stderr, "%zu features, first %.9g %.9g\n", dataset->feature_count,
				        dataset->points[0].lon, dataset->points[0].lat);
			wrong++;
		}
		data_done(&reading);
	}
	assert_int_equal(wrong, 0);
}

/* With a coordinate system that has no degrees the projected pair is meant. */
static void projected_columns(void **state)
{
	(void)state;
	static const char *const texts[] = {
	        "lat,lon,x,y\n48.8566,2.3522,652000,6862000\n", "lat,lon,Easting,Northing\n48.8566,2.3522,652000,6862000\n",
	        "name;X_LAMB;Y_LAMB\nParis;652 000,0;6 862 000,0\n", "E,N\n\"652,000.0\",\"6,862,000.0\"\n",
	        "Rechtswert;Hochwert\n652000;6862000\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reading reading = {.dataset = {.file = "table.csv", .crs = "EPSG:2154", .is_projected = true}};
		arena_init(&reading.arena);
		diag_init(&reading.diag);
		reading.good = csv_read_bytes(&reading.arena, (struct bytes){texts[i], strlen(texts[i])},
		                              &(struct dataset_request){0}, &reading.diag, &reading.dataset);
		assert_read(&reading);
		assert_int_equal(reading.diag.count, 0);
		assert_true(reading.dataset.points[0].lon == 652000 && reading.dataset.points[0].lat == 6862000);
		data_done(&reading);
	}
}

/* Of "652,000" and "652.000" the other coordinate of the row tells what the mark is; where none does, it is told. */
static void thousands_by_mark(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double lon, lat;
		const char *said; /* NULL: nothing */
		bool decimal_comma;
	} rows[] = {
	        {"x,y\n\"652,000\",\"6,862,000\"\n", 652000, 6862000, NULL, false},
	        {"x;y\n652.000;6.862.000\n", 652000, 6862000, NULL, false},
	        {"x;y\n652.000,5;6.862.000,25\n", 652000.5, 6862000.25, NULL, false},
	        {"y;x\n6.862.000;-52.000\n", -52000, 6862000, NULL, false},
	        {"x;y\n652000,125;6862000,5\n", 652000.125, 6862000.5, NULL, true},
	        {"x,y\n\"532,100\",\"180,500\"\n", 532.1, 180.5, "coordinates such as '532,100' are read as decimals", true},
	        {"x,y\n532.1,180.500\n", 532.1, 180.5, NULL, false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading = {.dataset = {.file = "table.csv", .crs = "EPSG:2154", .is_projected = true}};
		arena_init(&reading.arena);
		diag_init(&reading.diag);
		reading.good = csv_read_bytes(&reading.arena, (struct bytes){rows[i].text, strlen(rows[i].text)},
		                              &(struct dataset_request){0}, &reading.diag, &reading.dataset);
		assert_read(&reading);
		if (rows[i].said)
			assert_true(data_said(&reading, DIAG_WARNING, rows[i].said));
		assert_int_equal(reading.diag.count, rows[i].said != NULL);
		assert_true(fabs(reading.dataset.points[0].lon - rows[i].lon) < 1e-9 &&
		            fabs(reading.dataset.points[0].lat - rows[i].lat) < 1e-9);
		assert_true(reading.dataset.decimal_comma == rows[i].decimal_comma);
		data_done(&reading);
	}
}

/* Hemispheres in columns of their own: by their names, or where they stand; a direction is none. */
static void hemispheres(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double lon, lat;
		const char *said; /* NULL: nothing */
	} rows[] = {
	        {"lat,ns,lon,ew\n45.76,N,4.84,W\n", -4.84, 45.76, NULL},
	        {"name,lat,lon,lat_dir,lon_dir\na,45.76,4.84,s,w\nb,1,2,N,E\n", -4.84, -45.76, NULL},
	        {"GPSLatitudeRef,GPSLatitude,GPSLongitudeRef,GPSLongitude\nS,45.76,E,4.84\n", 4.84, -45.76, NULL},
	        {"lat,h1,lon,h2\n45.76,,4.84,\n1,S,2,W\n", 4.84, 45.76, NULL},
	        {"lat,h1,lon,h2\n45.76,S,4.84,W\n", -4.84, -45.76, NULL},
	        {"lat,ns,lon,ew\n-45.76,S,-4.84,W\n", -4.84, -45.76, NULL},
	        {"lat,ns,lon,ew\n45.76 S,S,4.84 W,W\n", -4.84, -45.76, NULL},
	        {"stop,lat,lon,direction\na,45.76,4.84,W\n", 4.84, 45.76, NULL},
	        {"lat,ns,lon,ew\n45.76,12,4.84,7\n", 4.84, 45.76, NULL},
	        {"lat,ns,lon,ew\n33.5,South,151.2,East\n40,North,100,West\n", 151.2, -33.5, NULL},
	        {"lat,ns,lon,ew\n33.5,süd,51.2,Ouest\n", -51.2, -33.5, NULL},
	        /* in the name's brackets */
	        {"Latitude (N),Longitude (W)\n45.76,4.84\n", -4.84, 45.76, NULL},
	        {"Latitude (°S),Longitude (deg W)\n45.76,4.84\n", -4.84, -45.76, NULL},
	        {"Lat [°S],Long (East)\n45.76,4.84\n", 4.84, -45.76, NULL},
	        {"纬度（南纬）,经度（西经）\n45.76,4.84\n", -4.84, -45.76, NULL},
	        {"\"Coordinates (S, W)\"\n\"45.76, 4.84\"\n", -4.84, -45.76, NULL},
	        {"Lat (D M S),Long (° ' s)\n45.76,4.84\n", 4.84, 45.76, NULL},
	        {"Lat (N/S),Long (E/W)\n-45.76,4.84\n", 4.84, -45.76, NULL},
	        {"Lat (N),Long (E)\n-45.76,-4.84\n", -4.84, -45.76, NULL},
	        {"Lat (S),Long (W)\n45.76 N,4.84 E\n", 4.84, 45.76, NULL},
	        {"Lat (N),Long (W)\n45.76,-4.84\n1,2\n", -4.84, 45.76,
	         "column Long (W) is read as degrees west, its numbers with a minus, too"},
	        {"Lat (N),Long (O)\n45.76,4.84\n1,2\n", 4.84, 45.76, "the O in the name of column Long (O) is read as east"},
	        /* columns with other names, or one alone */
	        {"name,lat,hem,lon\na,45.76,S,4.84\n", 4.84, -45.76, NULL},
	        {"name,lat,lon,hemisphere\na,45.76,4.84,S\n", 4.84, -45.76, NULL},
	        {"name,a,lat,b,lon\na,S,45.76,W,4.84\n", -4.84, -45.76, NULL},
	        {"name,ns1,lat,ew1,lon\na,S,45.76,W,4.84\n", -4.84, -45.76, NULL},
	        {"name,lon,lat,lon_h,lat_h\na,4.84,45.76,W,S\n", -4.84, -45.76, NULL},
	        {"name,lat,ns,lon,ew\na,45.76,°S,4.84,W.\n", -4.84, -45.76, NULL},
	        {"name,lat,ns,lon,ew\na,45.76,南,4.84,西\n", -4.84, -45.76, NULL},
	        {"lat,ns,lon,ew\n45.76,N,4.84,W\n1,N,2,O\n", -4.84, 45.76,
	         "1 with a hemisphere that contradicts the coordinate, or is not N, S, E or W (line 3)"},
	        {"lat,ns,lon,ew\n45.76,N,4.84,W\n1,N,-2,E\n1,N,2,S\n", -4.84, 45.76,
	         "2 with a hemisphere that contradicts the coordinate, or is not N, S, E or W (first: line 3)"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading = read_table(rows[i].text, &(struct dataset_request){0});
		assert_read(&reading);
		if (rows[i].said)
			assert_true(data_said(&reading, DIAG_WARNING, rows[i].said));
		assert_int_equal(reading.diag.count, rows[i].said != NULL);
		const struct lonlat *point = reading.dataset.points;
		if (point->lon != rows[i].lon || point->lat != rows[i].lat)
			fail_msg("%s: %g %g", rows[i].text, point->lon, point->lat);
		data_done(&reading);
	}
}

/* Columns of hemispheres whose first rows are empty are heeded in the rows below. */
static void hemispheres_far_below(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "name,lat,lat_dir,lon,lon_dir\n");
	for (int i = 0; i < 60; i++)
		buffer_text(&text, "a,1,,2,\n");
	buffer_text(&text, "b,33,S,100,W\n");
	struct reading reading = read_table(text.bytes, &(struct dataset_request){0});
	assert_read(&reading);
	assert_int_equal(reading.diag.count, 0);
	assert_true(reading.dataset.points[0].lat == 1);
	assert_true(reading.dataset.points[60].lat == -33 && reading.dataset.points[60].lon == -100);
	data_done(&reading);
	buffer_clear(&text);
}

/* Rows that are too short are read from the left, which is told where others are whole. */
static void short_rows(void **state)
{
	(void)state;
	struct reading reading = read_table("id,lon,lat,elev\nA,2.3,48.8,35\nB,48.8,35\n", &(struct dataset_request){0});
	assert_read(&reading);
	assert_int_equal(reading.diag.count, 1);
	assert_said(&reading, DIAG_NOTE,
	            "1 row has fewer fields than the header: the last ones are taken to be empty (first: line 3)");
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(hemispheres),
	        cmocka_unit_test(short_rows),
	        cmocka_unit_test(hemispheres_far_below),
	        cmocka_unit_test(thousands_by_mark),
	        cmocka_unit_test(published_tables),
	        cmocka_unit_test(projected_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
