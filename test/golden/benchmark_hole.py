"""MSFT on 2023-11-17 against ^GSPC without 2023-11-16, from the files of db/sample by plain arithmetic.

The session of the hole keeps its place, so the estimation window is that of a whole benchmark; what runs from the 15th to
the 17th is one observation of two sessions: 2 alpha + beta Rm, variance 2 s^2 and the coefficients' share.
Run: python3 test/golden/benchmark_hole.py > test/golden/benchmark_hole.json
"""
import csv
import json
import math


def rows(name):
    with open(f"db/sample/{name}") as file:
        return list(csv.reader(file))[1:]


msft, gspc = rows("prices/MSFT.csv"), rows("prices/^GSPC.csv")
dates = [row[0] for row in msft]
market = [float(row[4]) for row in gspc]
plain = [float(row[4]) for row in msft]
total = plain[:]
for date, _, amount in rows("actions/MSFT.csv"):
    if date in dates and dates.index(date) > 0:
        ex = dates.index(date)
        for t in range(ex):
            total[t] *= 1 - float(amount) / plain[ex - 1]


def study(prices):
    zero = dates.index("2023-11-17")
    window = range(zero - 260, zero - 10)
    y = [prices[t] / prices[t - 1] - 1 for t in window]
    x = [market[t] / market[t - 1] - 1 for t in window]
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    sxx = sum((a - mx) ** 2 for a in x)
    beta = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sxx
    alpha = my - beta * mx
    s = math.sqrt(sum((b - alpha - beta * a) ** 2 for a, b in zip(x, y)) / (n - 2))
    r, rm = prices[zero] / prices[zero - 2] - 1, market[zero] / market[zero - 2] - 1
    ar = r - 2 * alpha - beta * rm
    c = 2 + 4 / n + (rm - 2 * mx) ** 2 / sxx
    return {"M": n, "span": 2, "r": r, "expected": r - ar, "ar": ar, "C": c, "se": s * math.sqrt(c), "t": ar / (s * math.sqrt(c))}


print(json.dumps({"plain closes": study(plain), "with dividends": study(total)}, indent=2))
