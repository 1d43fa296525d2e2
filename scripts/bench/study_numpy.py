"""The comparator of `npm run bench -- study`: the same sample study, vectorised over events with numpy.

usage: study_numpy.py FOLDER N REPEATS   (FOLDER holds panel.f64 and ev{N}.i32, see study_panel.py)

Market model on [-260, -11], event window [-10, 10], six windows; for every session and window the mean, Patell, BMP,
Kolari-Pynnonen with the correlation weighted by overlap, generalised rank t, and Corrado's rank of every session and window.
Ties are not averaged (there are none in the panel). Prints JSON with the best CPU seconds and the figures.
"""

import json
import resource
import sys
import time

import numpy as np

E0, E1, W0, W1 = -260, -11, -10, 10
L1, D = E1 - E0 + 1, W1 - W0 + 1
WINDOWS = [(0, 0), (0, 1), (-1, 1), (0, 5), (-5, 5), (-10, 10)]
MIN_COMMON = 30
BLOCK = 1000


def ranks_of(values):
    """Ranks along rows, 1 = lowest."""
    order = np.argsort(values, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, values.shape[1] + 1)[None, :], axis=1)
    return ranks


def study(market, assets, security, day):
    n = len(security)
    order = np.lexsort((security, day))
    security, day = security[order], day[order]
    residual = np.empty((n, L1))
    ar = np.empty((n, D))
    columns = D + len(WINDOWS)
    x = np.empty((columns, n))
    z = np.empty((columns, n))
    sigma = np.empty(n)
    estimation, event = np.arange(E0, E1 + 1), np.arange(W0, W1 + 1)
    for start in range(0, n, BLOCK):
        rows = slice(start, min(n, start + BLOCK))
        at = day[rows, None]
        m, r = market[at + estimation], assets[security[rows, None], at + estimation]
        mean_m, mean_r = m.mean(axis=1, keepdims=True), r.mean(axis=1, keepdims=True)
        dm = m - mean_m
        sxx = np.einsum('ij,ij->i', dm, dm)
        beta = np.einsum('ij,ij->i', dm, r - mean_r) / sxx
        alpha = mean_r[:, 0] - beta * mean_m[:, 0]
        e = r - alpha[:, None] - beta[:, None] * m
        s = np.sqrt(np.einsum('ij,ij->i', e, e) / (L1 - 2))
        em = market[at + event]
        a = assets[security[rows, None], at + event] - alpha[:, None] - beta[:, None] * em
        deviation = em - mean_m
        x[:D, rows] = a.T
        z[:D, rows] = (a / (s[:, None] * np.sqrt(1 + 1 / L1 + deviation**2 / sxx[:, None]))).T
        for c, (low, high) in enumerate(WINDOWS):
            part = slice(low - W0, high - W0 + 1)
            length = high - low + 1
            car = a[:, part].sum(axis=1)
            x[D + c, rows] = car
            z[D + c, rows] = car / (s * np.sqrt(length + length**2 / L1 + deviation[:, part].sum(axis=1) ** 2 / sxx))
        residual[rows], ar[rows], sigma[rows] = e, a, s

    mean = x.mean(axis=1)
    q = (L1 - 2) / (L1 - 4)
    patell = z.sum(axis=1) / np.sqrt(n * q)
    spread = z.std(axis=1, ddof=1)
    bmp = z.mean(axis=1) / (spread / np.sqrt(n))

    by_distance = correlation_by_distance(residual, day)
    kp = np.empty(columns)
    spans = [(t, t) for t in range(W0, W1 + 1)] + WINDOWS
    for c, (low, high) in enumerate(spans):
        w = high - low + 1
        r_bar = 2 * (by_distance[:w] * (w - np.arange(w))).sum() / w / (n * (n - 1))
        kp[c] = bmp[c] * np.sqrt((1 - r_bar) / (1 + (n - 1) * r_bar))

    total = np.zeros(L1 + D)
    base = np.zeros(L1)
    above = np.zeros((columns, L1))
    below = np.zeros(columns)
    for start in range(0, n, BLOCK):
        rows = slice(start, min(n, start + BLOCK))
        total += ranks_of(np.concatenate([residual[rows], ar[rows]], axis=1)).sum(axis=0)
        standardised = residual[rows] / sigma[rows, None]
        base += ranks_of(standardised).sum(axis=0)
        for c in range(columns):
            higher = standardised > (z[c, rows] / spread[c])[:, None]
            above[c] += np.count_nonzero(higher, axis=0)
            below[c] += higher.size - np.count_nonzero(higher)
    g = (total / (L1 + D + 1) - n / 2) / np.sqrt(n)
    score = g / np.sqrt((g**2).mean())
    rank = np.array([score[L1 + low - W0 : L1 + high - W0 + 1].sum() / np.sqrt(high - low + 1) for low, high in spans])

    positions = L1 + 1
    u = (base[None, :] + above) / n / (L1 + 2) - 0.5
    own = (below / n + 1) / (L1 + 2) - 0.5
    big_z = own / np.sqrt(((u**2).sum(axis=1) + own**2) / positions)
    grank = big_z * np.sqrt((positions - 2) / (positions - 1 - big_z**2))
    return {'mean': mean, 'zPatell': patell, 'tBmp': bmp, 'tKp': kp, 'zRank': rank, 'grankT': grank}


def correlation_by_distance(residual, day):
    """Sum of pairwise correlations by the distance of the days 0; rows ascend by day."""
    sums = np.zeros(D)
    days, first = np.unique(day, return_index=True)
    counts = np.diff(np.append(first, len(day)))
    position = {d: i for i, d in enumerate(days.tolist())}

    def group_sums(part):
        centred = part - part.mean(axis=1, keepdims=True)
        centred /= np.sqrt(np.einsum('ij,ij->i', centred, centred))[:, None]
        return np.add.reduceat(centred, first, axis=0)

    whole = group_sums(residual)
    sums[0] = (np.einsum('ij,ij->', whole, whole) - counts.sum()) / 2
    for d in range(1, D):
        if L1 - d < MIN_COMMON:
            break
        pairs = [(i, position[day0 + d]) for day0, i in position.items() if day0 + d in position]
        if not pairs:
            continue
        earlier, later = np.array(pairs).T
        sums[d] = np.einsum('ij,ij->', group_sums(residual[:, d:])[earlier], group_sums(residual[:, : L1 - d])[later])
    return sums


def main():
    folder, n, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    panel = np.fromfile(f'{folder}/panel.f64', '<f8').reshape(51, 1000)
    events = np.fromfile(f'{folder}/ev{n}.i32', '<i4').reshape(n, 2)
    best = np.inf
    for _ in range(repeats):
        start = time.process_time()
        figures = study(panel[0], panel[1:], events[:, 0], events[:, 1])
        best = min(best, time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({'cpu': best, 'memory': memory, 'figures': {k: v.tolist() for k, v in figures.items()}}))


main()
