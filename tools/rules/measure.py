#!/usr/bin/env python3
"""Measure each rule of normalising on a development set (standard library only), as the Markdown tables of docs/rules.md.

    measure.py --data DATA --bin dossier [--origins sh,gn] [--jobs 2] [--counts src/normalise/measured.txt]

DATA holds txt/ID.txt (dumps), html/ID.html.gz (pages) and gold.jsonl (a case a line: id, origin, text, neutral). Every dump
is explained line by line (`dossier explain --json`), among the others, so that what repeats is known.

Table 1, by words, on the dumps of --origins. A line is text if at least half of its runs of four words stand in the gold more
often than in what is kept elsewhere (the article, what stands beside it, the record): the title said again is no loss.
Shorter lines and lines in "neutral" (where the gold has captions, bylines and headlines apart) count neither way.
precision: share of the words under a rule that are not text; wrong lines: lines under it that are text; recall: share of all
words that are not text under it.

Table 2, by lines, on all dumps. A line of fewer than four words is text if the gold has a line of just these words more often
than what is kept elsewhere has; longer ones as in table 1; neutral lines count neither way. fired: lines under the rule in all
dumps, with a gold text or without; lines and text: those of them in dumps with a gold text that count, and how many of these are
text, on --origins and on all origins that have gold texts; precision: share of lines that are not text; recall: share of all
lines that are not text under the rule.

Table 3, the same on HTML pages, each alone, for rules that fire on no dump.

--counts writes what dossier itself says of rules that set lines aside: the columns "news: lines" and "text" of tables 2 and 3.
"""
import argparse, gzip, html, json, re, shutil, subprocess, sys, tempfile, unicodedata
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
BODY = {"standfirst", "heading", "paragraph", "quote", "list-item"}
BESIDE = {"caption", "credit", "related", "doubtful"}
BYTE = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(128, 256)}
FATES = {"aside": "set aside", "beside": "beside"}
COUNTS = """\
; Rules that set lines aside: lines under each on the news pages of the development set, and those of them that are text.
; Written by tools/rules/measure.py --counts; see docs/rules.md.
"""
# Text in more than one of so many lines, and a rule only puts lines beside the text.
SURE = 200


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


def short_lines(text):
    """The lines of a text that are too short for a run of four words."""
    return Counter(tuple(t) for t in map(tokens, (text or "").split("\n")) if 0 < len(t) < 4)


def fate(line):
    roles = set(line["roles"])
    if roles & BODY:
        return "body"
    if roles & BESIDE:
        return "beside"
    return "aside" if "set-aside" in roles else "record" if roles - {"blank", "markup"} else None


class Judge:
    """What is text, by runs of four words or, of shorter lines, by whole lines."""

    def __init__(self, gold, lines, pieces):
        self.pieces = pieces
        self.free, self.neutral = pieces(gold["text"]), pieces(gold.get("neutral"))
        self.all = Counter(self.free)
        for line in lines:
            if line["fate"] in ("body", "record"):
                self.free -= pieces(line["text"])

    def line(self, line):
        """`text`, `neutral` or `other`; None where the line has no pieces. What is text once is none again."""
        own = list(self.pieces(line["text"]).elements())
        if not own:
            return None
        half = lambda known: sum(x in known for x in own) * 2 >= len(own)
        if half(self.free):
            self.free -= Counter(own)
            return "text"
        return "neutral" if half(self.neutral) else "other"

    def is_other(self, line):
        """Whether a line is no text at all, wherever it went."""
        own = list(self.pieces(line["text"]).elements())
        return bool(own) and sum(x in self.neutral for x in own) * 2 < len(own) > 2 * sum(x in self.all for x in own)


def judged(gold, explained):
    """Every line with its fate, rule, words and answer, by rules that put it aside or beside the text; and how many words and lines
    are no text: of lines of four words and more, and of all."""
    lines = [dict(text=l["text"], fate=fate(l), rule=l.get("rule") or l["roles"][0]) for l in explained["lines"]]
    for line in lines:
        line["words"] = len(tokens(line["text"]))
        line["answer"] = None
    sums = Counter()
    if gold.get("text"):
        of_grams = lambda text: grams(tokens(text))
        for pieces, is_long in ((of_grams, True), (short_lines, False)):
            judge = Judge(gold, lines, pieces)
            # What stands beside the text is kept too, but its own rules are judged by what the text lacks.
            for wanted in ("beside", "aside"):
                for line in lines:
                    if line["fate"] == wanted and (line["words"] > 3) == is_long:
                        line["answer"] = judge.line(line)
            other = [line for line in lines if line["fate"] and (line["words"] > 3) == is_long and judge.is_other(line)]
            sums["lines"] += len(other)
            if is_long:
                sums["words"] += sum(line["words"] for line in other)
    return [line for line in lines if line["fate"] in FATES], sums


def measure(binary, files, gold, jobs):
    """The lines of each case under rules, and the sums of each."""
    def explain(path):
        # From its own folder, so that the others there are its collection.
        p = subprocess.run([binary, "explain", path.name, "--json"], capture_output=True, text=True, cwd=path.parent)
        return json.loads(p.stdout) if p.returncode == 0 else None

    out = {}
    with ThreadPoolExecutor(jobs) as pool:
        for path, explained in zip(files, pool.map(explain, files)):
            case = path.name.split(".")[0]
            if explained:
                out[case] = judged(gold[case], explained)
            else:
                print(f"{path.name}: not explained", file=sys.stderr)
    return out


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "–"


def by_words(found, origins):
    rules, other = defaultdict(Counter), 0
    for lines, sums in found.values():
        other += sums["words"]
        for line in (l for l in lines if l["words"] > 3):
            rule = rules[(line["fate"], line["rule"])]
            rule["lines"] += 1
            rule["wrong"] += line["answer"] == "text"
            rule[line["answer"]] += line["words"]
    print(f"{len(found)} documents ({','.join(origins)}), {other} words that are not text\n")
    print("| rule | fate | lines | wrong lines | precision by words | share of all that is not text |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (f, rule), c in sorted(rules.items(), key=lambda x: (x[0][0], -x[1]["other"], x[0][1])):
        precision = share(c["other"], c["other"] + c["text"])
        print(f"| `{rule}` | {FATES[f]} | {c['lines']} | {c['wrong']} | {precision} | {c['other'] / max(1, other):.3f} |")


def by_lines(found, gold, origins, counts, left_out=frozenset()):
    rules, other, golds = defaultdict(Counter), 0, 0
    for case, (lines, sums) in found.items():
        news = gold[case]["origin"] in origins
        golds += bool(gold[case].get("text"))
        other += sums["lines"] if news else 0
        for line in lines:
            rule = rules[(line["fate"], line["rule"])]
            rule["fired"] += 1
            for group in ["news", "all"] if news else ["all"]:
                rule[group] += line["answer"] in ("text", "other")
                rule[group + " text"] += line["answer"] == "text"
    documents = sum(gold[case]["origin"] in origins for case in found)
    print(f"{len(found)} documents, {golds} of them with a gold text; {documents} of {','.join(origins)}, with {other} lines that are not text\n")
    print("| rule | fate | fired | news: lines | text | precision | recall | all golds: lines | text | precision |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    unsure = []
    for (f, rule), c in sorted(rules.items(), key=lambda x: (x[0][0], -x[1]["fired"], x[0][1])):
        if rule in left_out:
            continue
        cells = [f"`{rule}`", FATES[f], c["fired"]]
        for group in ("news", "all"):
            cells += [c[group], c[group + " text"], share(c[group] - c[group + " text"], c[group])]
            if group == "news":
                cells.append(share(c["news"] - c["news text"], other if c["news"] else 0))
        print("| " + " | ".join(map(str, cells)) + " |")
        if f == "aside" and c["news text"] * SURE > c["news"]:
            unsure.append(f"`{rule}` ({c['news text']} of {c['news']})")
    counts.update({rule: (c["news"], c["news text"]) for (f, rule), c in rules.items() if f == "aside" and rule not in left_out and c["news"]})
    if unsure:
        print(f"\nSet aside, and text in more than one of {SURE} lines on the news pages: " + ", ".join(unsure))
    return {rule for _, rule in rules}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--bin", default="dossier")
    ap.add_argument("--origins", default="sh,gn")
    ap.add_argument("--jobs", type=int, default=2)
    ap.add_argument("--counts", type=Path)
    a = ap.parse_args()
    gold = {g["id"]: g for g in map(json.loads, open(a.data / "gold.jsonl", encoding="utf-8"))}
    a.bin = str(Path(shutil.which(a.bin) or a.bin).resolve())
    origins = a.origins.split(",")
    found = measure(a.bin, sorted(p for p in (a.data / "txt").glob("*.txt") if p.stem in gold), gold, a.jobs)
    by_words({i: f for i, f in found.items() if gold[i]["origin"] in origins and gold[i].get("text")}, origins)
    print()
    counts = {}
    known = by_lines(found, gold, origins, counts)
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for packed in sorted((a.data / "html").glob("*.html.gz")):
            if packed.name.split(".")[0] in gold:
                # Alone in its folder: what repeats in the set is none of these rules' business, and reading all for each takes long.
                pages.append(Path(folder) / packed.stem.split(".")[0] / packed.stem)
                pages[-1].parent.mkdir()
                pages[-1].write_bytes(gzip.decompress(packed.read_bytes()))
        if pages:
            print()
            by_lines(measure(a.bin, pages, gold, a.jobs), gold, origins, counts, known)
    if a.counts:
        rows = "".join(f"{rule} {lines} {text}\n" for rule, (lines, text) in sorted(counts.items()))
        a.counts.write_text(COUNTS + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
