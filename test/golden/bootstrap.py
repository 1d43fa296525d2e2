"""Seeded resampling on constructed values: bootstrap.py > bootstrap.json (numpy)."""

from itertools import islice

import numpy as np

from plain import mulberry32, resampled, show

g = np.random.default_rng(20010910)
residuals = np.round(g.standard_t(4, 64) * 0.012, 5)
values = np.round(g.normal(0.004, 0.01, 17), 5)
clusters = [f'2023-0{1 + i // 2}-15' for i in g.permutation(17)]
DRAWS, ALPHA = 299, 0.1


def drawn(groups, seed):
    """Means of as many groups as there are, drawn with replacement; p from the centred means."""
    u, means = mulberry32(seed), []
    mean = np.mean(np.concatenate(groups))
    for _ in range(DRAWS):
        means.append(np.mean(np.concatenate([groups[int(next(u) * len(groups))] for _ in groups])))
    far = sum(abs(m - mean) >= abs(mean) for m in means)
    return {'p': (1 + far) / (DRAWS + 1), 'ciLow': np.quantile(means, ALPHA / 2), 'ciHigh': np.quantile(means, 1 - ALPHA / 2)}


def flipped(groups, seed):
    """Every group's sign from one number; the groups ascend by date."""
    u, mean, far = mulberry32(seed), np.mean(np.concatenate(groups)), 0
    for _ in range(DRAWS):
        signs = [-1 if next(u) < 0.5 else 1 for _ in groups]
        far += abs(np.concatenate([sign * group for sign, group in zip(signs, groups)]).mean()) >= abs(mean)
    return {'p': (1 + far) / (DRAWS + 1)}


single = []
for L, car, k, seed, block in [(1, -0.03, 2, 1, 1), (3, 0.021, 2, 7, None), (6, 0.02, 4, 8, None), (6, -0.05, 1, 9, 5), (4, 0.03, 0, 4294967295, 2)]:
    expected = resampled(residuals, k, car, L, ALPHA, DRAWS, seed, block)
    single.append({'L': L, 'car': car, 'k': k, 'B': DRAWS, 'seed': seed, 'alpha': ALPHA, 'block': block, 'expected': expected})
multi = []
for seed in (1, 23):
    dates = sorted(set(clusters))
    groups = [np.array([v for v, c in zip(values, clusters) if c == date]) for date in dates]
    expected = {'iid': drawn([np.array([v]) for v in values], seed), 'cluster': drawn(groups, seed), 'signFlip': flipped(groups, seed)}
    multi.append({'values': values, 'clusters': clusters, 'B': DRAWS, 'seed': seed, 'alpha': ALPHA, 'expected': expected})
prng = [{'seed': seed, 'first5': list(islice(mulberry32(seed), 5))} for seed in (0, 1, 42, 4294967295)]
show({'residuals': residuals, 'prng': prng, 'single': single, 'multi': multi})
