"""beside.py LEFT.png RIGHT.png OUT.png - two pictures of one shape side by side, 1600 pixels wide, in 256 colours."""
import sys

from PIL import Image

WIDTH, GAP = 1600, 16


def main(left, right, out):
    width = (WIDTH - GAP) // 2
    sheets = [Image.open(path).convert("RGB") for path in (left, right)]
    sheets = [sheet.resize((width, round(sheet.height * width / sheet.width)), Image.LANCZOS) for sheet in sheets]
    both = Image.new("RGB", (WIDTH, sheets[0].height), "#8a8f94")
    both.paste(sheets[0], (0, 0))
    both.paste(sheets[1], (WIDTH - width, 0))
    both.quantize(256, method=Image.MEDIANCUT, dither=Image.NONE).save(out, optimize=True)


main(*sys.argv[1:])
