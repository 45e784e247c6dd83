"""Makes the faces that HTML files carry: the Latin letters of the shipped faces, as WOFF2 under a name of their own.

The licence reserves the name Liberation for unmodified fonts (OFL 1.1, condition 3); these are called Tertial.
Needs fontTools and brotli. Run from the top of the project: python3 assets/fonts/web/make.py
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path("assets/fonts")
# Basic Latin, Latin-1, Latin Extended-A, raised digits, dashes, quotation marks, bullets, the euro, minus and relations.
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2070, 0x2079)]
SINGLE = [0x2026, 0x202F, 0x2030, 0x20AC, 0x2190, 0x2191, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265]

for source in sorted(FOLDER.glob("Liberation*.ttf")):
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "liga", "locl"], hinting=False, notdef_outline=True)
    shortener = subset.Subsetter(options)
    shortener.populate(unicodes=SINGLE + [c for first, last in RANGES for c in range(first, last + 1)])
    shortener.subset(font)
    for record in font["name"].names:
        if record.nameID not in (0, 13, 14):
            record.string = record.toUnicode().replace("Liberation", "Tertial")
    font.flavor = "woff2"
    target = FOLDER / "web" / source.name.replace("Liberation", "Tertial").replace(".ttf", ".woff2")
    font.save(target, reorderTables=False)
    print(target, target.stat().st_size)
