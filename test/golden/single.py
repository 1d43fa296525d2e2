"""Every figure of single events on the prices of db/sample, holes made by leaving prices out: single.py > single.json.

The prices themselves are not repeated: the test reads them from db/sample, as this script does, and leaves out the same dates.
"""

import numpy as np

from plain import Fit, column, resampled, show

FROM, TO = '2023-04-03', '2023-12-29'
msft, gspc = column('prices/MSFT.csv', 'adj_close'), column('prices/^GSPC.csv', 'adj_close')
calendar = [date for date in sorted(gspc) if FROM <= date <= TO]
names = ['mkt_rf', 'smb', 'hml', 'rf']
factors = {name: [column('factors/ff5_daily.csv', name)[date] / 100 for date in calendar] for name in names}
usual = {
    'returnType': 'simple', 'model': 'market', 'estimation': [-110, -6], 'event': [-3, 5],
    'windows': [[0, 0], [0, 1], [-1, 1], [-3, 5]], 'alpha': 0.05,
}
market_hole = ['2023-08-02', '2023-08-03', '2023-09-01', '2023-11-20', '2023-11-24']
hole = ['2023-08-01', '2023-08-02', '2023-10-06', '2023-11-17', '2023-11-21', '2023-11-22']
ff = {'model': 'factors', 'factors': names[:2], 'riskFree': 'rf'}
# Thin trading: a third of the sessions, a week, every second session; day 0 itself has a price.
zero = calendar.index('2023-11-20')
thin = [date for i, date in enumerate(calendar) if (i - zero) % 3 == 1 or 60 <= i < 65]
seldom = [date for i, date in enumerate(calendar) if (i - zero) % 2 == 1]
traded = {'lumped': 'trade-to-trade', 'minEstimationObs': 40}
cases = {
    'market adjusted': {'model': 'market-adjusted', 'estimation': [-130, -11]},
    'Scholes and Williams': {'model': 'scholes-williams', 'alpha': 0.1},
    'Scholes and Williams with log returns': {'model': 'scholes-williams', 'returnType': 'log'},
    'Dimson with two leads and lags': {'model': 'dimson', 'dimsonLags': 2},
    'mean over holes': {'model': 'mean', 'out': hole},
    'market over holes': {'out': hole},
    'market over holes with log returns': {'returnType': 'log', 'out': hole},
    'market adjusted over holes': {'model': 'market-adjusted', 'out': hole},
    'Scholes and Williams over holes': {'model': 'scholes-williams', 'out': hole},
    'Dimson over holes of the estimation window': {'model': 'dimson', 'out': hole[:3]},
    'factors over holes': {**ff, 'out': hole},
    'factors over holes with log returns': {**ff, 'returnType': 'log', 'out': hole},
    'market over holes of the benchmark': {'marketOut': market_hole[:3] + ['2023-11-16']},
    'market over holes of both': {'out': hole, 'marketOut': market_hole, 'day0': '2023-11-24'},
    'market adjusted over holes of both with log returns': {
        'model': 'market-adjusted', 'returnType': 'log', 'out': hole, 'marketOut': market_hole,
    },
    'Scholes and Williams over holes of both': {'model': 'scholes-williams', 'out': hole, 'marketOut': market_hole},
    'Dimson over a hole of the benchmark': {'model': 'dimson', 'marketOut': ['2023-09-01', '2023-11-22']},
    'mean over holes of the benchmark': {'model': 'mean', 'marketOut': market_hole},
    'a window that the data cut': {'day0': '2023-12-27'},
    'resampled one by one': {'bootstrap': {'draws': 199, 'seed': 11, 'block': 1}, 'out': hole},
    'resampled in blocks': {'bootstrap': {'draws': 199, 'seed': 12, 'block': None}},
    'trade to trade': {**traded, 'out': thin},
    'trade to trade with log returns': {**traded, 'returnType': 'log', 'out': thin},
    'trade to trade, mean': {**traded, 'model': 'mean', 'out': thin},
    'trade to trade, market adjusted': {**traded, 'model': 'market-adjusted', 'out': thin},
    'trade to trade, factors': {**traded, **ff, 'out': thin},
    'trade to trade, Dimson': {**traded, 'model': 'dimson', 'out': thin},
    'trade to trade over holes of both': {**traded, 'out': hole, 'marketOut': market_hole},
    'trade to trade, never two sessions in a row': {**traded, 'out': seldom},
    'trade to trade, resampled': {**traded, 'out': thin, 'bootstrap': {'draws': 199, 'seed': 13, 'block': 1}},
}


def case(changes):
    changes = dict(changes)
    out, market_out, day0 = changes.pop('out', []), changes.pop('marketOut', []), changes.pop('day0', '2023-11-20')
    settings = usual | changes
    series = {
        'calendar': calendar, 'factors': factors,
        'asset': {'kind': 'prices', 'values': [None if date in out else msft[date] for date in calendar]},
        'market': {'kind': 'prices', 'values': [None if date in market_out else gspc[date] for date in calendar]},
    }
    fit = Fit(series, calendar.index(day0), settings)
    expected = fit.study()
    boot = settings.get('bootstrap')
    if boot:
        for window in expected['windows']:
            window['resampled'] = resampled(
                fit.residual, fit.k, window['car'], window['L'], settings['alpha'], boot['draws'], boot['seed'], boot['block']
            )
        # Resampling is what these cases are for.
        expected = {'windows': [{key: w[key] for key in ('from', 'to', 'car', 'resampled')} for w in expected['windows']]}
    return {'day0': day0, 'settings': settings, 'out': out, 'marketOut': market_out, 'expected': expected}


show({'from': FROM, 'to': TO, 'factors': names, 'cases': [{'id': name} | case(changes) for name, changes in cases.items()]})
