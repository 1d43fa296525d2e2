"""Cross-sectional regression with HC1 and by-date errors on constructed data: regression.py > regression.json (numpy only)."""

import json

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def angle_tail(theta, df):
    """Integral of cos^(df-1) from theta to pi/2."""
    half = (np.pi / 2 - theta) / 2
    return half * (WEIGHTS * np.cos(theta + half * (NODES + 1)) ** (df - 1)).sum()


def two_sided(t, df):
    """Two-sided tail of Student's t by quadrature."""
    return float(angle_tail(np.arctan(abs(t) / np.sqrt(df)), df) / angle_tail(0.0, df))


def critical(df):
    """The t that a two-sided test at 5 % asks for, by bisection."""
    low, high = 0.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided(middle, df) > 0.05 else (low, middle)
    return (low + high) / 2


g = np.random.default_rng(20231117)
n = 40
size, surprise = np.round(g.normal(24, 2, n), 3), np.round(g.normal(0, 1, n), 3)
dates = [f'2023-{1 + i // 3:02d}-15' for i in g.permutation(n) % 30]
car = np.round(0.01 - 0.0004 * size + 0.006 * surprise + g.standard_t(4, n) * 0.02 * (1 + np.abs(surprise)), 6)

X = np.column_stack([np.ones(n), size, surprise])
p = X.shape[1]
beta = np.linalg.lstsq(X, car, rcond=None)[0]
e = car - X @ beta
bread = np.linalg.inv(X.T @ X)
hc1 = n / (n - p) * bread @ (X.T @ (X * (e**2)[:, None])) @ bread
unique = sorted(set(dates))
meat = np.zeros((p, p))
for date in unique:
    rows = np.array([d == date for d in dates])
    score = X[rows].T @ e[rows]
    meat += np.outer(score, score)
G = len(unique)
cluster = G / (G - 1) * (n - 1) / (n - p) * bread @ meat @ bread
expected = {
    'n': n,
    'df': n - p,
    'r2': 1 - (e @ e) / ((car - car.mean()) @ (car - car.mean())),
    'clusters': G,
    'coefficients': [
        {
            'name': name,
            'estimate': beta[j],
            'se': np.sqrt(hc1[j, j]),
            't': beta[j] / np.sqrt(hc1[j, j]),
            'p': two_sided(beta[j] / np.sqrt(hc1[j, j]), n - p),
            'ciLow': beta[j] - critical(n - p) * np.sqrt(hc1[j, j]),
            'ciHigh': beta[j] + critical(n - p) * np.sqrt(hc1[j, j]),
            'seCluster': np.sqrt(cluster[j, j]),
            'tCluster': beta[j] / np.sqrt(cluster[j, j]),
            'pCluster': two_sided(beta[j] / np.sqrt(cluster[j, j]), G - 1),
        }
        for j, name in enumerate(['constant', 'size', 'surprise'])
    ],
}
rows = [{'car': c, 'date': d, 'characteristics': {'size': s, 'surprise': u}} for c, d, s, u in zip(car, dates, size, surprise)]
print(json.dumps({'rows': rows, 'expected': expected}, default=float))
