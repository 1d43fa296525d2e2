"""Writes the seeded panel and events of `npm run bench -- study`: study_panel.py FOLDER.

50 securities and a benchmark over 1,000 sessions, Student-t returns (numpy's PCG64, seed 7); N events at random (seed 11).
panel.f64: 51 rows of 1,000 little-endian doubles, row 0 the benchmark. ev{N}.i32: pairs (security, position of day 0).
"""

import sys

import numpy as np

folder = sys.argv[1]
K, T = 50, 1000
g = np.random.default_rng(7)
m = 0.0004 + 0.010 * g.standard_t(5, T) / np.sqrt(5 / 3)
b = g.uniform(0.5, 1.6, K)
s = g.uniform(0.008, 0.03, K)
R = 0.0002 + b[:, None] * m[None, :] + s[:, None] * g.standard_t(5, (K, T)) / np.sqrt(5 / 3)
np.concatenate([m[None], R]).astype('<f8').tofile(f'{folder}/panel.f64')
for N in (1, 100, 1000, 10000, 100000):
    e = np.random.default_rng(11)
    security = e.integers(0, K, N)
    day = e.integers(262, T - 12, N)
    np.column_stack([security, day]).astype('<i4').tofile(f'{folder}/ev{N}.i32')
