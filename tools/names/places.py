#!/usr/bin/env python3
"""Writes the names of countries and their capitals in other languages, for src/lang/LANGUAGE/places.txt.

    pip install babel
    tools/names/places.py            # from the project's root; writes the files

The names are those of the Unicode Common Locale Data Repository (CLDR), as the Python package Babel holds them
(Unicode License v3). Which country a name belongs to is told by src/lang/names/countries.txt. Russian and Ukrainian
names get the endings of their cases, Polish and Czech ones too, Arabic names the prefixes that are written together with them, since texts are
compared word by word.
"""
import pathlib
import re

from babel import Locale, __version__

ROOT = pathlib.Path(__file__).resolve().parents[2] / "src" / "lang"
TAGS = ["ar", "cs", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"]
# Slavic languages in Latin script, by the ending of the nominative: the longest that fits.
LATIN = {
    "pl": {
        "cja": "cji cję cją", "zja": "zji zję zją", "sja": "sji sję sją", "nia": "nii nię nią ni", "ia": "ii ię ią",
        "ja": "ji ję ją", "ka": "ki ce kę ką", "ga": "gi dze gę gą", "ra": "ry rze rę rą", "da": "dy dzie dę dą",
        "ta": "ty cie tę tą", "la": "li lę lą", "na": "ny nie nę ną", "wa": "wy wie wę wą", "ba": "by bie bę bą",
        "ma": "my mie mę mą", "sa": "sy sie sę są", "pa": "py pie pę pą", "ny": "n nom nami nach", "ły": "ł łom łami łach",
        "k": "ka ku kowi kiem", "g": "ga gu gowi giem", "r": "ra ru rowi rem rze", "n": "na nu nowi nem nie",
        "l": "la lu lowi lem", "m": "ma mu mowi mem mie", "sz": "sza szu szowi szem", "ń": "nia niu niowi niem",
        "d": "du dowi dem dzie", "t": "tu towi tem cie", "s": "su sowi sem sie", "w": "wa wu wowi wem wie",
    },
    "cs": {
        "ie": "ii ií", "ka": "ky ce ku kou", "ga": "gy ze gu gou", "ra": "ry ře ru rou", "na": "ny ně nu nou",
        "da": "dy dě du dou", "ta": "ty tě tu tou", "la": "ly le lu lou", "va": "vy vě vu vou", "ba": "by bě bu bou",
        "ko": "ka ku kem", "sko": "ska sku skem", "ina": "iny ině inu inou", "án": "ánu ánem", "ák": "áku ákem",
        "el": "eli elem ele", "tán": "tánu tánem", "ín": "ína ínu íně ínem", "um": "umu umem",
    },
}
# What no rule gives.
IRREGULAR = {
    "pl": {
        "Niemcy": "Niemiec Niemcom Niemcami Niemczech", "Włochy": "Włoch Włochom Włochami Włoszech",
        "Węgry": "Węgier Węgrom Węgrami Węgrzech", "Czechy": "Czech Czechom Czechami Czechach",
        "Indie": "Indii Indiom Indiami Indiach", "Chiny": "Chin Chinom Chinami Chinach", "Polska": "Polski Polsce Polskę Polską",
        "Wielka Brytania": "Wielkiej,Brytanii Wielką,Brytanię Wielką,Brytanią",
        "Stany Zjednoczone": "Stanów,Zjednoczonych Stanom,Zjednoczonym Stanami,Zjednoczonymi Stanach,Zjednoczonych",
        "Holandia": "Holandii Holandię Holandią", "Bruksela": "Brukseli Brukselę Brukselą",
        "Paryż": "Paryża Paryżu Paryżem Paryżowi", "Londyn": "Londynu Londynie Londynem Londynowi",
        "Moskwa": "Moskwy Moskwie Moskwę Moskwą", "Korea Południowa": "Korei,Południowej Koreę,Południową Koreą,Południową",
        "Korea Północna": "Korei,Północnej Koreę,Północną Koreą,Północną", "Arabia Saudyjska": "Arabii,Saudyjskiej Arabię,Saudyjską",
        "Kijów": "Kijowa Kijowie Kijowem Kijowowi", "Wiedeń": "Wiednia Wiedniu Wiedniem", "Rzym": "Rzymu Rzymie Rzymem",
    },
    "cs": {
        "Spojené státy": "Spojených,států Spojeným,státům Spojenými,státy Spojených,státech",
        "Spojené království": "Spojeného,království", "Velká Británie": "Velké,Británie Velké,Británii Velkou,Británii",
        "Čína": "Číny Číně Čínu Čínou", "Česko": "Česka Česku Českem", "Moskva": "Moskvy Moskvě Moskvu Moskvou",
        "Berlín": "Berlína Berlínu Berlíně Berlínem", "Paříž": "Paříže Paříži Paříží", "Londýn": "Londýna Londýnu Londýně Londýnem",
        "Brusel": "Bruselu Bruselem", "Kyjev": "Kyjeva Kyjevu Kyjevě Kyjevem", "Varšava": "Varšavy Varšavě Varšavu Varšavou",
        "Vídeň": "Vídně Vídni Vídní", "Řím": "Říma Římu Římě Římem", "Evropa": "Evropy Evropě Evropu Evropou",
    },
}
ENDINGS = {
    "ru": {"ия": "ии ию ией", "а": "ы и е у ой", "я": "и ю е ей", "й": "я ю ем е", "ь": "и ью я ю ем е", "": "а у ом е"},
    "uk": {"ія": "ії ію ією", "а": "и і у ою", "я": "і ю ею", "й": "я ю єм ї", "ь": "і ю ем я", "": "у а ом і"},
}


def countries():
    """Folded name -> label, and label -> capitals, of the built-in list."""
    names, capitals = {}, {}
    for line in (ROOT / "names" / "countries.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        fields = [f.strip() for f in line.split("|")]
        label = fields[0]
        for name in [label] + (fields[1].split(";") if len(fields) > 1 else []):
            names[name.strip().casefold()] = label
        if len(fields) > 3:
            capitals[label] = [c.strip() for c in fields[3].split(";") if c.strip()]
    return names, capitals


def forms(tag, name):
    yield name
    plain = re.sub(r"\s*[(（].*[)）]", "", name).strip()
    if plain != name and plain:
        yield plain
    for form in IRREGULAR.get(tag, {}).get(name, "").split():
        yield form.replace(",", " ")
    if " " in name or "-" in name or name in IRREGULAR.get(tag, {}):
        return
    if tag in LATIN and not name.isupper():
        ending = max((e for e in LATIN[tag] if name.endswith(e)), key=len, default=None)
        for case in LATIN[tag].get(ending, "").split():
            yield name[: len(name) - len(ending)] + case
    vowels = "аеёиоуыэюяіїє"
    if tag in ENDINGS and not name.isupper() and name[-1] not in "оуыэюеіїи" and not (name[-1] == "а" and name[-2] in vowels):
        last = next(e for e in ENDINGS[tag] if name.lower().endswith(e))
        stem = name[: len(name) - len(last)]
        for ending in ENDINGS[tag][last].split():
            yield stem + ending
    if tag == "ar":
        for prefix in "وبل":
            yield "لل" + name[2:] if prefix == "ل" and name.startswith("ال") else prefix + name


def main():
    names, capitals = countries()
    english = Locale("en")
    codes = {c: names[n.casefold()] for c, n in english.territories.items() if n.casefold() in names}
    for code, label in (("CZ", "Czech Republic"), ("MM", "Myanmar"), ("CI", "Ivory Coast"), ("TR", "Turkey"),
                        ("CD", "Democratic Republic of the Congo"), ("MK", "North Macedonia"), ("VA", "Vatican City")):
        if label.casefold() in names:
            codes.setdefault(code, names[label.casefold()])
    zones = {key for tag in TAGS for key in Locale(tag).time_zones}
    cities = {english.time_zones.get(z, {}).get("city", z.rsplit("/", 1)[-1].replace("_", " ")): z for z in sorted(zones)}
    for tag in TAGS:
        locale = Locale(tag)
        seen, lines = set(), []
        for code, label in sorted(codes.items(), key=lambda kv: kv[1]):
            own = [locale.territories.get(code, ""), locale.territories.get(f"{code}-alt-short", "")]
            for capital in capitals.get(label, []):
                zone = locale.time_zones.get(cities.get(capital, ""), {})
                own.append(zone.get("city", ""))
            given = []
            for name in filter(None, own):
                for form in forms(tag, name):
                    if form not in seen and len(form) > 1:
                        seen.add(form)
                        given.append(form)
            if given and code != "001":
                lines.append(f"{label} | {'; '.join(given)}")
        head = f"; Countries and capitals in this language: Unicode CLDR by way of Babel {__version__} (Unicode License v3).\n"
        head += "; Written by tools/names/places.py.\n"
        (ROOT / tag / "places.txt").write_text(head + "\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
        print(tag, len(lines), "countries,", sum(l.count(";") + 1 for l in lines), "names")


main()
