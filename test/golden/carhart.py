"""The model of Carhart (1997) for MSFT in November 2023: carhart.py > carhart.json (numpy only).

Prices, the factors of Fama and French and the risk-free rate are those of db/sample. The momentum factor is constructed, in
percent of two decimals, and stands in the form of Kenneth R. French's library, which is what a user takes in.

Independent of the project: coefficients by numpy's least squares, the variance of a window as the quadratic form of the whole
forecast covariance I + X* (X'X)^-1 X*', tails of Student's t by Gauss-Legendre quadrature.
"""

import csv
import json
import os

import numpy as np

SAMPLE = os.path.join(os.path.dirname(__file__), '../../db/sample')
E0, E1, W0, W1 = -260, -11, -10, 10
WINDOWS = [(0, 0), (0, 1), (-1, 1), (0, 5), (-5, 5), (-10, 10)]
NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def angle_tail(theta, df):
    """Integral of cos^(df-1) from theta to pi/2."""
    half = (np.pi / 2 - theta) / 2
    return half * (WEIGHTS * np.cos(theta + half * (NODES + 1)) ** (df - 1)).sum()


def two_sided(t, df):
    return float(angle_tail(np.arctan(abs(t) / np.sqrt(df)), df) / angle_tail(0.0, df))


def column(path, name):
    with open(os.path.join(SAMPLE, path)) as file:
        return {row['date']: float(row[name]) for row in csv.DictReader(file)}


close = column('prices/MSFT.csv', 'adj_close')
published = {name: column('factors/ff5_daily.csv', name) for name in ('mkt_rf', 'smb', 'hml', 'rf')}
calendar = [day for day in sorted(close) if '2022-10-28' <= day <= '2023-12-29']
drawn = np.random.default_rng(1997).normal(0.02, 0.7, len(calendar))
published['mom'] = {day: round(float(value), 2) for day, value in zip(calendar, drawn)}
momentum = '\n'.join([
    'This file was constructed for a test in the form of the library: MOM by day, in percent.',
    '',
    'Missing data are indicated by -99.99 or -999.',
    '',
    ',Mom   ',
    *(f'{day.replace("-", "")},{published["mom"][day]:8.2f}' for day in calendar),
    '',
])

price = np.array([close[day] for day in calendar])
factor = {name: np.array([values[day] for day in calendar]) / 100 for name, values in published.items()}
y = np.concatenate([[np.nan], price[1:] / price[:-1] - 1]) - factor['rf']
X = np.column_stack([np.ones(len(y)), *(factor[name] for name in ('mkt_rf', 'smb', 'hml', 'mom'))])


def study(day0):
    at = calendar.index(day0)
    rows, event = np.arange(at + E0, at + E1 + 1), np.arange(at + W0, at + W1 + 1)
    beta = np.linalg.lstsq(X[rows], y[rows], rcond=None)[0]
    e = y[rows] - X[rows] @ beta
    df = len(rows) - X.shape[1]
    sigma = np.sqrt(e @ e / df)
    ar = y[event] - X[event] @ beta
    V = np.eye(len(event)) + X[event] @ np.linalg.inv(X[rows].T @ X[rows]) @ X[event].T
    zero = -W0
    windows = []
    for a, b in WINDOWS:
        pick = ((event - at >= a) & (event - at <= b)).astype(float)
        car, se = float(pick @ ar), sigma * np.sqrt(pick @ V @ pick)
        windows.append({'from': a, 'to': b, 'car': car, 't': car / se, 'p': two_sided(car / se, df)})
    t = ar[zero] / (sigma * np.sqrt(V[zero, zero]))
    return {
        'day0': day0, 'M': len(rows), 'alpha': beta[0], 'slopes': beta[1:].tolist(), 'sigma': sigma,
        'ar': ar[zero], 't': t, 'p': two_sided(t, df), 'windows': windows,
    }


days = ['2023-11-17', '2023-11-20', '2023-11-22']
print(json.dumps({'momentum': momentum, 'expected': [study(day) for day in days]}, default=float, separators=(',', ':')))
