#!/usr/bin/env bash
# rss-to-json 2.1.1: every entry of an Atom feed was published at the moment in which it is read.
#
# The package "normalizes" Atom and RSS to items with `published` and `created`. `published` is taken from `created` or `pubDate`, which
# Atom (RFC 4287) does not have, and where neither is there it is the clock's time: `published` of the feed can not be reached, and the
# entry is new each time. So are items of RSS that tell their time as `dc:date`, and items that tell none. `created` of an entry is its last
# change, before it was "published". Only `pubDate` of RSS is read as it stands. Sorted or lined up with prices, all old news is of now.
#
# Expected of the first three 2023-11-17T20:28:00Z, of the last one nothing. The feeds are served on the loopback address, since the
# package reads addresses alone. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rss-to-json@2.1.1
cat >read.cjs <<'JS'
const { createServer } = require('node:http')
const { parse } = require('rss-to-json')
const feeds = {
  '/atom': `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Newsroom</title><id>urn:example:newsroom</id><updated>2023-11-20T00:00:00Z</updated><author><name>Desk</name></author>
  <entry>
    <title>Atom</title><id>urn:example:1</id><link href="https://news.example/1"/>
    <published>2023-11-17T20:28:00Z</published><updated>2023-11-19T09:00:00Z</updated><summary>A correction of one name.</summary>
  </entry>
</feed>`,
  '/rss': `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>Newsroom</title><link>https://news.example</link><description>News</description>
  <item><title>pubDate</title><link>https://news.example/1</link><pubDate>Fri, 17 Nov 2023 20:28:00 GMT</pubDate></item>
  <item><title>dc:date</title><link>https://news.example/2</link><dc:date>2023-11-17T20:28:00Z</dc:date></item>
  <item><title>no time</title><link>https://news.example/3</link></item>
</channel></rss>`,
}
const server = createServer((asked, answer) => answer.setHeader('Content-Type', 'application/xml').end(feeds[asked.url]))
server.listen(0, '127.0.0.1', async () => {
  const before = Date.now()
  const told = (at) => (at >= before ? 'the moment of reading' : new Date(at).toISOString())
  for (const path of Object.keys(feeds)) {
    const { items } = await parse(`http://127.0.0.1:${server.address().port}${path}`, { proxy: false })
    for (const { title, published, created } of items) console.log(`${title}: published ${told(published)}, created ${told(created)}`)
  }
  server.close()
})
JS
got=$(node read.cjs)
echo "$got"
[ "$got" = 'Atom: published the moment of reading, created 2023-11-19T09:00:00.000Z
pubDate: published 2023-11-17T20:28:00.000Z, created 2023-11-17T20:28:00.000Z
dc:date: published the moment of reading, created the moment of reading
no time: published the moment of reading, created the moment of reading' ]
