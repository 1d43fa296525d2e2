"""A share in Jakarta beside an index of its own exchange and one of New York, as quoted and converted: abroad.py > abroad.json.

Sessions of Jakarta are read from ../shared/data/calendars, the index of New York from db/sample; the other prices are
constructed. What stands in the file is enough to repeat the studies: the sessions need not be at hand for the test.
"""

import csv
import gzip
import os

import numpy as np

from plain import Fit, column, show

FROM, TO = '2022-09-01', '2023-12-15'
CALENDARS = os.path.join(os.path.dirname(__file__), '../../../shared/data/calendars')


def sessions(mic):
    with gzip.open(os.path.join(CALENDARS, f'{mic}.csv.gz'), 'rt') as table:
        return [row[0] for row in csv.reader(table) if FROM <= row[0] <= TO]


jakarta = sessions('XIDX')
gspc = {date: price for date, price in column('prices/^GSPC.csv', 'close').items() if FROM <= date <= TO}
new_york = list(gspc)
every = np.arange(np.datetime64(FROM), np.datetime64(TO) + 1)
rates = [str(day) for day in every if np.is_busday(day)]
g = np.random.default_rng(20231123)


def walk(start, returns, digits):
    return np.round(start * np.cumprod(1 + returns), digits)


jkse = dict(zip(jakarta, walk(7000, g.normal(0.0002, 0.008, len(jakarta)), 2)))
rupiah = dict(zip(rates, walk(15000, g.normal(0, 0.004, len(rates)), 1)))
# What New York did the day before shows in Jakarta, as does its own index.
step = lambda prices, t: 0 if t == 0 else prices[t] / prices[t - 1] - 1
own = np.array([step(list(jkse.values()), t) for t in range(len(jakarta))])
far = np.array([step([gspc[max(d for d in new_york if d < date)] if date > new_york[0] else gspc[new_york[0]] for date in jakarta], t) for t in range(len(jakarta))])
share = dict(zip(jakarta, walk(9000, 0.9 * own + 0.4 * far + g.standard_t(5, len(jakarta)) * 0.01, 0)))
# A session without a rate, and one without a price of the index.
del rupiah['2023-11-29']
del jkse['2023-10-11']
inverse = {date: round(1 / price, 10) for date, price in rupiah.items()}

usual = {
    'returnType': 'simple', 'model': 'market', 'estimation': [-250, -11], 'event': [-3, 5],
    'windows': [[0, 0], [0, 1], [-3, 5]], 'alpha': 0.05,
}
CASES = {
    'the index of its own exchange': ({}, lambda date: jkse.get(date)),
    'an index of New York': ({}, lambda date: gspc.get(date)),
    'an index of New York in rupiah, by rupiah a dollar': ({'convert': ['IDR=X']}, lambda date: gspc.get(date) and rupiah.get(date) and gspc[date] * rupiah[date]),
    'an index of New York in rupiah, by dollars a rupiah': ({'convert': ['IDRUSD=X']}, lambda date: gspc.get(date) and inverse.get(date) and gspc[date] / inverse[date]),
    'an index of New York with lead and lag': ({'model': 'dimson'}, lambda date: gspc.get(date)),
    'an index of New York, trade to trade': ({'lumped': 'trade-to-trade'}, lambda date: gspc.get(date)),
}
# In Jakarta's morning: Thanksgiving in New York, the Monday after it, and the session without a rate.
EVENTS = {'thanksgiving': '2023-11-23', 'monday': '2023-11-27', 'no-rate': '2023-11-29'}


def case(changes, market):
    settings = usual | {name: value for name, value in changes.items() if name != 'convert'}
    series = {
        'calendar': jakarta,
        'asset': {'kind': 'prices', 'values': [share[date] for date in jakarta]},
        'market': {'kind': 'prices', 'values': [market(date) for date in jakarta]},
    }
    found = {}
    for name, day0 in EVENTS.items():
        study = Fit(series, jakarta.index(day0), settings).study()
        found[name] = {'day0': day0} | {key: study[key] for key in ('model', 'days', 'windows')}
    return {'settings': settings, 'convert': changes.get('convert', []), 'expected': found}


table = lambda prices: [[date, price] for date, price in prices.items()]
show({
    'prices': {'SHARE.JK': table(share), '^JKSE': table(jkse), '^GSPC': table(gspc), 'IDR=X': table(rupiah), 'IDRUSD=X': table(inverse)},
    'events': EVENTS,
    'cases': [{'id': name, 'benchmark': '^JKSE' if name.startswith('the') else '^GSPC'} | case(*rest) for name, rest in CASES.items()],
})
