"""Generalised rank tests with absent values on constructed data: grank.py > grank.json (numpy and SciPy).

Kolari and Pynnonen (2011): every event ranks its residuals and, where it has one, its tested value. N counts every event
of the sample, also those without a value, whose residuals are ranked among themselves.
"""

import json

import numpy as np
from scipy.stats import norm, rankdata, t as student

g = np.random.default_rng(20010911)
N, L1 = 9, 40
residuals = np.round(g.standard_t(4, (N, L1)), 2)
residuals[g.random((N, L1)) < 0.08] = np.nan
z = np.round(g.normal(0.8, 1.3, (N, 3)), 2)
z[[1, 4, 6], 0] = np.nan
z[5, 1] = np.nan


def scores(row):
    known = ~np.isnan(row)
    u = np.full(row.shape, np.nan)
    u[known] = rankdata(row[known]) / (known.sum() + 1) - 0.5
    return u, known.sum()


expected = []
for column in range(z.shape[1]):
    u, m = zip(*(scores(np.append(residuals[i], z[i, column])) for i in range(N)))
    u, m = np.array(u), np.array(m)
    count = (~np.isnan(u)).sum(axis=0)
    used = count > 0
    mean = np.nanmean(u[:, used], axis=0)
    T = int(used.sum())
    S = np.sqrt((count[used] / N * mean**2).sum() / T)
    Z = mean[-1] / S
    grank_t = Z * np.sqrt((T - 2) / (T - 1 - Z**2))
    tested = ~np.isnan(u[:, -1])
    grank_z = u[tested, -1].sum() / np.sqrt(((m[tested] - 1) / (12 * (m[tested] + 1))).sum())
    expected.append(
        {
            'T': T,
            'grankT': grank_t,
            'grankTDf': T - 2,
            'grankTP': 2 * student.sf(abs(grank_t), T - 2),
            'grankZ': grank_z,
            'grankZP': 2 * norm.sf(abs(grank_z)),
        }
    )

plain = lambda a: [[None if np.isnan(x) else float(x) for x in row] for row in a]
print(json.dumps({'residuals': plain(residuals), 'z': plain(z), 'expected': expected}))
