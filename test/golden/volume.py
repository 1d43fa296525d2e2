"""Abnormal volume, variance and range on the prices of db/sample: volume.py > volume.json (numpy, SciPy).

Volume 0 is missing (the vendor's hole of ^GSPC on 2023-05-24 is such a one); holes in the prices are made by leaving them out.
"""

import numpy as np
from scipy import stats

from plain import NAN, Fit, column, show

fields = ['high', 'low', 'adj_close', 'volume']
table = {ticker: {name: column(f'prices/{ticker}.csv', name) for name in fields} for ticker in ('MSFT', '^GSPC')}
FROM, TO = '2022-11-01', '2023-12-29'
calendar = [date for date in sorted(table['^GSPC']['volume']) if FROM <= date <= TO]
usual = {
    'returnType': 'simple', 'model': 'market', 'estimation': [-110, -6], 'event': [-3, 3],
    'windows': [[0, 0], [0, 1], [-3, 3]], 'alpha': 0.05,
}
cases = [
    ('MSFT', '2023-11-17', [], {}),
    ('MSFT', '2023-11-20', ['2023-07-03', '2023-11-17', '2023-11-21', '2023-11-22'], {}),
    ('MSFT', '2023-11-20', ['2023-11-17', '2023-11-21', '2023-11-22'], {'model': 'market-adjusted', 'returnType': 'log'}),
    ('^GSPC', '2023-05-23', [], {'model': 'mean'}),
    ('MSFT', '2023-12-28', ['2023-12-28'], {'windows': [[0, 0], [2, 3], [-3, 3]]}),
]


def volume(values, day0, s):
    e0, e1 = s['estimation']
    v = np.log(np.where(values > 0, values, NAN))
    usual_volume = v[day0 + e0 : day0 + e1 + 1]
    usual_volume = usual_volume[~np.isnan(usual_volume)]
    M, mean, sd = len(usual_volume), usual_volume.mean(), usual_volume.std(ddof=1)
    p = lambda t: 2 * stats.t.sf(abs(t), M - 1)
    at = lambda rel: v[day0 + rel] if day0 + rel < len(v) else NAN
    days = []
    for rel in range(s['event'][0], s['event'][1] + 1):
        A = at(rel) - mean
        t = A / (sd * np.sqrt(1 + 1 / M))
        days.append({'rel': rel, 'logVolume': at(rel), 'abnormalLogVolume': A, 'volumeRatio': np.exp(A), 'tVolume': t, 'pVolume': p(t)})
    windows = []
    for a, b in s['windows']:
        A = np.array([at(rel) - mean for rel in range(a, b + 1)])
        A = A[~np.isnan(A)]
        L = len(A)
        t = A.sum() / (sd * np.sqrt(L + L**2 / M)) if L else NAN
        windows.append({'from': a, 'to': b, 'L': L, 'cumAbnormalLogVolume': A.sum() if L else NAN, 'tVolume': t, 'pVolume': p(t)})
    return {'volumeMean': mean, 'volumeSd': sd, 'M': M, 'days': days, 'windows': windows}


def variance(fit, s):
    def standardised(t):
        return fit.abnormal(t) ** 2 / (fit.sigma**2 * fit.covariance([t])[0, 0])

    days = []
    for rel in range(s['event'][0], s['event'][1] + 1):
        t = fit.at(rel)
        U = NAN if t is None else standardised(t)
        days.append({'rel': rel, 'U': U, 'pU': stats.f.sf(U, 1, fit.df)})
    windows = []
    for a, b in s['windows']:
        sessions, _, _ = fit.car(a, b)
        n = len(sessions)
        if n == 0:
            windows.append({'from': a, 'to': b, 'L': 0, 'fDiag': None, 'fChow': None, 'pChow': None})
            continue
        ar = np.array([fit.abnormal(t) for t in sessions])
        chow = ar @ np.linalg.solve(fit.covariance(sessions), ar) / (n * fit.sigma**2)
        windows.append({
            'from': a, 'to': b, 'L': int(fit.span[sessions].sum()), 'fDiag': np.mean([standardised(t) for t in sessions]),
            'fChow': chow, 'pChow': stats.f.sf(chow, n, fit.df),
        })
    return {'days': days, 'windows': windows}


def ranges(high, low, day0, s):
    e0, e1 = s['estimation']
    parkinson = np.log(high / low) ** 2 / (4 * np.log(2))
    before = parkinson[day0 + e0 : day0 + e1 + 1]
    before = before[~np.isnan(before)]
    days = []
    for rel in range(s['event'][0], s['event'][1] + 1):
        value = parkinson[day0 + rel] if day0 + rel < len(parkinson) else NAN
        ratio, others = value / before.mean(), np.round(before / before.mean(), 10)
        below = (others < np.round(ratio, 10)).mean() + (others == np.round(ratio, 10)).mean() / 2
        days.append({'rel': rel, 'parkinsonRatio': ratio, 'rangePercentile': NAN if np.isnan(ratio) else below})
    return days


def case(ticker, date, out, changes):
    s = usual | changes
    day0 = calendar.index(date)
    own = {name: np.array([NAN if d in out else table[ticker][name][d] for d in calendar]) for name in fields}
    market = {'kind': 'prices', 'values': [table['^GSPC']['adj_close'][d] for d in calendar]}
    series = {'calendar': calendar, 'asset': {'kind': 'prices', 'values': own['adj_close']}, 'market': market}
    return {
        'ticker': ticker, 'day0': date, 'out': out, 'settings': s, 'expected': {
            'volume': volume(own['volume'], day0, s), 'variance': variance(Fit(series, day0, s), s),
            'range': ranges(own['high'], own['low'], day0, s),
        },
    }


show({'from': FROM, 'to': TO, 'cases': [case(*given) for given in cases]})
