#!/usr/bin/env python3
"""Make damaged twins of clean texts, and compare what dossier makes of both (standard library only).

    twins.py make  --texts FOLDER --out FOLDER           OUT/mojibake, OUT/entities, OUT/spacing: a twin of each text
    twins.py score --texts FOLDER --out FOLDER --bin dossier [--gold gold.jsonl]

FOLDER holds clean `.txt` files in UTF-8. The damage follows from a hash of the file's name, so that the same texts give
the same twins. `score` makes the twins, exports the clean texts and each kind of twin, and prints for each kind:

    twin F1    of the twin's text against the clean text's, by runs of four words (mean of documents)
    same       share of documents whose text is the same but for white space
    gold F1    where a gold is given (a case a line: id, text; dump.corruption "none" for clean ones): mean precision
               and recall against it, for the clean texts and for the twins, and the difference

mojibake   UTF-8 read as Windows-1252 (bytes without a character there stay controls, as browsers have it)
entities   every character beyond ASCII and & < > " ' as a character reference, named where it has a name
spacing    doubled, no-break and thin spaces, zero-width characters between words, soft hyphens in long ones
"""
import argparse, hashlib, html.entities, json, random, re, subprocess, unicodedata
from collections import Counter
from pathlib import Path

KINDS = ("mojibake", "entities", "spacing")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")


def mojibake(text, _):
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


def entities(text, _):
    names = html.entities.codepoint2name

    def reference(c):
        if c.isascii() and c not in "&<>\"'":
            return c
        name = names.get(ord(c)) if c != "'" else None
        return f"&{name};" if name else f"&#{ord(c)};"

    return "".join(map(reference, text))


def spacing(text, chance):
    def space(_):
        x = chance.random()
        return "  " if x < .06 else "\u00a0" if x < .12 else "\u2009" if x < .14 else "\u200b " if x < .16 else " "

    def word(m):
        w = m.group(0)
        return w[:5] + "\u00ad" + w[5:] if chance.random() < .05 else w

    return re.sub(r"[^\W\d_]{9,}", word, re.sub(r"(?<=\S) (?=\S)", space, text))


def make(texts, out):
    for path in sorted(texts.glob("*.txt")):
        clean = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        for kind in KINDS:
            seed = hashlib.sha256(f"{kind} {path.name}".encode()).digest()
            twin = {"mojibake": mojibake, "entities": entities, "spacing": spacing}[kind](clean, random.Random(seed))
            (out / kind).mkdir(parents=True, exist_ok=True)
            (out / kind / path.name).write_bytes(twin.encode())


def export(binary, folder):
    p = subprocess.run([binary, "export", str(folder), "--format", "jsonl"], capture_output=True, text=True)
    if p.returncode not in (0, 1):
        raise SystemExit(p.stderr[-2000:])
    rows = map(json.loads, filter(str.strip, p.stdout.splitlines()))
    return {Path(r["file"]).stem: r["text"] or "" for r in rows}


def shingles(text):
    t = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return Counter(tuple(t[i:i + 4]) for i in range(max(1, len(t) - 3))) if t else Counter()


def overlap(text, reference):
    a, b = shingles(text), shingles(reference)
    both = sum((a & b).values())
    return both / max(1, sum(a.values())), both / max(1, sum(b.values()))


def f1(pairs):
    pairs = list(pairs)
    p, r = (sum(x) / max(1, len(pairs)) for x in zip(*pairs))
    return 2 * p * r / (p + r) if p + r else 0.0


def score(a):
    gold = {}
    if a.gold:
        cases = map(json.loads, a.gold.open(encoding="utf-8"))
        gold = {g["id"]: g["text"] for g in cases if g.get("text") and g.get("dump", {}).get("corruption", "none") == "none"}
    clean = export(a.bin, a.texts)
    ids = sorted(i for i in clean if not gold or i in gold)
    base = f1(overlap(clean[i], gold[i]) for i in ids) if gold else None
    print(f"{len(ids)} texts" + (f", gold F1 {base:.4f}" if gold else ""))
    for kind in KINDS:
        twin = export(a.bin, a.out / kind)
        each = {i: f1([overlap(twin.get(i, ""), clean[i])]) for i in ids}
        same = sum("".join(twin.get(i, "").split()) == "".join(clean[i].split()) for i in ids)
        line = f"{kind:<9} twin F1 {sum(each.values()) / len(ids):.4f}  same {same / len(ids):.3f}"
        if gold:
            mine = f1(overlap(twin.get(i, ""), gold[i]) for i in ids)
            line += f"  gold F1 {mine:.4f} ({mine - base:+.4f})"
        print(line + "  worst " + ", ".join(f"{i} {each[i]:.2f}" for i in sorted(ids, key=each.get)[:a.worst]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("make", "score"))
    ap.add_argument("--texts", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--bin", default="dossier")
    ap.add_argument("--gold", type=Path)
    ap.add_argument("--worst", type=int, default=3)
    a = ap.parse_args()
    make(a.texts, a.out)
    if a.what == "score":
        score(a)


if __name__ == "__main__":
    main()
