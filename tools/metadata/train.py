#!/usr/bin/env python3
"""Fit the weights of title, date and author, src/normalise/metadata/weights.tsv. Needs numpy and scipy, and cargo.

    train.py --data DATA --out src/normalise/metadata/weights.tsv [--candidates FILE]

DATA is a development set: txt/ID.txt (dumps of pages) and gold.jsonl (a case a line: id, origin, url, title, authors,
date, date_utc, and in dump which of them the dump prints). --candidates names a file for what
`cargo run --release --example record_candidates DATA/txt` writes; where it exists it is read instead.

Each page is a choice: one of its candidates, or none. The weights make the right candidates likely (a softmax over the
candidates of a page and one more of no points, with a penalty on the squares of the weights of measures brought to one
scale). Pages that print the fact but have no right candidate count as none, with less weight, as do pages that do not
print it. What the folds by site give is shown beside what the points in the file give; docs/metadata.md tells more.
"""
import argparse, datetime, hashlib, json, re, subprocess, sys, unicodedata
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1] / "folds"))
from sites import sites  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
FOLDS = 5
FACTS = {"title": "title", "date": "date", "author": "authors"}
# Threshold (in log-odds), penalty, and weight of pages where nothing is right, by fact.
SETTINGS = {"title": (0.5, 20.0, 0.2), "date": (1.2, 20.0, 0.5), "author": (1.0, 20.0, 0.5)}

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
SEP = re.compile(r"\s*(?:[;,/|&\n]|\b(?:and|und|et|y|e|og|och)\b)\s*", re.I)


def tokens(s):
    return WORD.findall(unicodedata.normalize("NFKC", s or "").casefold())


def same_title(p, g):
    a, b = tokens(p), tokens(g)
    if not a or not b:
        return False
    short, long_ = sorted((a, b), key=len)
    return ("".join(a) == "".join(b) or len(set(a) & set(b)) / len(set(a) | set(b)) >= 0.8
            or len(short) >= 3 and long_[:len(short)] == short)


def names(parts):
    found = (" ".join(tokens(p)) for s in parts for p in SEP.split(re.sub(r"\S+@\S+", " ", s or "")))
    return {n for n in found if n}


def same_author(p, g):
    a, b = names(p.split("; ")), names(g)
    ta, tb = set(" ".join(a).split()), set(" ".join(b).split())
    return bool(a and b) and len(ta) <= len(tb) + 12 and (
        any(set(n.split()) <= ta for n in b) or any(len(n.split()) > 1 and set(n.split()) <= tb for n in a))


def same_date(p, g, utc):
    days = abs((datetime.date.fromisoformat(p) - datetime.date.fromisoformat(g)).days)
    return days <= (1 if utc else 0)


def right(fact, value, case):
    gold = case[FACTS[fact]]
    if fact == "title":
        return same_title(value, gold)
    return same_author(value, gold) if fact == "author" else same_date(value, gold, case.get("date_utc"))


def pages(fact, gold, rows, measures, nothing):
    """A page a case that tells: id, fold later, measures of its candidates, which are right, weight, printed or not."""
    out = []
    for g in gold:
        printed = g.get("dump", {}).get(fact)
        if not g.get(FACTS[fact]) or g["origin"] == "dg":
            continue
        found = rows.get((g["id"], fact), [])
        X = np.zeros((len(found), len(measures)))
        for i, (_, _, said) in enumerate(found):
            for name, value in said:
                X[i, measures[name]] = value
        y = np.array([right(fact, value, g) for value, _, _ in found], dtype=bool)
        old = np.array([points for _, points, _ in found])
        weight = 1.0 if y.any() else nothing
        out.append((g["id"], X, y, weight, bool(printed), old))
    return out


def fit(cases, scale, penalty, start):
    """The weights under which the right candidates are likeliest."""
    cases = [(X / scale, y, w) for _, X, y, w, *_ in cases if len(y)]
    # All candidates in one table; each page ends with a row of no points: to say nothing.
    X = np.concatenate([np.vstack([X, np.zeros((1, X.shape[1]))]) for X, *_ in cases])
    good = np.concatenate([np.append(y, not y.any()) for _, y, _ in cases])
    sizes = np.array([len(y) + 1 for _, y, _ in cases])
    starts = np.append(0, np.cumsum(sizes)[:-1])
    w = np.array([w for *_, w in cases])

    def loss(v):
        s = X @ v
        e = np.exp(s - np.repeat(np.maximum.reduceat(s, starts), sizes))
        every, right = np.add.reduceat(e, starts), np.add.reduceat(np.where(good, e, 0.0), starts)
        pull = np.repeat(w / every, sizes) * e - np.repeat(w / right, sizes) * np.where(good, e, 0.0)
        return penalty * (v @ v) / 2 + w @ (np.log(every) - np.log(right)), penalty * v + pull @ X

    v = minimize(loss, np.zeros(len(scale)) if start is None else start * scale, jac=True, method="L-BFGS-B",
                 options={"maxiter": 400}).x
    return np.rint(v / scale * 1000).astype(int)


def judge(cases, points, threshold):
    """Of pages that print the fact: right, wrong; of the others: wrong."""
    hit = miss = n = guessed = absent = 0
    for (_, X, y, _, printed, _), s in zip(cases, points):
        best = int(s.argmax()) if len(s) else None
        given = best is not None and s[best] >= threshold
        good = given and y[best]
        if printed:
            n, hit, miss = n + 1, hit + good, miss + (given and not good)
        else:
            absent, guessed = absent + 1, guessed + (given and not good)
    return hit / max(n, 1), miss / max(n, 1), guessed / max(absent, 1)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True, type=Path)
    ap.add_argument("--out", required=True, type=Path)
    ap.add_argument("--candidates", type=Path)
    ap.add_argument("--sweep", action="store_true", help="show thresholds and penalties, write nothing")
    a = ap.parse_args()
    if a.candidates and a.candidates.exists():
        text = a.candidates.read_text(encoding="utf-8")
    else:
        command = ["cargo", "run", "--quiet", "--release", "--example", "record_candidates", "--", str((a.data / "txt").resolve())]
        text = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout
        if a.candidates:
            a.candidates.write_text(text, encoding="utf-8")
    order = [line.split("\t")[:2] for line in a.out.read_text().splitlines() if not line.startswith("#")]
    rows = defaultdict(list)
    for row in text.splitlines():
        file, fact, _, points, value, said = row.split("\t")
        said = [(name, int(v)) for name, v in (m.split("=") for m in said.split(",") if m)]
        rows[file.rsplit(".", 1)[0], fact].append((value, int(points), said))
    gold = [g for g in map(json.loads, open(a.data / "gold.jsonl", encoding="utf-8"))]
    texts = {g["id"]: [l.strip() for l in (a.data / "txt" / f"{g['id']}.txt").read_text(encoding="utf-8", errors="replace")
                       .split("\n") if l.strip()] for g in gold}
    fold = {i: int(hashlib.sha256(s.encode()).hexdigest(), 16) % FOLDS for i, s in sites(gold, texts).items()}
    table = [f"# Weights in thousandths of log-odds, by tools/metadata/train.py", "# fact\tmeasure\tweight"]
    for fact, (threshold, penalty, nothing) in SETTINGS.items():
        measures = {m: n for n, m in enumerate(m for f, m in order if f == fact)}
        cases = pages(fact, gold, rows, measures, nothing)
        all_X = np.concatenate([X for _, X, *_ in cases if len(X)])
        scale = np.maximum(all_X.std(axis=0), 0.05)
        held = [c[4] and c[2].any() for c in cases]
        print(f"{fact}: {len(cases)} pages, {sum(c[4] for c in cases)} print it, a right candidate on {sum(held) / sum(c[4] for c in cases):.3f}")
        print("  points in the table now:  right %.3f wrong %.3f guessed %.3f" % judge(cases, [c[5] for c in cases], 0))
        for strength in ([8, 20, 50] if a.sweep else [penalty]):
            points = [None] * len(cases)
            for n in range(FOLDS):
                w = fit([c for c in cases if fold[c[0]] != n], scale, strength, None)
                for i, c in enumerate(cases):
                    if fold[c[0]] == n:
                        points[i] = c[1] @ w
            for t in ([0, 0.5, 1, 1.5, 2] if a.sweep else [threshold]):
                print(f"  folds, penalty {strength}, threshold {t:4}: right %.3f wrong %.3f guessed %.3f" % judge(cases, points, t * 1000))
        weights = fit(cases, scale, penalty, None)
        print("  all pages:                right %.3f wrong %.3f guessed %.3f" % judge(cases, [c[1] @ weights for c in cases], threshold * 1000))
        weights[measures["Always"]] -= round(threshold * 1000)
        table += [f"{fact}\t{m}\t{weights[n]}" for m, n in measures.items()]
    if not a.sweep:
        a.out.write_text("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
