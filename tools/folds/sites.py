"""Which cases of the development set are of one site: folds keep them together (standard library only)."""
from collections import Counter, defaultdict
from urllib.parse import urlsplit


def sites(gold, texts):
    """The site of each case: its host, else the group of cases that share five lines which are rare in the set."""
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    holders = defaultdict(set)
    for g in gold:
        host = urlsplit(g.get("url") or "").hostname
        if host and "." in host:
            parent[find(g["id"])] = find("host:" + ".".join(host.split(".")[-2:]))
        for line in set(texts[g["id"]]):
            if len(line) > 8:
                holders[line].add(g["id"])
    pairs = Counter()
    for ids in holders.values():
        if 2 <= len(ids) <= 12:
            ids = sorted(ids)
            pairs.update((a, b) for i, a in enumerate(ids) for b in ids[i + 1:])
    for (a, b), n in pairs.items():
        if n >= 5:
            parent[find(a)] = find(b)
    return {g["id"]: find(g["id"]) for g in gold}
