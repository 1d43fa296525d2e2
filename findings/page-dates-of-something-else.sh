#!/usr/bin/env bash
# When was an article published? @extractus/article-extractor 9.0.1 and open-graph-scraper 6.12.0 may tell the time of another one.
#
# 1. A page that says when it was published and changed: both give the publication, as they should.
# 2. A page that does not say it, and links, within its text, to an older article with that one's time: both give the older article's.
# 3. A time without a zone: article-extractor takes it on the clock of the machine and gives it as an instant in UTC.
#
# Expected of 2 nothing, of 3 the time as it stands or nothing. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @extractus/article-extractor@9.0.1 open-graph-scraper@6.12.0
cat >read.mjs <<'JS'
import { extractFromHtml } from '@extractus/article-extractor'
import openGraph from 'open-graph-scraper'

const url = 'https://www.example.com/board'
const story = 'The board of the company said that its chief executive would leave at once. '.repeat(20)
const page = (head, aside = '') =>
  `<!doctype html><html lang="en"><head><title>Board removes chief</title>${head}</head><body><article><h1>Board removes chief</h1><p>${story}</p>${aside}<p>${story}</p></article></body></html>`
const data = (more) =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'Board removes chief', ...more })}</script>`
const pages = {
  both: page(data({ datePublished: '2023-11-17T20:28:00Z', dateModified: '2023-11-19T09:00:00Z' })),
  neither: page('', '<aside>Read also: <a href="/old">The company is founded</a> <time datetime="2015-12-11T00:00:00Z">11 Dec 2015</time></aside>'),
  'no zone': page(data({ datePublished: '2023-11-17T15:28:00' })),
}
for (const [name, html] of Object.entries(pages)) {
  const graph = (await openGraph({ html })).result
  const told = [
    (await extractFromHtml(html, url)).published,
    graph.articlePublishedTime ?? graph.ogDate ?? graph.jsonLD?.[0]?.datePublished,
  ]
  console.log(`${name}: ${told.map((at) => at || 'nothing').join(' | ')}`)
}
JS
got=$(for machine in UTC Asia/Jakarta; do TZ=$machine node read.mjs; done)
echo "article-extractor | open-graph-scraper, in UTC and in Jakarta"
echo "$got"
[ "$got" = 'both: 2023-11-17T20:28:00.000Z | 2023-11-17T20:28:00Z
neither: 2015-12-11T00:00:00.000Z | 2015-12-11T00:00:00Z
no zone: 2023-11-17T15:28:00.000Z | 2023-11-17T15:28:00
both: 2023-11-17T20:28:00.000Z | 2023-11-17T20:28:00Z
neither: 2015-12-11T00:00:00.000Z | 2015-12-11T00:00:00Z
no zone: 2023-11-17T08:28:00.000Z | 2023-11-17T15:28:00' ]
