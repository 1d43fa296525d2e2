"""Sessions of MSFT that stand out, and one event under many choices, on the prices of db/sample: moves.py > moves.json."""

from itertools import product

import numpy as np
from scipy import stats

import plain
from plain import Fit, column, show

msft, gspc = column('prices/MSFT.csv', 'adj_close'), column('prices/^GSPC.csv', 'adj_close')
calendar = sorted(gspc)
HOLE = ['2023-05-10', '2023-05-11', '2023-11-17']
series = {
    'calendar': calendar, 'market': {'kind': 'prices', 'values': [gspc[date] for date in calendar]},
    'asset': {'kind': 'prices', 'values': [None if date in HOLE else msft[date] for date in calendar]},
}
usual = {
    'returnType': 'simple', 'model': 'market', 'estimation': [-260, -11], 'event': [-10, 10], 'windows': [[0, 0]],
    'alpha': 0.05,
}
laid_out = {}
plain_observations = plain.observations


def once(given, s):
    """The same rows serve every session."""
    key = (s['model'], s['returnType'])
    if key not in laid_out:
        laid_out[key] = plain_observations(given, s)
    return laid_out[key]


plain.observations = once

EVENTS = [
    ('results', ['2022-10-26']), ('doubtful', ['2023-01-24', '2023-01-25', '2023-04-26']), ('inside the hole', ['2023-11-17']),
    ('after the hole', ['2023-11-20']), ('early', ['2022-02-01']), ('quiet', ['2023-08-08']),
]


def masked(date):
    days = [calendar.index(d) for _, sessions in EVENTS for d in sessions if d != date]
    return {t + shift for t in days for shift in (-1, 0, 1)}


def moves(first, last, s):
    tested, untested = {}, {}
    for t in range(first, last + 1):
        span = once(series, s)[2]
        window = [u for u in range(t + s['estimation'][0], t + s['estimation'][1] + 1) if u >= 0 and span[u] == 1]
        mask = masked(calendar[t]) if s.get('estimationMask') == 'events' else set()
        if span[t] == 0:
            untested[calendar[t]] = 'noPrice'
        elif len([u for u in window if u not in mask]) < s.get('needed', 100):
            untested[calendar[t]] = 'tooFewObservations'
        else:
            day = Fit(series, t, s, mask).day(0)
            tested[calendar[t]] = {'date': calendar[t], **{key: day[key] for key in ('r', 'ar', 't', 'p')}}
    adjusted = stats.false_discovery_control([day['p'] for day in tested.values()])
    named = lambda date: [name for name, sessions in EVENTS if date in sessions]
    loud = {
        date: day | {'pAdjusted': q, 'kind': 'explained' if named(date) else 'no candidate'} | ({'events': named(date)} if named(date) else {})
        for (date, day), q in zip(tested.items(), adjusted) if q <= s['alpha']
    }
    silent = [
        {
            'id': name,
            'sessions': [{key: tested[d][key] for key in ('date', 'ar', 't', 'p')} for d in sessions if d in tested],
            'untested': [{'date': d, 'reason': untested.get(d, 'outsideData')} for d in sessions if d not in tested],
        }
        for name, sessions in EVENTS if not set(sessions) & set(loud)
    ]
    reasons = sorted(set(untested.values()))
    return {
        'tested': len(tested), 'level': s['alpha'], 'moves': list(loud.values()), 'eventsWithoutMove': silent,
        'untested': [{'reason': r, 'sessions': sum(reason == r for reason in untested.values())} for r in reasons],
    }


cases = []
for name, first, last, changes in [
    ('the whole history', calendar[0], calendar[-1], {}),
    ('a quarter at another level', '2022-10-03', '2022-12-30', {'alpha': 0.2}),
    ('a quarter, other events masked', '2023-04-03', '2023-06-30', {'alpha': 0.5, 'estimationMask': 'events', 'model': 'market-adjusted'}),
]:
    s = usual | changes
    cases.append({'id': name, 'range': [first, last], 'settings': s, 'expected': moves(calendar.index(first), calendar.index(last), s)})


def spread(cells, alpha):
    """What combinations say together."""
    computed = [cell for cell in cells if cell['kind'] == 'computed']
    cars = np.array([cell['car'] for cell in computed])
    verdicts = {0 if cell['p'] > alpha else np.sign(cell['car']) for cell in computed}
    positive, negative = int((cars > 0).sum()), int((cars < 0).sum())
    return {
        'computed': len(cars), 'absent': len(cells) - len(cars), 'shareSignificant': np.mean([cell['p'] <= alpha for cell in computed]),
        'positive': positive, 'negative': negative, 'signFlips': positive > 0 and negative > 0, 'minCar': cars.min(),
        'medianCar': np.median(cars), 'maxCar': cars.max(), 'fragile': len(verdicts) > 1,
    }


def robustness(days, s, models, lengths, windows):
    cells = []
    for model, length, date in product(models, lengths, days):
        variant = s | {'model': model, 'estimation': [s['estimation'][1] - length + 1, s['estimation'][1]]}
        fit = Fit(series, calendar.index(date), variant)
        for a, b in windows:
            window = fit.tested(a, b)
            cell = {'model': model, 'estimationLength': length, 'from': a, 'to': b, 'day0': date}
            if window['car'] is None:
                cells.append(cell | {'kind': 'absent', 'reason': 'noPrice'})
                continue
            p = window['pExact']
            cells.append(cell | {'kind': 'computed', 'car': window['car'], 't': window['tExact'], 'p': p, 'significant': p <= s['alpha']})
    by_window = [
        {'from': a, 'to': b} | spread([cell for cell in cells if (cell['from'], cell['to']) == (a, b)], s['alpha']) for a, b in windows
    ]
    return {'cells': cells, 'all': spread(cells, s['alpha']), 'windows': by_window}


grid = {
    'models': ['market', 'market-adjusted', 'mean', 'scholes-williams', 'dimson'], 'estimationLengths': [60, 150],
    'windows': [[0, 0], [0, 1], [-2, 2]],
}
days = ['2023-11-17', '2023-11-20']
s = usual | {'alpha': 0.3}
show({
    'out': HOLE, 'events': [{'id': name, 'dates': dates} for name, dates in EVENTS], 'cases': cases,
    'robustness': {
        'days0': days, 'settings': s, 'grid': grid,
        'expected': robustness(days, s, grid['models'], grid['estimationLengths'], grid['windows']),
    },
})
