"""Every test of a sample on constructed returns: clustered and spread dates, missing values, ties, zeros: sample.py > sample.json."""

import warnings

import numpy as np
from scipy import stats

from plain import Fit, NAN, show

warnings.simplefilter('ignore', RuntimeWarning)


def masked(events, event):
    """Sessions within one of the other events of the security."""
    others = [o['day0'] for o in events if o['security'] == event['security'] and o is not event]
    return {day0 + shift for day0 in others for shift in (-1, 0, 1)}


class Sample:
    """The tests of a list of events, from three on. `measured` holds (event, fit) pairs."""

    def __init__(self, measured, s):
        self.fits, self.s = [fit for _, fit in measured], s
        self.dates = [fit.series['calendar'][fit.day0] for fit in self.fits]
        w0, w1 = s['event']
        self.days = list(range(w0, w1 + 1))
        self.ar = np.array([[NAN if f.at(d) is None else f.abnormal(f.at(d)) for d in self.days] for f in self.fits])
        se = [[NAN if f.at(d) is None else f.sigma * np.sqrt(f.covariance([f.at(d)])[0, 0]) for d in self.days] for f in self.fits]
        self.sar = self.ar / np.array(se)
        # Trade-to-trade returns are ranked per session, as their residuals are.
        if s.get('lumped') == 'trade-to-trade':
            roots = [[1 if f.at(d) is None else np.sqrt(f.span[f.at(d)]) for d in self.days] for f in self.fits]
            self.ranked_ar = self.ar / np.array(roots)
        else:
            self.ranked_ar = self.ar
        self.residual = np.array([f.residual for f in self.fits])
        self.sigma = np.array([f.sigma for f in self.fits])
        average = np.nanmean(self.residual, axis=0)
        average = average[~np.isnan(average)]
        self.cda, self.T = average.std(ddof=1), len(average)
        share = [(np.round(f.residual, 12) > 0).sum() / f.M for f in self.fits]
        self.phat = np.mean(share)
        self.scores = [self.rank_scores(), self.standardised_scores(), self.sign_scores()]

    # Ranks and signs over estimation and event window

    def session_scores(self, score):
        """g of every session over its root mean square."""
        count = (~np.isnan(score)).sum(axis=0)
        g = np.where(count > 0, np.nansum(score, axis=0) / np.sqrt(count), NAN)
        return g / np.sqrt(np.nanmean(g**2))

    def ranked(self, values):
        out = np.full(values.shape, NAN)
        for row, own in zip(out, values):
            here = ~np.isnan(own)
            row[here] = stats.rankdata(own[here]) / (1 + here.sum()) - 0.5
        return out

    def rank_scores(self):
        return self.session_scores(self.ranked(np.round(np.hstack([self.residual, self.ranked_ar]), 12)))

    def standardised_scores(self):
        late = self.sar / np.nanstd(self.sar, axis=0, ddof=1)
        return self.session_scores(self.ranked(np.round(np.hstack([self.residual / self.sigma[:, None], late]), 10)))

    def sign_scores(self):
        both = np.round(np.hstack([self.residual, self.ranked_ar]), 12)
        return self.session_scores(np.sign(np.round(both - np.nanmedian(both, axis=1, keepdims=True), 13)))

    def generalised(self, z):
        """Kolari and Pynnonen 2011; an event without a value keeps its residuals."""
        spread = np.nanstd(z, ddof=1)
        series = np.round(np.hstack([self.residual / self.sigma[:, None], (z / spread)[:, None]]), 10)
        U = self.ranked(series)
        m, n = (~np.isnan(series)).sum(axis=1), (~np.isnan(U)).sum(axis=0)
        used = n > 0
        mean = np.nanmean(U[:, used], axis=0)
        T = int(used.sum())
        S = np.sqrt((n[used] / len(U) * mean**2).sum() / T)
        Z = mean[-1] / S
        own = ~np.isnan(U[:, -1])
        t = Z * np.sqrt((T - 2) / (T - 1 - Z**2))
        gz = U[own, -1].sum() / np.sqrt(((m[own] - 1) / (12 * (m[own] + 1))).sum())
        return {'T': T, 'grankT': t, 'grankTDf': T - 2, 'grankTP': 2 * stats.t.sf(abs(t), T - 2), 'grankZ': gz, 'grankZP': 2 * stats.norm.sf(abs(gz))}

    # Correlation

    def dated(self, i, sessions):
        """Dates of sessions; those that have not come yet are named by how far they lie after the last one."""
        calendar, day0 = self.fits[i].series['calendar'], self.fits[i].day0
        name = lambda t: calendar[t] if t < len(calendar) else f'{t - len(calendar)} after {calendar[-1]}'
        return [name(day0 + rel) for rel in sessions]

    def correlation(self, i, j):
        e0, e1 = self.s['estimation']
        # Residuals that cover other sessions than one another are no pair.
        named = lambda k: zip(self.dated(k, range(e0, e1 + 1)), self.fits[k].window, self.residual[k])
        own = [{(d, self.fits[k].span[t]): r for d, t, r in named(k) if not np.isnan(r)} for k in (i, j)]
        common = sorted(set(own[0]) & set(own[1]))
        if len(common) < self.s['minCommon']:
            return 0.0
        return stats.pearsonr(*[[values[date] for date in common] for values in own]).statistic

    def average_correlation(self, a, b, present):
        """r of a tested window among the events that have a value in it."""
        total, w = 0.0, b - a + 1
        for x, i in enumerate(present):
            for j in present[x + 1 :]:
                shared = set(self.dated(i, range(a, b + 1))) & set(self.dated(j, range(a, b + 1)))
                if shared:
                    total += self.correlation(i, j) * len(shared) / w
        n = len(present)
        return 2 * total / (n * (n - 1))

    # One session or window

    def tests(self, a, b):
        car = [fit.car(a, b) for fit in self.fits]
        x_all, v_all = np.array([c for _, c, _ in car]), np.array([v for _, _, v in car])
        present = [i for i in range(len(car)) if not np.isnan(x_all[i])]
        n = len(present)
        if n < 3:
            return {'n': n, 'mean': None, 'tCross': None, 'tKp': None, 'reason': 'tooFewEvents'}
        x, v = x_all[present], v_all[present]
        z = x / np.sqrt(v)
        df = np.array([self.fits[i].df for i in present])
        Q = (df / (df - 2)).sum()
        t = lambda value, df: 2 * stats.t.sf(abs(value), df)
        normal = lambda value: 2 * stats.norm.sf(abs(value))
        mean = x.mean()
        cross = stats.ttest_1samp(x, 0)
        S, g = mean / x.std(ddof=1), n / ((n - 1) * (n - 2)) * (((x - mean) / x.std(ddof=1)) ** 3).sum()
        skew = np.sqrt(n) * (S + g * S**2 / 3 + g**2 * S**3 / 27 + g / (6 * n))
        cda = mean / (np.sqrt(b - a + 1) * self.cda)
        mackinlay, patell = mean / np.sqrt(v.sum() / n**2), z.sum() / np.sqrt(Q)
        bmp = stats.ttest_1samp(z, 0)
        r = self.average_correlation(a, b, present)
        inflation = 1 + (n - 1) * r
        in_range = inflation > 0 and r < 1
        adjusted = patell / np.sqrt(inflation) if in_range else NAN
        kp = bmp.statistic * np.sqrt((1 - r) / inflation) if in_range else NAN
        sign = np.sign(np.round(x, 12))
        positive, nz = int((sign > 0).sum()), int((sign != 0).sum())
        z_sign = (positive - nz / 2) / np.sqrt(nz / 4)
        general = (positive - n * self.phat) / np.sqrt(n * self.phat * (1 - self.phat))
        out = {
            'n': n, 'mean': mean, 'median': np.median(x), 'seCross': x.std(ddof=1) / np.sqrt(n), 'tCross': cross.statistic,
            'pCross': cross.pvalue, 'tSkew': skew, 'pSkew': normal(skew), 'tCda': cda, 'pCda': t(cda, self.T - 1),
            'zMacKinlay': mackinlay, 'pMacKinlay': normal(mackinlay), 'zPatell': patell, 'pPatell': normal(patell),
            'tBmp': bmp.statistic, 'pBmp': bmp.pvalue, 'rbar': r, 'zPatellAdj': adjusted, 'pPatellAdj': normal(adjusted),
            'tKp': kp, 'pKp': t(kp, n - 1), 'positive': positive, 'zSign': z_sign, 'pSign': normal(z_sign),
            'pSignExact': stats.binomtest(positive, nz).pvalue, 'zGenSign': general, 'pGenSign': normal(general),
            'wilcoxon': self.wilcoxon(x), 'reason': None,
        }
        out |= self.clustered(x, [self.dates[i] for i in present])
        w0, L1 = self.s['event'][0], self.residual.shape[1]
        for name, scores in zip(['Rank', 'RankStd', 'SignCZ'], self.scores):
            here = scores[L1 + a - w0 : L1 + b - w0 + 1]
            here = here[~np.isnan(here)]
            z_rank = here.sum() / np.sqrt(len(here))
            out |= {f'z{name}': z_rank, f'p{name}': normal(z_rank)}
        return out | self.generalised(x_all / np.sqrt(v_all))

    def clustered(self, x, dates):
        groups = sorted(set(dates))
        G, n = len(groups), len(x)
        if G < 2:
            return {'clusters': G, 'seCluster': None, 'tCluster': None, 'pCluster': None}
        sums = [sum(value - x.mean() for value, date in zip(x, dates) if date == group) for group in groups]
        se = np.sqrt(G / (G - 1) * sum(total**2 for total in sums)) / n
        return {'clusters': G, 'seCluster': se, 'tCluster': x.mean() / se, 'pCluster': 2 * stats.t.sf(abs(x.mean() / se), G - 1)}

    def wilcoxon(self, x):
        x = np.round(x, 12)
        x = x[x != 0]
        W = stats.wilcoxon(x, alternative='greater', method='asymptotic').statistic
        normal = stats.wilcoxon(x, correction=False, method='asymptotic')
        z = np.sign(W - len(x) * (len(x) + 1) / 4) * abs(normal.zstatistic)
        tied = len(set(np.abs(x))) < len(x)
        exact = None if tied or len(x) > 50 else stats.wilcoxon(x, method='exact').pvalue
        return {'n': len(x), 'W': W, 'z': z, 'pNormal': normal.pvalue, 'pExact': exact}

    def path(self):
        """The average CAR from the first session on; its variance grows with the correlation of what is shared."""
        w0, out = self.days[0], []
        for rel in self.days:
            car = [fit.car(w0, rel) for fit in self.fits]
            present = [i for i, (sessions, _, _) in enumerate(car) if sessions]
            x, v, n = np.array([car[i][1] for i in present]), sum(car[i][2] for i in present), len(present)
            r = self.average_correlation(w0, rel, present)
            se = np.sqrt(v * (1 + (n - 1) * r)) / n
            q = stats.norm.ppf(1 - self.s['alpha'] / 2)
            out.append({
                'rel': rel, 'n': n, 'caar': x.mean(), 'se': se, 'ciLow': x.mean() - q * se, 'ciHigh': x.mean() + q * se,
                'seCross': x.std(ddof=1) / np.sqrt(n), 'rbar': r,
            })
        return out

    def multi(self):
        days = [{'rel': rel} | self.tests(rel, rel) for rel in self.days]
        mean = dict(zip(self.days, [day['mean'] for day in days]))
        windows = []
        for a, b in self.s['windows']:
            classic = 0.0
            for own in self.sar[:, a - self.days[0] : b - self.days[0] + 1]:
                own = own[~np.isnan(own)]
                classic += own.sum() / np.sqrt(len(own)) if len(own) else 0.0
            present = [i for i, fit in enumerate(self.fits) if fit.car(a, b)[0]]
            df = np.array([self.fits[i].df for i in present])
            classic /= np.sqrt((df / (df - 2)).sum())
            inside = [mean[rel] for rel in range(a, b + 1)]
            windows.append({
                'from': a, 'to': b, 'sumAar': None if None in inside else sum(inside), **self.tests(a, b),
                'zPatellClassic': classic, 'pPatellClassic': 2 * stats.norm.sf(abs(classic)),
            })
        pairs = [self.correlation(i, j) for i in range(len(self.fits)) for j in range(i + 1, len(self.fits))]
        return {
            'N': len(self.fits), 'phat': self.phat, 'cdaSd': self.cda, 'cdaDf': self.T - 1, 'rbarAllPairs': np.mean(pairs),
            'dates': len(set(self.dates)), 'days': days, 'windows': windows,
        }


def study(events, s):
    """The whole, the groups, the sample without confounded events and leave-one-out."""
    w0, w1 = s['event']
    mask = lambda event: masked(events, event) if s.get('estimationMask') == 'events' else ()
    measured = [(event, Fit(event['series'], event['day0'], s, mask(event))) for event in events]
    whole = Sample(measured, s)
    near = lambda e: any(
        o is not e and o['security'] == e['security'] and w0 <= o['day0'] - e['day0'] <= w1 for o in events
    )
    alone = [pair for pair in measured if not near(pair[0])]
    brief = ['n', 'mean', 'tCross', 'tSkew', 'tCda', 'tBmp', 'rbar', 'tKp', 'zRank', 'zRankStd', 'zSignCZ', 'grankT', 'zGenSign', 'tCluster']
    short = lambda part: [{name: window.get(name) for name in brief} for window in Sample(part, s).multi()['windows']]
    groups = sorted({event['group'] for event in events})
    return {
        'all': whole.multi(),
        'path': whole.path(),
        'rows': [
            {
                'id': e['id'], 'day0': e['series']['calendar'][e['day0']], 'M': f.M, 'alpha': f.coef[0], 'sigma': f.sigma,
                'confounded': near(e), 'windows': [{key: f.tested(a, b).get(key) for key in ('from', 'to', 'car', 'seExact', 'tExact', 'pExact')} for a, b in s['windows']],
            }
            for e, f in measured
        ],
        'groups': [{'group': g, 'windows': short([p for p in measured if p[0]['group'] == g])} for g in groups],
        'withoutConfounded': short(alone) if 3 <= len(alone) < len(measured) else None,
        'leaveOneOut': [leave_one_out(measured, a, b) for a, b in s['windows']],
    }


def leave_one_out(measured, a, b):
    """Mean and tests without each event in turn."""
    present = [(event['id'], *fit.car(a, b)[1:]) for event, fit in measured if fit.car(a, b)[0]]
    found = []
    for out in range(len(present)):
        x, v = np.array([p[1:] for i, p in enumerate(present) if i != out]).T
        found.append([x.mean(), stats.ttest_1samp(x, 0).statistic, stats.ttest_1samp(x / np.sqrt(v), 0).statistic])
    means, cross, bmp = np.array(found).T
    whole = np.mean([x for _, x, _ in present])
    most = max(range(len(present)), key=lambda i: abs(means[i] - whole))
    return {
        'from': a, 'to': b, 'meanLow': means.min(), 'meanHigh': means.max(), 'tCrossLow': cross.min(), 'tCrossHigh': cross.max(),
        'tBmpLow': bmp.min(), 'tBmpHigh': bmp.max(), 'mostInfluential': present[most][0],
    }


# The constructed market: eight shares, a common factor beside the benchmark, returns of four decimals.

g = np.random.default_rng(20031021)
SESSIONS, SHARES = 120, 8
calendar = [str(np.datetime64('2021-01-04') + i) for i in range(SESSIONS)]
market = np.round(g.normal(0.0005, 0.01, SESSIONS), 4)
common = g.normal(0, 0.006, SESSIONS)
shares = np.array([
    np.round(0.0003 + g.uniform(0.5, 1.5) * market + common + g.standard_t(4, SESSIONS) * g.uniform(0.006, 0.015), 4)
    for _ in range(SHARES)
])
# A share that often stands still, one with holes everywhere, one that ends early.
shares[2][g.random(SESSIONS) < 0.2] = 0
shares[3][g.random(SESSIONS) < 0.12] = NAN
shares[4][[55, 56, 80, 91, 92]] = NAN
coarse = np.round(shares, 3)
coarse_market = np.round(market, 3)
# Two events on which a share does exactly what the benchmark does, and two whose difference from it is as large.
coarse[[0, 5], [70, 90]] = coarse_market[[70, 90]]
coarse[[1, 6], [70, 90]] = coarse_market[[70, 90]] + [0.006, -0.006]
# Prices of the first four shares, with holes that make lumped returns.
prices = np.round(50 * np.cumprod(1 + np.nan_to_num(shares[:4]), axis=1), 2)
prices[0][[88, 89]] = prices[1][[90]] = prices[2][[40, 60, 90]] = NAN
market_prices = np.round(1000 * np.cumprod(1 + market), 2)
# The same shares thinly traded: two on one rhythm, two on others.
thin = np.round(50 * np.cumprod(1 + np.nan_to_num(shares[4:8]), axis=1), 2)
for row, (every, at) in zip(thin, [(2, 1), (2, 1), (3, 2), (4, 3)]):
    row[[t for t in range(SESSIONS) if t % every == at and t not in (70, 90)]] = NAN
# Another exchange keeps other sessions.
away = [i for i in range(SESSIONS) if i % 9 != 1]

AXES = {'home': calendar, 'away': [calendar[i] for i in away]}
SERIES = {}
for k in range(SHARES):
    SERIES[f'S{k}'] = {'axis': 'home', 'kind': 'returns', 'values': shares[k], 'market': 'M'}
    SERIES[f'C{k}'] = {'axis': 'home', 'kind': 'returns', 'values': coarse[k], 'market': 'CM'}
for k in range(4):
    SERIES[f'P{k}'] = {'axis': 'home', 'kind': 'prices', 'values': prices[k], 'market': 'PM'}
for k in range(4):
    SERIES[f'T{k}'] = {'axis': 'home', 'kind': 'prices', 'values': thin[k], 'market': 'PM'}
for k in (5, 6, 7):
    SERIES[f'A{k}'] = {'axis': 'away', 'kind': 'returns', 'values': shares[k][away], 'market': 'AM'}
MARKETS = {
    'M': {'kind': 'returns', 'values': market}, 'CM': {'kind': 'returns', 'values': coarse_market},
    'PM': {'kind': 'prices', 'values': market_prices}, 'AM': {'kind': 'returns', 'values': market[away]},
}


def events(letter, hits, groups='ab'):
    """(share, session) pairs as events, groups in turn."""
    out = []
    for i, (k, session) in enumerate(hits):
        name = f'{letter}{k}'
        series = SERIES[name]
        axis = AXES[series['axis']]
        own = {key: series[key] for key in ('kind', 'values')}
        day0 = axis.index(calendar[session])
        out.append({
            'id': f'{name}-{session}', 'security': name, 'group': groups[i % len(groups)], 'day0': day0,
            'series': {'calendar': axis, 'asset': own, 'market': MARKETS[series['market']]},
        })
    return out


spread = [(0, 70), (1, 70), (2, 72), (3, 73), (4, 90), (5, 90), (6, 90), (7, 93), (0, 73), (1, 104), (2, 117), (5, 118), (6, 60), (6, 65), (7, 78)]
usual = {
    'returnType': 'simple', 'model': 'market', 'estimation': [-56, -5], 'event': [-2, 3],
    'windows': [[0, 0], [0, 1], [-2, 3]], 'alpha': 0.05, 'minCommon': 30, 'minEstimationObs': 30,
}
CASES = {
    'spread dates with missing values': (events('S', spread), {}, 'days', 'parts'),
    'spread dates, other sessions masked': (events('S', spread), {'estimationMask': 'events', 'minCommon': 45}, 'parts'),
    'Scholes and Williams': (events('S', spread), {'model': 'scholes-williams'}),
    # All or nothing: whole estimation windows of one date have as many common sessions as are asked for.
    'as many common sessions as are asked for': (events('S', spread), {'minCommon': 52}),
    'two dates': (events('S', [(k, 70 + k % 2) for k in (0, 1, 2, 5, 6)]), {}),
    'Dimson, more before the event than after': (
        events('S', spread), {'model': 'dimson', 'event': [-4, 1], 'windows': [[0, 0], [0, 1], [-4, 1]]},
    ),
    'ties and zeros': (events('C', spread), {'model': 'market-adjusted'}, 'days'),
    'one date, prices with holes, log returns': (events('P', [(k, 89) for k in range(4)]), {'returnType': 'log'}, 'days'),
    'two exchanges': (events('S', spread[:4] + [(1, 118)]) + events('A', [(5, 71), (6, 74), (7, 75), (5, 117), (6, 117)]), {}, 'days'),
    'trade to trade': (
        events('T', [(k, day) for day in (70, 90) for k in range(4)]) + events('P', [(k, 90) for k in range(3)] + [(0, 63)]),
        {'lumped': 'trade-to-trade', 'estimation': [-66, -5], 'minCommon': 10}, 'days',
    ),
    'sixty events': (
        events('S', [(k, 58 + 4 * i) for i in range(10) for k in (0, 1, 2, 5, 6, 7)]),
        {'event': [0, 1], 'windows': [[0, 1]]},
    ),
}


def case(listed, changes, *kept):
    s = usual | changes
    expected = study(listed, s)
    if 'days' not in kept:
        del expected['all']['days'], expected['path']
    if 'parts' not in kept:
        expected = {key: expected[key] for key in ('all', 'path') if key in expected}
    return {'settings': s, 'events': [{key: e[key] for key in ('id', 'security', 'group', 'day0')} for e in listed], 'expected': expected}


def robustness(listed, s, models, lengths, windows):
    """The average CAR and tKp of a sample under every model and length of the estimation window."""
    cells = []
    for model in models:
        for length in lengths:
            variant = s | {'model': model, 'estimation': [s['estimation'][1] - length + 1, s['estimation'][1]], 'windows': windows}
            whole = Sample([(event, Fit(event['series'], event['day0'], variant)) for event in listed], variant)
            for a, b in windows:
                tested = whole.tests(a, b)
                p = tested['pKp']
                cells.append({
                    'model': model, 'estimationLength': length, 'from': a, 'to': b, 'day0': None, 'kind': 'computed',
                    'car': tested['mean'], 't': tested['tKp'], 'p': p, 'significant': p <= s['alpha'],
                })
    return cells


grid = {'models': ['market', 'mean'], 'estimationLengths': [48, 52], 'windows': [[0, 1], [-2, 3]]}
show({
    'robustness': {'grid': grid, 'cells': robustness(events('S', spread), usual | {'alpha': 0.5}, *grid.values())},
    'axes': AXES, 'series': SERIES, 'markets': MARKETS,
    'cases': [{'id': name} | case(*given) for name, given in CASES.items()],
})
