#!/usr/bin/env bash
# htmlparser2 12.0.0 and @extractus/feed-extractor 8.0.3 give the last change of an Atom entry as its publication.
#
# RFC 4287 (4.2.9, 4.2.15) keeps two instants: `published`, when an entry first came, and `updated`, when it last changed.
# `parseFeed().items[].pubDate` and `entries[].published` hold `updated` where both are there, in either order; `published` can
# not be reached. rss-parser 3.13.0, feedparser 2.6.0 and feedsmith 3.0.1, run beside them, give `published`.
#
# Expected of all: 2023-11-17T20:28:00Z. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund htmlparser2@12.0.0 @extractus/feed-extractor@8.0.3 rss-parser@3.13.0 feedparser@2.6.0 feedsmith@3.0.1
cat >read.mjs <<'JS'
import { Readable } from 'node:stream'
import { extractFromXml } from '@extractus/feed-extractor'
import FeedParser from 'feedparser'
import { parseFeed as parseWithFeedsmith } from 'feedsmith'
import { parseFeed } from 'htmlparser2'
import RssParser from 'rss-parser'

const xml = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Newsroom</title><id>urn:example:newsroom</id><updated>2023-11-20T00:00:00Z</updated><author><name>Desk</name></author>
  <entry>
    <title>Board removes its chief executive</title><id>urn:example:1</id><link href="https://news.example/1"/>
    <published>2023-11-17T20:28:00Z</published><updated>2023-11-19T09:00:00Z</updated><summary>A correction of one name.</summary>
  </entry>
</feed>`
const streamed = new Promise((done) => {
  const parser = new FeedParser({})
  parser.on('readable', () => {
    for (let item = parser.read(); item !== null; item = parser.read()) done(item.pubdate)
  })
  Readable.from([xml]).pipe(parser)
})
const told = {
  htmlparser2: parseFeed(xml).items[0].pubDate,
  extractus: extractFromXml(xml).entries[0].published,
  'rss-parser': (await new RssParser().parseString(xml)).items[0].pubDate,
  feedparser: await streamed,
  feedsmith: parseWithFeedsmith(xml).feed.entries[0].published,
}
for (const [name, at] of Object.entries(told)) console.log(name, new Date(at).toISOString())
JS
got=$(node read.mjs)
echo "$got"
[ "$got" = 'htmlparser2 2023-11-19T09:00:00.000Z
extractus 2023-11-19T09:00:00.000Z
rss-parser 2023-11-17T20:28:00.000Z
feedparser 2023-11-17T20:28:00.000Z
feedsmith 2023-11-17T20:28:00.000Z' ]
