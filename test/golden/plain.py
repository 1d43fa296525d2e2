"""Event-study statistics written out from docs/methods.md with numpy and SciPy, for the scripts of this folder.

Independent of the project's own code, and deliberately plain: every observation is a row of a matrix, every variance the
quadratic form of a whole covariance, every pair of events a loop, every rank a call of SciPy.
"""

import csv
import json
import os

import numpy as np
from scipy import stats

NAN = float('nan')
SAMPLE = os.path.join(os.path.dirname(__file__), '../../db/sample')


def column(file, name):
    """A column of a table of db/sample by date."""
    with open(os.path.join(SAMPLE, file)) as table:
        return {row['date']: float(row[name]) for row in csv.DictReader(table)}


def known(values):
    """Numbers with NaN for what is missing."""
    return np.array([NAN if value is None else value for value in values], dtype=float)


# Returns and observations


def priced(values):
    return (values > 0) & np.isfinite(values)


def between(value, before, returned):
    """The return from one price to a later one."""
    return np.log(value / before) if returned == 'log' else value / before - 1


def single(column, returned):
    """Returns over one session each; NaN where a session or the one before it is missing."""
    values = known(column['values'])
    if column['kind'] == 'returns':
        return np.where(np.isfinite(values), values, NAN)
    out = np.full(len(values), NAN)
    for t in range(1, len(values)):
        if priced(values[t - 1 : t + 1]).all():
            out[t] = between(values[t], values[t - 1], returned)
    return out


def over(values, t, n, returned):
    """The return over the n sessions that end at t, from the returns of the single sessions."""
    part = values[t - n + 1 : t + 1]
    return part.sum() if returned == 'log' else np.prod(1 + part) - 1


def observations(series, s):
    """
    y, rows (sessions covered, regressors) and sessions covered, 0 where an observation is missing.

    An observation runs from one session on which every price column has a price to the next such session.
    """
    returned, model = s['returnType'], s['model']
    N = len(series['calendar'])
    factor = lambda name: (np.log1p if returned == 'log' else np.asarray)(known(series['factors'][name]))

    def column(given):
        values = known(given['values'])
        if given['kind'] == 'prices':
            return lambda t, n: between(values[t], values[t - n], returned)
        return lambda t, n: over(values, t, n, returned)

    regressors, priced_columns = [], [series['asset']]
    if model == 'factors':
        regressors = [lambda t, n, values=factor(name): over(values, t, n, returned) for name in s['factors']]
    elif model == 'dimson':
        market = single(series['market'], returned)
        lags = s.get('dimsonLags', 1)
        for by in range(-lags, lags + 1):
            moved = np.array([market[t + by] if 0 <= t + by < N else NAN for t in range(N)])
            regressors.append(lambda t, n, values=moved: over(values, t, n, returned))
    elif model != 'mean':
        regressors = [column(series['market'])]
        priced_columns.append(series['market'])
    levels = [priced(known(given['values'])) for given in priced_columns if given['kind'] == 'prices']
    here = np.all(levels, axis=0) if levels else None
    free = factor(s['riskFree']) if s.get('riskFree') else None
    asset = column(series['asset'])

    y, rows, span = np.full(N, NAN), np.full((N, 1 + len(regressors)), NAN), np.zeros(N, int)
    last = None
    for t in range(N):
        if here is not None:
            if not here[t]:
                continue
            n, last = (None if last is None else t - last), t
            if n is None:
                continue
        else:
            n = 1
        value = asset(t, n) - (0 if free is None else over(free, t, n, returned))
        row = [n, *(regressor(t, n) for regressor in regressors)]
        if np.isfinite([value, *row]).all():
            y[t], rows[t], span[t] = value, row, n
    return y, rows, span


# One event


class Fit:
    """A model over the estimation window of one event; None where it has too few observations."""

    def __init__(self, series, day0, s, masked=()):
        self.series, self.s, self.day0 = series, s, day0
        self.y, self.rows, self.span = observations(series, s)
        e0, e1 = s['estimation']
        self.window = list(range(day0 + e0, day0 + e1 + 1))
        model = self.model = s['model']
        thin = model == 'scholes-williams'
        inner = self.window[1:-1] if thin else self.window
        longest = len(self.y) if s.get('lumped') == 'trade-to-trade' else 1

        def ok(t):
            if not (0 <= t < len(self.y) and 1 <= self.span[t] <= longest):
                return False
            return all(u in inner and u not in masked for u in self.covered(t))

        used = [t for t in inner if ok(t)]
        if thin:
            # The benchmark's own sessions: it has returns where the security has none.
            m = single(series['market'], s['returnType'])
            used = [t for t in used if np.isfinite(m[[t - 1, t, t + 1]]).all()]
        self.used = used
        # An observation over n sessions has n times the variance of one: it is divided by the root of n.
        root = np.sqrt(self.span[used])
        X, y = self.rows[used] / root[:, None], self.y[used] / root
        M = self.M = len(used)
        self.k = {'mean': 1, 'market-adjusted': 0, 'scholes-williams': 2}.get(model, X.shape[1])
        self.coef = np.linalg.lstsq(X, y, rcond=None)[0]
        self.G = np.linalg.inv(X.T @ X)
        self.extra = {}
        if model == 'market-adjusted':
            self.coef, self.G = np.array([0.0, 1.0]), np.zeros((2, 2))
        if thin:
            slope = lambda shift: stats.linregress(m[np.array(used) + shift], y).slope
            rho = np.corrcoef(m[used], m[np.array(used) - 1])[0, 1]
            b = [slope(-1), slope(0), slope(1)]
            beta = sum(b) / (1 + 2 * rho)
            self.coef = np.array([y.mean() - beta * m[used].mean(), beta])
            self.extra = {'bLag': b[0], 'b0': b[1], 'bLead': b[2], 'rhoM': rho}
        e = y - X @ self.coef
        self.df = M - max(self.k, 1)
        mean_of = lambda values: np.linalg.lstsq(root[:, None], values, rcond=None)[0][0]
        centred = e - root * mean_of(e) if model == 'market-adjusted' else e
        self.sigma = np.sqrt(centred @ centred / self.df)
        # Residuals by position in the window, missing ones NaN.
        self.residual = np.full(len(self.window), NAN)
        self.residual[[self.window.index(t) for t in used]] = e
        around = y - root * mean_of(y)
        self.r2 = 1 - (e @ e) / (around @ around)
        self.root, self.sessions = root, int(self.span[used].sum())
        # Residuals of sessions that follow one another: an observation over several takes no part.
        self.alone = np.full(len(self.window), NAN)
        for t in used:
            if self.span[t] == 1:
                self.alone[self.window.index(t)] = self.residual[self.window.index(t)]

    def covered(self, t):
        """The sessions that the observation at t runs over."""
        return range(t - self.span[t] + 1, t + 1)

    def figures(self):
        alpha, slopes = self.coef[0], self.coef[1:]
        out = {'kind': self.model, 'M': self.M, 'k': self.k, 'df': self.df, 'alpha': alpha, 'sigma': self.sigma}
        out['rho1'] = self.rho(1)
        out['zeroReturns'] = float(np.mean(self.y[self.used] == 0))
        if self.model != 'mean':
            out['beta'] = slopes.sum() if self.model == 'dimson' else slopes[0]
        if self.model not in ('market-adjusted', 'scholes-williams'):
            out |= {'coef': list(self.coef), 'se': list(self.sigma * np.sqrt(np.diag(self.G)))}
            out['r2'] = 0.0 if self.model == 'mean' else self.r2
        if self.model in ('market', 'scholes-williams'):
            m = self.rows[self.used, 1]
            mean = m.sum() / self.sessions
            off = m / self.root - self.root * mean
            out |= {'marketMean': mean, 'marketSxx': off @ off}
        return out | self.extra

    def rho(self, lag):
        e = self.alone - (np.nanmean(self.alone) if self.model == 'market-adjusted' else 0)
        squares = np.nansum(e * e)
        return np.nansum(e[lag:] * e[:-lag]) / squares if squares > 0 else NAN

    def at(self, rel):
        """Session of the axis when it has an observation, otherwise None."""
        t = self.day0 + rel
        return t if 0 <= t < len(self.y) and self.span[t] > 0 else None

    def abnormal(self, t):
        return self.y[t] - self.rows[t] @ self.coef

    def covariance(self, sessions):
        """Of the forecast errors of some sessions, over sigma squared."""
        X = self.rows[sessions]
        return np.diag(self.span[sessions].astype(float)) + X @ self.G @ X.T

    def blocks(self, L):
        """Studentised sums of the residuals of runs of L sessions that whole observations cover (docs: Without normality)."""
        found = []
        for start in range(len(self.window) - L + 1):
            run = self.window[start : start + L]
            sessions = [t for t in self.used if t in run]
            if sorted(u for t in sessions for u in self.covered(t)) != run:
                continue
            X, one = self.rows[sessions], np.ones(len(sessions))
            e = self.y[sessions] - X @ self.coef
            inside = one @ (np.diag(self.span[sessions]) - X @ self.G @ X.T) @ one
            found.append(e.sum() / (self.sigma * np.sqrt(inside)))
        return np.array(found)

    def empirical(self, L, t):
        u, u0 = np.round(self.blocks(L), 10), np.round(t, 10)
        B = len(u)
        low, high = (1 + (u <= u0).sum()) / (B + 1), (1 + (u >= u0).sum()) / (B + 1)
        far = (1 + (np.abs(u) >= abs(u0)).sum()) / (B + 1)
        return {'empB': B, 'empLower': low, 'empUpper': high, 'empTwo': min(1, 2 * min(low, high)), 'empAbs': far}

    def day(self, rel):
        t = self.at(rel)
        calendar = self.series['calendar']
        date = calendar[self.day0 + rel] if 0 <= self.day0 + rel < len(calendar) else None
        if t is None:
            return {'rel': rel, 'date': date, 'span': None, 'r': None, 'ar': None, 't': None, 'p': None}
        ar, C = self.abnormal(t), self.covariance([t])[0, 0]
        se = self.sigma * np.sqrt(C)
        q = stats.t.ppf(1 - self.s['alpha'] / 2, self.df)
        # Residuals are those of one session each; so is, among them, the abnormal return of a trade-to-trade study.
        size = np.sqrt(self.span[t]) if self.s.get('lumped') == 'trade-to-trade' else 1
        residual, mine = np.round(self.residual[~np.isnan(self.residual)], 12), np.round(ar / size, 12)
        out = {
            'rel': rel, 'date': date, 'span': int(self.span[t]), 'r': self.y[t], 'expected': self.y[t] - ar, 'ar': ar,
            'C': C, 'se': se, 't': ar / se, 'p': 2 * stats.t.sf(abs(ar / se), self.df), 'ciLow': ar - q * se,
            'ciHigh': ar + q * se, 'tNaive': ar / self.sigma, 'rankLow': int(1 + (residual < mine).sum()),
            'percentile': ((residual < mine).sum() + (residual == mine).sum() / 2) / self.M,
        }
        if self.model != 'mean':
            # The rows of Dimson's model hold the lags of the benchmark before its session's own return.
            out['marketReturn'] = self.rows[t, 1 + (self.s.get('dimsonLags', 1) if self.model == 'dimson' else 0)]
        # A return over n sessions is placed among runs of n sessions.
        n = int(self.span[t])
        return out | (self.empirical(n, ar / se) if len(self.blocks(n)) else {'empB': None, 'empTwo': None})

    def car(self, a, b):
        """Sessions of a window that have an observation, their sum and its exact variance."""
        sessions = [t for t in map(self.at, range(a, b + 1)) if t is not None]
        if not sessions:
            return sessions, NAN, NAN
        one = np.ones(len(sessions))
        return sessions, sum(map(self.abnormal, sessions)), self.sigma**2 * (one @ self.covariance(sessions) @ one)

    def tested(self, a, b):
        out = {'from': a, 'to': b, 'truncated': self.day0 + b >= len(self.y)}
        sessions, car, variance = self.car(a, b)
        L = int(self.span[sessions].sum()) if sessions else 0
        if L == 0:
            return out | {'L': 0, 'car': None, 'seExact': None, 'tExact': None, 'pExact': None, 'bhar': None}
        s, df, alpha = self.sigma, self.df, self.s['alpha']
        p = lambda t: 2 * stats.t.sf(abs(t), df)
        exact, naive = np.sqrt(variance), s * np.sqrt(L)
        known = not np.isnan(self.rho(1))
        lags = min(L - 1, int(np.floor(4 * (self.M / 100) ** (2 / 9)))) if known else 0
        bracket = variance / s**2 + 2 * sum((1 - j / (lags + 1)) * (L - j) * self.rho(j) for j in range(1, lags + 1))
        hac = s * np.sqrt(bracket) if bracket > 0 else exact
        q = stats.t.ppf(1 - alpha / 2, df)
        r = self.y[sessions]
        expected = r - np.array([self.abnormal(t) for t in sessions])
        grown = np.exp(r.sum()) if self.s['returnType'] == 'log' else np.prod(1 + r)
        usual = np.exp(expected.sum()) if self.s['returnType'] == 'log' else np.prod(1 + expected)
        u = self.blocks(L)
        return out | {
            'L': L, 'car': car, 'seNaive': naive, 'seDiag': s * np.sqrt(np.trace(self.covariance(sessions))),
            'seExact': exact, 'hacLags': lags, 'seHac': hac, 'tNaive': car / naive, 'pNaive': p(car / naive),
            'tExact': car / exact, 'pExact': p(car / exact), 'tHac': car / hac, 'pHac': p(car / hac),
            'ciLow': car - q * exact, 'ciHigh': car + q * exact, 'scar': car / exact, 'bhar': grown - usual,
            'rawReturn': grown - 1, 'empReason': 'tooFewBlocks' if len(u) == 0 or L > 1 and self.M < 20 * L else None,
        } | ({'empB': None, 'empTwo': None} if len(u) == 0 else self.empirical(L, car / exact) | {
            'empQ025': np.quantile(u, 0.025) * exact, 'empQ975': np.quantile(u, 0.975) * exact,
        })

    def path(self):
        w0, w1 = self.s['event']
        out = []
        for rel in range(w0, w1 + 1):
            sessions, car, variance = self.car(w0, rel)
            se = np.sqrt(variance)
            q = stats.t.ppf(1 - self.s['alpha'] / 2, self.df)
            absent = self.at(rel) is None
            point = {'car': car, 'se': se, 'ciLow': car - q * se, 'ciHigh': car + q * se}
            out.append({'rel': rel} | (dict.fromkeys(point) if absent else point))
        return out

    def study(self):
        w0, w1 = self.s['event']
        return {
            'model': self.figures(), 'days': [self.day(rel) for rel in range(w0, w1 + 1)],
            'windows': [self.tested(a, b) for a, b in self.s['windows']], 'path': self.path(),
        }


# Seeded resampling (docs: Resampling)


def mulberry32(seed):
    """Numbers in [0, 1) from 32-bit whole numbers."""
    mask, state = 0xFFFFFFFF, seed
    while True:
        state = (state + 0x6D2B79F5) & mask
        t = state
        t = ((t ^ (t >> 15)) * (t | 1)) & mask
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & mask
        yield (t ^ (t >> 14)) / 2**32


def resampled(residual, k, car, L, alpha, draws, seed, block):
    """Sums of L residuals drawn in blocks; a block of None is the cube root of their number, at most L."""
    e = residual[~np.isnan(residual)]
    M = len(e)
    e = (e - e.mean()) * np.sqrt(M / (M - k))
    block = min(L, round(M ** (1 / 3)) if block is None else block)
    u, sums = mulberry32(seed), []
    for _ in range(draws):
        drawn = []
        while len(drawn) < L:
            start = int(next(u) * (M - block + 1))
            drawn += list(e[start : start + block])
        sums.append(sum(drawn[:L]))
    far = sum(abs(x) >= abs(car) for x in sums)
    return {
        'p': (1 + far) / (draws + 1), 'ciLow': car - np.quantile(sums, 1 - alpha / 2),
        'ciHigh': car - np.quantile(sums, alpha / 2), 'sdBoot': np.std(sums, ddof=1), 'draws': draws, 'seed': seed,
        'block': block,
    }


# Output


def written(value):
    """13 digits, and null for what is not there."""
    if isinstance(value, dict):
        return {key: written(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [written(entry) for entry in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(f'{value:.13g}')
    return value


def show(value):
    print(json.dumps(written(value), separators=(',', ':')))
