#!/usr/bin/env bash
# vader-sentiment 1.1.3 hears no "Not" with a capital letter, crowd-sentiment 1.1.7 no "not" right before the word.
#
# Both are ports of VADER, which lowers the case of a word before it asks whether it negates, and turns what one of the three words before
# denies. vader-sentiment looks for "not" as it is written: in a headline whose words have capitals, or where a sentence begins with it,
# it is lost. crowd-sentiment overlooks it right before the word, its commonest place. What is not good is good, and what is not bad is bad.
#
# Expected: by hand from its lexicon, good 1.9 and bad -2.5, turned by -0.74: x = -1.406 and 1.85, of which x / √(x² + 15) is -0.3412 and
# 0.4310, whatever the case. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund vader-sentiment@1.1.3 crowd-sentiment@1.1.7
cat >score.cjs <<'JS'
for (const port of ['vader-sentiment', 'crowd-sentiment']) {
  const { SentimentIntensityAnalyzer } = require(port)
  const score = (text) => `${text} ${SentimentIntensityAnalyzer.polarity_scores(text).compound}`
  console.log(`${port}: ${['results not good', 'Results Not Good', 'results not bad', 'Results Not Bad'].map(score).join(', ')}`)
}
JS
got=$(node score.cjs)
echo "$got"
[ "$got" = 'vader-sentiment: results not good -0.3412, Results Not Good 0.4404, results not bad 0.431, Results Not Bad -0.5423
crowd-sentiment: results not good 0.4404, Results Not Good 0.4404, results not bad -0.5423, Results Not Bad -0.5423' ]
