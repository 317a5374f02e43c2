#!/usr/bin/env python3
"""Splits the upright serif into the letters nearly every page shows and those with accents, so that a page loads only
what it shows. Needs fontTools and brotli (pip install fonttools brotli).

    split.py source-serif-4-latin-wght-normal.woff2 templates/assets/fonts

The input is the Latin subset of Source Serif 4 as Fontsource publishes it (variable weight, OFL-1.1). The licence reserves
the name "Source" for unchanged fonts: the parts carry the name "Dossier Serif" inside.
"""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

BASIC = [*range(0x20, 0x7F), 0xA0, 0xAD, 0xB7, *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2022, 0x2026]
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum"]

source, folder = sys.argv[1:]
every = set(TTFont(source).getBestCmap())
for part, characters in (("basic", every & set(BASIC)), ("accents", every - set(BASIC))):
    options = subset.Options(flavor="woff2", layout_features=FEATURES, name_IDs=[0, 1, 2, 4, 6], notdef_outline=True)
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = str(record).replace("Source Serif 4", "Dossier Serif").replace("SourceSerif4", "DossierSerif")
    subset.save_font(font, f"{folder}/dossier-serif-{part}.woff2", options)
    rows = sorted(characters)
    ranges, first = [], None
    for at, c in enumerate(rows):
        first = c if first is None else first
        if at + 1 == len(rows) or rows[at + 1] != c + 1:
            ranges.append(f"U+{first:X}" if first == c else f"U+{first:X}-{c:X}")
            first = None
    print(part, ",".join(ranges))
