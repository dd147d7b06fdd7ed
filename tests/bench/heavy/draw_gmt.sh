#!/bin/sh
# draw_gmt.sh LAND.shp CITIES.csv|- GMT-PROJECTION XMIN/XMAX/YMIN/YMAX OUT.png|pdf - the same for GMT 6, 1600 x 1200 pixels at 96 dpi.
# GMT-PROJECTION without width, as L127/32.5/25/40 or N0. Names in English only: GMT sets Chinese only with fonts that are set up by hand.
set -e
land=$1 cities=$2 projection=$3 region=$4 out=$5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
case $out in /*) ;; *) out=$PWD/$out ;; esac
awk -F, 'NR > 1 { print $4, $5, $2 }' "$( [ "$cities" = - ] && echo /dev/null || echo "$cities")" >"$folder/cities.txt"
cd "$folder"
view="-J$projection/16.6667i -R$region+ue"
export GMT_SESSION_NAME=$$ GMT_USERDIR=$folder GMT_COMPATIBILITY=6
gmt begin map "${out##*.}" E96
gmt set PS_MEDIA 1200x900 PROJ_ELLIPSOID WGS-84 MAP_FRAME_TYPE plain MAP_FRAME_PEN 0p,#F4F1EB
gmt basemap $view -X0 -Y0 -B0 -Bwesn+g#F4F1EB
gmt plot "$land" $view -G#6C7A86 -W0.375p,#1D2A35
if [ "$cities" != - ]; then
	gmt plot cities.txt $view -Sc4.5p -G#1D2A35 -W0.75p,white
	gmt text cities.txt $view -F+f8.2p,Helvetica-Bold,#1D2A35=~1.5p,white+jLB -D4p/2p
fi
gmt end
mv map."${out##*.}" "$out"
