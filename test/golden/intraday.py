"""Hourly bars of two constructed shares on real session dates, with a half day and missing bars: intraday.py > intraday.json."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from plain import NAN, Fit, column, show

NEW_YORK = ZoneInfo('America/New_York')
FROM, TO, HALF_DAY = '2023-10-16', '2023-12-06', '2023-11-24'
sessions = [date for date in sorted(column('prices/MSFT.csv', 'close')) if FROM <= date <= TO]
starts, ends = [], []
for date in sessions:
    clock = lambda text: datetime.fromisoformat(f'{date}T{text}').replace(tzinfo=NEW_YORK)
    closes = clock('13:00' if date == HALF_DAY else '16:00')
    start = clock('09:30')
    while start < closes:
        starts.append(start)
        ends.append(min(start + timedelta(hours=1), closes))
        start += timedelta(hours=1)

g = np.random.default_rng(20231124)
N = len(starts)
# The first bar of a session holds the night and moves most, the short last one least.
first = np.array([start.strftime('%H:%M') == '09:30' for start in starts])
last = np.array([end - start < timedelta(hours=1) for start, end in zip(starts, ends)])
size = np.where(first, 0.008, np.where(last, 0.002, 0.003))
market_returns = g.normal(0, 1, N) * size
base = np.round(360 * np.cumprod(1 + market_returns), 2)
news = np.round(40 * np.cumprod(1 + 1.2 * market_returns + g.standard_t(5, N) * size * 0.8), 2)
at = [start.isoformat() for start in starts]
gone = [at.index('2023-11-02T11:30:00-04:00'), at.index('2023-11-24T10:30:00-05:00'), at.index('2023-11-24T11:30:00-05:00')]
news[gone] = NAN

usual = {
    'returnType': 'simple', 'model': 'market', 'estimation': [-150, -6], 'event': [-3, 5],
    'windows': [[0, 0], [0, 1], [-3, 5]], 'alpha': 0.05,
}
CASES = [
    ('in a bar', '2023-11-17T15:28:00-05:00', {}),
    ('at the end of a bar', '2023-11-17T14:30:00-05:00', {}),
    ('after the close', '2023-11-20T17:05:00-05:00', {'returnType': 'log'}),
    ('in the last bar of a half day', '2023-11-24T12:59:59-05:00', {}),
    ('at the close of a half day', '2023-11-24T13:00:00-05:00', {'model': 'market-adjusted'}),
    ('where the data end', '2023-12-06T13:00:00-05:00', {}),
]


def case(name, moment, changes):
    s = usual | changes
    instant = datetime.fromisoformat(moment)
    zero = next(i for i, end in enumerate(ends) if end > instant)
    series = {'calendar': at, 'asset': {'kind': 'prices', 'values': news}, 'market': {'kind': 'prices', 'values': base}}
    fit = Fit(series, zero, s)
    bars = []
    for rel in range(s['event'][0], s['event'][1] + 1):
        t = zero + rel
        day = fit.day(rel)
        if t >= N:
            bars.append({'rel': rel, 'bar': None, 'ar': None, 'overnight': False, 'slotN': 0, 'slotRms': None, 'zSlot': None})
            continue
        slot = starts[t].strftime('%H:%M')
        same = [e for e, u in zip(fit.residual, fit.window) if starts[u].strftime('%H:%M') == slot and not np.isnan(e)]
        rms = np.sqrt(np.mean(np.square(same)))
        kept = {key: day.get(key) for key in ('r', 'ar', 't', 'p')} | ({'empTwo': day['empTwo']} if 'empTwo' in day else {})
        z = NAN if day['ar'] is None else day['ar'] / rms
        overnight = starts[t].date() != starts[t - 1].date()
        bars.append({'rel': rel, 'bar': at[t], 'overnight': overnight, 'slotN': len(same), 'slotRms': rms, 'zSlot': z} | kept)
    names = ['from', 'to', 'L', 'car', 'seExact', 'tExact', 'pExact', 'empB', 'empTwo']
    windows = [{key: window[key] for key in names} for window in map(lambda w: fit.tested(*w), s['windows'])]
    model = {key: fit.figures()[key] for key in ('alpha', 'beta', 'sigma', 'df', 'M')}
    return {'id': name, 'at': moment, 'settings': s, 'expected': {'bar0': at[zero], 'model': model, 'bars': bars, 'windows': windows}}


show({
    'bars': at, 'ends': [end.isoformat() for end in ends], 'security': news, 'market': base,
    'cases': [case(*given) for given in CASES],
})
