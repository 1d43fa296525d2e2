#!/usr/bin/env bash
# ta.js 1.17.0: there is no abnormal return after days that only rose, and every negative t has the p-value 0.0001.
#
# er(), the "expected return" of a window, weighs the mean of its gains and that of its losses by how many they are. Where there are
# none of one kind that mean is the root of order 1/0, and the answer NaN; ar(), the "abnormal return", takes it from the day's return.
# pvalue(t, df) looks t up among positive values alone and gives 0.0001 for what it does not find: t = -0.001, as good as nothing, is
# told as beyond doubt, while t = 0.5 has 0.318.
#
# Expected: 0.05 less the mean 0.015 of the three days before, about 0.035; of t = -0.5 with 20 degrees of freedom (SciPy 1.17.1)
# 0.311, 0.623 or 0.689, for one tail, both, or the other. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ta.js@1.17.0
cat >abnormal.cjs <<'JS'
const { ar, pvalue } = require('ta.js')
console.log('abnormal', ar([0.01, 0.02, 0.015, 0.05], 3).join(), ar([-0.01, -0.02, -0.015, -0.05], 3).join(), ar([0.02, -0.01, 0.03, 0.05], 3)[0].toFixed(4))
console.log('p', [0.5, -0.5, -0.001, -3].map((t) => pvalue(t, 20).toFixed(4)).join(' '))
JS
got=$(node abnormal.cjs)
echo "$got"
[ "$got" = 'abnormal NaN NaN 0.0367
p 0.3180 0.0001 0.0001 0.0001' ]
