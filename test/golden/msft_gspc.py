"""MSFT against the S&P 500 index around the OpenAI board dispute, by plain linear algebra.

usage: /usr/bin/python3 msft_gspc.py PRICES FACTORS > msft_gspc.json
PRICES: folder with MSFT.csv and ^GSPC.csv (date, adj_close); FACTORS: ff5_daily.csv in percent.

Independent of the project: coefficients by numpy's SVD least squares, the variance of a window as the quadratic form of
the whole forecast covariance I + X* (X'X)^-1 X*', tails of Student's t by Gauss-Legendre quadrature. numpy only.
"""

import csv
import json
import sys

import numpy as np

E0, E1, W0, W1 = -260, -11, -10, 10
WINDOWS = [(0, 0), (0, 1), (-1, 1), (0, 5), (-5, 5), (-10, 10)]
ALPHA = 0.05
NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def angle_tail(theta, df):
    """Integral of cos^(df-1) from theta to pi/2."""
    half = (np.pi / 2 - theta) / 2
    return half * (WEIGHTS * np.cos(theta + half * (NODES + 1)) ** (df - 1)).sum()


def two_sided(t, df):
    return float(angle_tail(np.arctan(abs(t) / np.sqrt(df)), df) / angle_tail(0.0, df))


def critical(df):
    low, high = 0.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided(middle, df) > ALPHA else (low, middle)
    return (low + high) / 2


def column(path, name):
    with open(path) as file:
        return {row['date']: float(row[name]) for row in csv.DictReader(file)}


prices = {'MSFT': column(f'{sys.argv[1]}/MSFT.csv', 'adj_close'), 'GSPC': column(f'{sys.argv[1]}/^GSPC.csv', 'adj_close')}
names = ['mkt_rf', 'smb', 'hml', 'rmw', 'cma', 'rf']
factors = {name: column(sys.argv[2], name) for name in names}
calendar = [day for day in sorted(prices['GSPC']) if '2022-10-28' <= day <= '2023-12-29']
close = {name: np.array([values[day] for day in calendar]) for name, values in prices.items()}
percent = {name: np.array([values[day] for day in calendar]) for name, values in factors.items()}


def returns(kind, name):
    ratio = close[name][1:] / close[name][:-1]
    return np.concatenate([[np.nan], np.log(ratio) if kind == 'log' else ratio - 1])


def factor(name, kind):
    """Published factors are simple returns: ln(1 + f) beside logarithmic ones."""
    simple = percent[name] / 100
    return np.log1p(simple) if kind == 'log' else simple


def regressors(model, kind):
    m = returns(kind, 'GSPC')
    if model == 'mean':
        return []
    if model in ('market', 'scholes-williams', 'market-adjusted'):
        return [m]
    if model == 'dimson':
        return [np.concatenate([[np.nan], m[:-1]]), m, np.concatenate([m[1:], [np.nan]])]
    return [factor(name, kind) for name in model]


def study(day0, model, kind='simple'):
    at = calendar.index(day0)
    y = returns(kind, 'MSFT')
    if isinstance(model, list):
        y = y - factor('rf', kind)
    columns = regressors(model, kind)
    X = np.column_stack([np.ones(len(y)), *columns])
    rows = np.arange(at + E0, at + E1 + 1)
    event = np.arange(at + W0, at + W1 + 1)
    if model == 'scholes-williams':
        rows = rows[1:-1]
    M = len(rows)
    k = X.shape[1]
    beta = np.linalg.lstsq(X[rows], y[rows], rcond=None)[0]
    G = np.linalg.inv(X[rows].T @ X[rows])
    if model == 'market-adjusted':
        beta, G, k = np.array([0.0, 1.0]), np.zeros((2, 2)), 0
    if model == 'scholes-williams':
        m = columns[0]
        slope = lambda z: np.polyfit(z, y[rows], 1)[0]
        rho = np.corrcoef(m[rows], m[rows - 1])[0, 1]
        b = (slope(m[rows - 1]) + slope(m[rows]) + slope(m[rows + 1])) / (1 + 2 * rho)
        beta = np.array([y[rows].mean() - b * m[rows].mean(), b])
    e = y[rows] - X[rows] @ beta
    df = M - max(k, 1)
    centred = e - e.mean() if model == 'market-adjusted' else e
    sigma = np.sqrt(centred @ centred / df)
    ar = y[event] - X[event] @ beta
    V = np.eye(len(event)) + X[event] @ G @ X[event].T
    q = critical(df)
    days = []
    for i, t in enumerate(event):
        se = sigma * np.sqrt(V[i, i])
        days.append({
            'rel': int(t - at), 'date': calendar[t], 'r': y[t], 'ar': ar[i], 'C': V[i, i], 'se': se, 't': ar[i] / se,
            'p': two_sided(ar[i] / se, df), 'ciLow': ar[i] - q * se, 'ciHigh': ar[i] + q * se,
            'rankLow': int(1 + (e < ar[i]).sum()),
        })
    windows = []
    for a, b in WINDOWS:
        pick = ((event - at >= a) & (event - at <= b)).astype(float)
        car, L = float(pick @ ar), int(pick.sum())
        se = sigma * np.sqrt(pick @ V @ pick)
        # Studentised blocks: forecasts vary by V, in-sample sums by 1'(I - XGX')1.
        H = X[rows] @ G @ X[rows].T
        blocks = [e[s:s + L].sum() / (sigma * np.sqrt(L - H[s:s + L, s:s + L].sum())) for s in range(M - L + 1)]
        u = np.round(blocks, 10)
        u0 = np.round(car / se, 10)
        low, high = (1 + (u <= u0).sum()) / (len(u) + 1), (1 + (u >= u0).sum()) / (len(u) + 1)
        windows.append({
            'from': a, 'to': b, 'L': L, 'car': car, 'seExact': se, 'tExact': car / se, 'pExact': two_sided(car / se, df),
            'ciLow': car - q * se, 'ciHigh': car + q * se, 'empB': len(u), 'empTwo': min(1, 2 * min(low, high)),
            'empAbs': (1 + (np.abs(u) >= abs(u0)).sum()) / (len(u) + 1),
        })
    model_figures = {'M': M, 'k': k, 'df': df, 'alpha': beta[0], 'sigma': sigma}
    if model != 'mean':
        model_figures['beta'] = beta[1:].sum() if model == 'dimson' else beta[1]
    return {'model': model_figures, 'days': days, 'windows': windows}


models = ['market', 'mean', 'market-adjusted', 'scholes-williams', 'dimson', names[:1], names[:3], names[:5]]
cases = [
    {'day0': day0, 'model': model if isinstance(model, str) else 'factors', 'factors': model if isinstance(model, list) else [],
     'returnType': kind, 'expected': study(day0, model, kind)}
    for day0 in ('2023-11-17', '2023-11-20', '2023-11-22')
    for model in models
    for kind in ('simple', 'log')
    if kind == 'simple' or model == 'market' or model == names[:3]
]
series = {'calendar': calendar, 'MSFT': close['MSFT'].tolist(), 'GSPC': close['GSPC'].tolist(),
          'factors': {name: (percent[name] / 100).tolist() for name in names}}
print(json.dumps({'series': series, 'cases': cases}, default=float, separators=(',', ':')))
