#!/usr/bin/env python3
"""Draw links from the running text of built sites, to be judged by hand (standard library only).

    draw.py SITE [--count 100] [--salt S] [--text]         a table of links: key, words, entry, and with --text their sentence
    draw.py --judge VERDICTS                     precision, from the last column of such a table: right, wrong, doubtful

The draw follows the hash of each link's key (page, paragraph, words), so that the same site gives the same links and a
site with some more articles mostly the same. At most one link an article is drawn until every article has given one.
"""
import argparse, hashlib, html, re, sys
from collections import Counter
from pathlib import Path

BLOCK = re.compile(r'<(p|li|blockquote)[^>]* id="(p\d+)">(.*?)</\1>', re.S)
LINK = re.compile(r'<a class="x" href="([^"]*)">(.*?)</a>', re.S)
TAG = re.compile(r"<[^>]+>")


def plain(markup):
    return re.sub(r"\s+", " ", html.unescape(TAG.sub("", markup))).strip()


def links(site):
    titles = {}
    for page in sorted((site / "articles").glob("*.html")):
        for _, anchor, markup in BLOCK.findall(page.read_text("utf-8")):
            for link in LINK.finditer(markup):
                target = (page.parent / link[1].split("#")[0]).resolve()
                if target not in titles:
                    title = re.search(r"<h1[^>]*>(.*?)</h1>", target.read_text("utf-8"), re.S)
                    titles[target] = f"{plain(title[1])} [{target.parent.name}]" if title else target.name
                before, after = plain(markup[: link.start()]), plain(markup[link.end() :])
                around = f"{before[-90:]} [[{plain(link[2])}]] {after[:90]}"
                yield f"{page.stem.rsplit('-', 1)[-1]}#{anchor}", plain(link[2]), titles[target], around


def draw(site, count, salt):
    order = lambda row: hashlib.sha256("\t".join((salt, *row[:2])).encode()).hexdigest()
    rows = sorted(links(site), key=order)
    rank, seen = {}, Counter()
    for row in rows:
        page = row[0].split("#")[0]
        rank[row] = seen[page]
        seen[page] += 1
    return sorted(rows, key=lambda row: (rank[row], order(row)))[:count], len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--salt", default="")
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--judge", type=Path)
    args = parser.parse_args()
    if args.judge:
        rows = [line.rstrip("\n").split("\t") for line in args.judge.open(encoding="utf-8")]
        found = Counter(row[-1] for row in rows if len(row) > 2 and not row[0].startswith("#"))
        judged = found["right"] + found["wrong"]
        print(dict(found), f"precision {found['right'] / max(judged, 1):.3f}")
        return
    drawn, total = draw(args.site, args.count, args.salt)
    print(f"# {len(drawn)} of {total} links", file=sys.stderr)
    for key, words, entry, around in drawn:
        print("\t".join([key, words, entry] + [around] * args.text))


main()
