#!/usr/bin/env python3
"""Measure each rule of normalising on a development set (standard library only), as a Markdown table.

    measure.py --data DATA --bin dossier [--origins sh,gn] [--jobs 2]

DATA holds txt/ID.txt (dumps) and gold.jsonl (a case a line: id, origin, text, neutral). Every case with a gold text is
explained line by line (`dossier explain --json`), among the others, so that what repeats is known.

A line is text if at least half of its runs of four words stand in the gold more often than in what is kept elsewhere
(the article, what stands beside it, the record): the title said again is no loss. Shorter lines and lines in "neutral"
(where the gold has captions, bylines and headlines apart) count neither way. precision: share of the words under a rule
that are not text; wrong lines: lines under it that are text; recall: share of all words that are not text under it.
"""
import argparse, html, json, re, subprocess, sys, unicodedata
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
BODY = {"standfirst", "heading", "paragraph", "quote", "list-item"}
BESIDE = {"caption", "credit", "related", "doubtful"}
BYTE = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(128, 256)}


def undone(m):
    try:
        return bytes(BYTE[c] for c in m.group(0)).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return m.group(0)


def tokens(text):
    """The words of a line, after the commonest repairs."""
    text = re.sub("[\u0080-\uffff]{2,}", undone, html.unescape(html.unescape(text or "")))
    text = re.sub("[\u200b\u00ad]", "", re.sub("\\s+", " ", text))
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def grams(t):
    return Counter(tuple(t[i:i + 4]) for i in range(len(t) - 3))


def fate(line):
    roles = set(line["roles"])
    if roles & BODY:
        return "body"
    if roles & BESIDE:
        return "beside"
    return "aside" if "set-aside" in roles else "record" if roles - {"blank"} else None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--bin", default="dossier")
    ap.add_argument("--origins", default="sh,gn")
    ap.add_argument("--jobs", type=int, default=2)
    a = ap.parse_args()
    gold = {g["id"]: g for g in map(json.loads, open(a.data / "gold.jsonl", encoding="utf-8"))}
    ids = sorted(i for i, g in gold.items() if g["origin"] in a.origins.split(",") and g.get("text"))

    def explain(i):
        p = subprocess.run([a.bin, "explain", str(a.data / "txt" / f"{i}.txt"), "--json"], capture_output=True, text=True)
        return json.loads(p.stdout) if p.returncode == 0 else None

    rules, other = defaultdict(Counter), 0
    with ThreadPoolExecutor(a.jobs) as pool:
        for i, e in zip(ids, pool.map(explain, ids)):
            if not e:
                print(f"{i}: not explained", file=sys.stderr)
                continue
            free, neutral = grams(tokens(gold[i]["text"])), grams(tokens(gold[i].get("neutral")))
            lines = [(l, fate(l), tokens(l["text"])) for l in e["lines"]]
            all_text = Counter(free)
            for _, f, t in lines:
                if f in ("body", "record"):
                    free -= grams(t)
            # What stands beside the text is kept too, but its own rules are judged by what the text lacks.
            for wanted in ("beside", "aside"):
                for line, f, t in lines:
                    g = list(grams(t).elements())
                    if not g:
                        continue
                    is_text = sum(x in free for x in g) * 2 >= len(g)
                    is_neutral = sum(x in neutral for x in g) * 2 >= len(g)
                    if f == wanted:
                        rule = rules[(f, line.get("rule") or line["roles"][0])]
                        rule["lines"] += 1
                        if is_text:
                            rule["wrong"] += 1
                            rule["text words"] += len(t)
                            free -= Counter(g)
                        elif not is_neutral:
                            rule["words"] += len(t)
                    if wanted == "aside" and f and not is_neutral and sum(x in all_text for x in g) * 2 < len(g):
                        other += len(t)
    print(f"{len(ids)} documents ({a.origins}), {other} words that are not text\n")
    print("| rule | fate | lines | wrong lines | precision by words | share of all that is not text |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (f, rule), c in sorted(rules.items(), key=lambda x: (x[0][0], -x[1]["words"], x[0][1])):
        both = c["words"] + c["text words"]
        precision = f"{c['words'] / both:.3f}" if both else "–"
        name = {"aside": "set aside", "beside": "beside"}[f]
        print(f"| `{rule}` | {name} | {c['lines']} | {c['wrong']} | {precision} | {c['words'] / max(1, other):.3f} |")


if __name__ == "__main__":
    main()
