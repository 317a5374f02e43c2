#!/usr/bin/env python3
"""Train the table of the line model, src/normalise/lines/table.tsv. Needs numpy and scikit-learn, and cargo.

    train.py --data DATA --work FOLDER --out src/normalise/lines/table.tsv

DATA is a development set: txt/ID.txt (dumps of pages) and gold.jsonl (a case a line: id, origin, url, text, neutral,
and for snippet sets with and without). FOLDER takes what is made on the way and may be kept:

    FOLDER/txt/          the dumps, repaired
    FOLDER/lines*        features of all lines, written by `cargo run --release --example line_features`
    FOLDER/tables/       a table for each fold (sites stay together), all.tsv, and folds.tsv: which case in which fold
    FOLDER/predictions/  what each fold's table makes of its own cases, as ID.json with "text" and "beside"

--without ORIGIN leaves an origin out of the training, to see what a table makes of a kind of page it has not seen.
docs/line-table.md tells what was chosen and why.
"""
import argparse, hashlib, html, json, re, subprocess, sys, unicodedata
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[1] / "folds"))
from sites import sites  # noqa: E402

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
PLACES = 10  # binary places of a weight, as in table.rs
FOLDS = 5


ROOT = Path(__file__).resolve().parents[2]
BYTE = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(128, 256)}


def repaired(text):
    """The repairs that the line model may count on: entities, text read in the wrong character set, white space."""
    def undone(m):
        try:
            return bytes(BYTE[c] for c in m.group(0)).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return m.group(0)

    lines = (re.sub("[\u0080-\uffff]{2,}", undone, html.unescape(html.unescape(line))) for line in text.split("\n"))
    return "\n".join(re.sub("[\\s\u200b\ufeff\u00ad]+", " ", line).strip() for line in lines)


def example(*arguments):
    command = ["cargo", "run", "--quiet", "--release", "--example", "line_features", "--"]
    subprocess.run(command + [str(a) for a in arguments], check=True, cwd=ROOT)


def tokens(s):
    return WORD.findall(unicodedata.normalize("NFKC", s or "").casefold())


def grams(t, n=4):
    return {tuple(t[i:i + n]) for i in range(len(t) - n + 1)}


def labels(lines, gold, neutral):
    """1 for lines of the article, 0 for others, None for those that count neither way."""
    told, marked = grams(tokens(gold)), grams(tokens(neutral))
    flat = " " + " ".join(tokens(gold)) + " "
    flat_neutral = [" ".join(tokens(l)) for l in (neutral or "").splitlines()]
    toks, out = [tokens(l) for l in lines], []
    for t in toks:
        if len(t) < 4:
            out.append(-1)
            continue
        g = grams(t)
        if len(g & told) * 2 >= len(g):
            out.append(1)
        else:
            out.append(None if marked and len(g & marked) * 2 >= len(g) else 0)
    for i, t in enumerate(toks):
        if out[i] != -1:
            continue
        s = " ".join(t)
        before = next((toks[j][-3:] for j in range(i - 1, -1, -1) if out[j] == 1), [])
        after = next((toks[j][:3] for j in range(i + 1, len(toks)) if out[j] == 1), [])
        inside = s and any(" " + x + " " in flat for x in
                           ([" ".join(before) + " " + s] if before else []) + ([s + " " + " ".join(after)] if after else []))
        out[i] = 1 if inside else None if not t or s in flat_neutral else 0
    seen = set()
    for i, t in enumerate(toks):
        if out[i] == 1 and len(t) >= 4:
            key = tuple(t)
            if key in seen:
                out[i] = None
            seen.add(key)
    return out


def snippets(lines, with_, without):
    """1 for lines that hold a snippet that must be kept, 0 for one that must not, None for all others."""
    flat = lambda s: re.sub(r"\s+", " ", unicodedata.normalize("NFKC", s)).strip()
    yes, no = [flat(s) for s in with_ or []], [flat(s) for s in without or []]
    out = []
    for line in map(flat, lines):
        a, b = any(s and s in line for s in yes), any(s and s in line for s in no)
        out.append(None if a == b else 1 if a else 0)
    return out


def fit(X, y, w, strength):
    mean = np.average(X, axis=0, weights=w)
    dev = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=w))
    dev[dev < 1e-6] = 1.0
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-6)
    model.fit((X - mean) / dev, y, sample_weight=w)
    coef = model.coef_[0] / dev
    bias = model.intercept_[0] - (coef * mean).sum()
    scale = 1000 * (1 << PLACES)
    return np.rint(coef * scale).astype(np.int64), int(round(bias * scale))


def write(path, names, coef, bias, note):
    rows = [f"# feature\tweight\t{note}", f"bias\t{bias}"] + [f"{n}\t{c}" for n, c in zip(names, coef)]
    Path(path).write_text("\n".join(rows) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for flag in ("--data", "--work", "--out"):
        ap.add_argument(flag, required=True, type=Path)
    ap.add_argument("--origins", default="sh,gn,tr,mr")
    ap.add_argument("--weights", default="tr=0.3,mr=0.3", help="weight of a document by origin; 1 where not named")
    ap.add_argument("--without", default="")
    ap.add_argument("--strength", type=float, default=0.003, help="inverse of the penalty on weights")
    a = ap.parse_args()
    origins = [o for o in a.origins.split(",") if o != a.without]
    weights = {k: float(v) for k, v in (x.split("=") for x in a.weights.split(",") if x)}
    a.work, dump, folds = a.work.resolve(), str(a.work.resolve() / "lines"), a.work.resolve() / "tables"
    (a.work / "txt").mkdir(parents=True, exist_ok=True)
    for path in (a.data / "txt").glob("*.txt"):
        (a.work / "txt" / path.name).write_text(repaired(path.read_text(encoding="utf-8", errors="replace")), encoding="utf-8")
    example("features", a.work / "txt", dump)
    names = Path(dump + ".names").read_text().split()
    index = [l.split("\t") for l in Path(dump + ".idx").read_text().splitlines()]
    counts = {k: int(n) for k, n in index}
    data = np.fromfile(dump, dtype="<i2").reshape(-1, len(names))
    at, place = 0, {}
    for k, n in index:
        place[k] = at
        at += int(n)
    gold = [g for g in map(json.loads, open(a.data / "gold.jsonl", encoding="utf-8")) if g["id"] in place]
    texts = {g["id"]: [l.strip() for l in (a.work / "txt" / f"{g['id']}.txt").read_text(encoding="utf-8", errors="replace").split("\n")
                       if l.strip()] for g in gold}
    site = sites(gold, texts)
    fold = {i: int(hashlib.sha256(s.encode()).hexdigest(), 16) % FOLDS for i, s in site.items()}
    X, y, w, f = [], [], [], []
    for g in gold:
        if g["origin"] not in origins or not (g.get("text") or g.get("with")):
            continue
        lines = texts[g["id"]]
        assert len(lines) == counts[g["id"]], (g["id"], len(lines), counts[g["id"]])
        lab = labels(lines, g["text"], g.get("neutral")) if g.get("text") else snippets(lines, g["with"], g["without"])
        rows = data[place[g["id"]]:place[g["id"]] + len(lines)]
        ruled = rows[:, [names.index(n) for n in ("in-thread", "in-teasers")]].any(axis=1)  # rules decide there
        use = [i for i, l in enumerate(lab) if l is not None and not ruled[i]]
        if not any(lab[i] == 1 for i in use):
            continue
        ww = np.sqrt([len(tokens(lines[i])) + 1 for i in use])
        X.append(rows[use])
        y.append(np.array([lab[i] for i in use]))
        w.append(ww / ww.sum() * weights.get(g["origin"], 1.0))
        f.append(np.full(len(use), fold[g["id"]]))
    X, y, w, f = np.concatenate(X).astype(float), np.concatenate(y), np.concatenate(w), np.concatenate(f)
    w = w / w.mean()
    print(f"{len(y)} lines, {y.mean():.3f} article, {len(set(site.values()))} sites")
    coef, bias = fit(X, y, w, a.strength)
    write(a.out, names, coef, bias, f"trained on {', '.join(origins)}")
    folds.mkdir(exist_ok=True)
    (folds / "folds.tsv").write_text("".join(f"{i}\t{n}\n" for i, n in sorted(fold.items())))
    write(folds / "all.tsv", names, coef, bias, "all")
    right = []
    for n in range(FOLDS):
        c, b = fit(X[f != n], y[f != n], w[f != n], a.strength)
        write(folds / f"{n}.tsv", names, c, b, f"without fold {n}")
        held = f == n
        right.append(np.average(((X[held] @ c + b) > 0) == (y[held] == 1), weights=w[held]))
    print("weight of lines judged right by the table alone, by fold:", " ".join(f"{r:.4f}" for r in right))
    example("predict", a.work / "txt", folds, folds / "folds.tsv", a.work / "predictions")


if __name__ == "__main__":
    main()
