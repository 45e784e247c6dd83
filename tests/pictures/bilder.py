"""Makes the pictures that the cases print, and those that must be refused.

    bilder.py

writes them beside itself and into tests/documents/bilder/bilder. Pillow 13 with libjpeg-turbo; other versions give
other bytes of the same pictures.
"""

import pathlib

from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).parent
CASE = HERE.parent / "documents" / "bilder" / "bilder"
INK, PAPER, WATER, GREEN = (31, 58, 95), (255, 255, 255), (185, 201, 222), (120, 150, 110)


def map_of_city(mode):
    """Land, water between, and five marks."""
    paper = PAPER if mode == "RGB" else (0, 0, 0, 0)
    picture = Image.new(mode, (720, 420), paper)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 700, 400), outline=INK, width=4)
    draw.polygon([(24, 180), (260, 140), (480, 220), (696, 170), (696, 260), (470, 310), (240, 230), (24, 270)], WATER)
    for x, y in ((110, 90), (330, 80), (590, 110), (180, 330), (560, 340)):
        draw.ellipse((x - 16, y - 16, x + 16, y + 16), INK)
    return picture


def yard():
    """Something like a photograph: a slope of light, a house."""
    picture = Image.new("RGB", (1500, 1000))
    picture.putdata([(150 + y // 20, 170 + y // 25, 210 - x // 30) for y in range(1000) for x in range(1500)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 700, 1500, 1000), GREEN)
    draw.rectangle((400, 380, 1100, 760), (170, 90, 70))
    draw.polygon([(360, 380), (750, 180), (1140, 380)], (90, 60, 60))
    for x in range(460, 1060, 150):
        draw.rectangle((x, 480, x + 80, 600), (230, 235, 240))
    return picture


def main():
    for folder in (HERE, CASE):
        folder.mkdir(parents=True, exist_ok=True)
    map_of_city("RGBA").save(CASE / "karta.png", optimize=True)
    yard().save(CASE / "skolgård.jpg", quality=60, optimize=True)
    yard().convert("L").resize((90, 600)).save(CASE / "smal.png", optimize=True)
    small = map_of_city("RGB").resize((72, 42))
    small.convert("CMYK").save(HERE / "fyrfärg.jpg", quality=60)
    whole = HERE / "hel.jpg"
    small.save(whole, quality=60)
    (HERE / "avbruten.jpg").write_bytes(whole.read_bytes()[:-60])
    whole.unlink()
    turned = Image.Exif()
    turned[0x0112] = 6
    small.save(HERE / "liggande.jpg", quality=60, exif=turned)
    small.save(HERE / "hel.png", optimize=True)
    (HERE / "avbruten.png").write_bytes((HERE / "hel.png").read_bytes()[:-40])


if __name__ == "__main__":
    main()
