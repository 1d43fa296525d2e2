"""Every session of MSFT forecast from its own preceding window, on the prices of db/sample: abnormal.py > abnormal.json."""

import numpy as np
from scipy import stats

import plain
from plain import Fit, column, show

msft, gspc = column('prices/MSFT.csv', 'adj_close'), column('prices/^GSPC.csv', 'adj_close')
calendar = sorted(gspc)
HOLE = ['2023-05-10', '2023-05-11', '2023-11-17']
NO_MARKET = ['2023-08-15']
series = {
    'calendar': calendar,
    'market': {'kind': 'prices', 'values': [None if date in NO_MARKET else gspc[date] for date in calendar]},
    'asset': {'kind': 'prices', 'values': [None if date in HOLE else msft[date] for date in calendar]},
}
EVENTS = ['2022-10-26', '2023-01-24', '2023-01-25', '2023-04-26', '2023-11-17', '2023-11-20']
STALE = ['2023-06-06', '2023-06-07', '2023-06-08']
laid_out = {}
plain_observations = plain.observations


def once(given, s):
    """The same rows serve every session."""
    key = (s['model'], s['returnType'])
    if key not in laid_out:
        laid_out[key] = plain_observations(given, s)
    return laid_out[key]


plain.observations = once


def every(s, step):
    events, stale = [calendar.index(d) for d in EVENTS], {calendar.index(d) for d in STALE}
    tested, untested = {}, {}
    for t, date in enumerate(calendar):
        span = once(series, s)[2]
        mask = set(stale)
        if s.get('estimationMask') == 'events':
            mask |= {day + shift for day in events if day != t for shift in (-1, 0, 1)}
        window = [u for u in range(t + s['estimation'][0], t + s['estimation'][1] + 1) if u >= 0 and span[u] == 1]
        if span[t] == 0:
            untested[date] = 'noPrice'
        elif len([u for u in window if u not in mask]) < s['needed']:
            untested[date] = 'tooFewObservations'
        else:
            fit = Fit(series, t, s, mask)
            day, figures = fit.day(0), fit.figures()
            tested[date] = {'date': date, 'M': fit.M, 'sigma': fit.sigma, 'beta': figures.get('beta', 0)} | {
                key: day[key] for key in ('span', 'r', 'expected', 'ar', 'se', 't', 'p', 'ciLow', 'ciHigh')
            }
    adjusted = dict(zip(tested, stats.false_discovery_control([day['p'] for day in tested.values()])))
    reasons = sorted(set(untested.values()))
    kept = [date for i, date in enumerate(tested) if i % step == 0 or date in EVENTS or tested[date]['span'] > 1]
    return {
        'tested': len(tested), 'untested': [{'reason': r, 'sessions': sum(reason == r for reason in untested.values())} for r in reasons],
        'sumAr': float(np.sum([day['ar'] for day in tested.values()])), 'sumT': float(np.sum([day['t'] for day in tested.values()])),
        'sessions': [tested[date] | {'pAdjusted': adjusted[date]} for date in kept],
    }


usual = {'returnType': 'simple', 'model': 'market', 'estimation': [-260, -11], 'event': [0, 0], 'windows': [[0, 0]], 'alpha': 0.05, 'needed': 100}
cases = []
for name, step, changes in [
    ('the market model', 23, {}),
    ('a window that ends the day before, other events masked', 31, {'estimation': [-120, -1], 'estimationMask': 'events', 'needed': 60, 'alpha': 0.1}),
    ('dimson', 61, {'model': 'dimson'}),
    ('the mean, in logarithms', 61, {'model': 'mean', 'returnType': 'log'}),
]:
    s = usual | changes
    settings = {key: value for key, value in s.items() if key != 'needed'}
    cases.append({'id': name, 'settings': settings, 'expected': every(s, step)})
show({'out': HOLE, 'noMarket': NO_MARKET, 'events': EVENTS, 'stale': STALE, 'cases': cases})
