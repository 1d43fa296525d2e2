import type { ArticleReading } from '../server/articles/article.ts'

/** An article as it was read, for a terminal. */
export function* articleWords({ article, mentions, proposals, claims }: ArticleReading): Generator<string> {
  const { title, language, published, published_tier: tier, published_confidence: sure } = article
  yield `${title ?? '(no title found)'}\n`
  yield `${language}, ${published === null ? 'published: not known, so nothing that hangs on it is dated (say --published)' : `published ${published} (${tier === 'told' ? 'as told' : `${tier}, right on ${Math.round((sure ?? 0) * 100)} % of pages`})`}, ${mentions.length} dates\n`
  for (const { witnesses } of article.published_disagrees ? [{ witnesses: article.published_witnesses }] : [])
    yield `the page contradicts itself: ${witnesses.map(({ tier: where, value }) => `${where} ${value}`).join(', ')}\n`
  for (const { quote, public_at, from, to, type, tickers, matches } of proposals) {
    yield `proposed ${public_at ?? `${from} to ${to}`} ${type} ${tickers.map(({ symbol, role }) => `${symbol}:${role}`).join('|')}${matches.length === 0 ? '' : ` (perhaps ${matches.join(', ')})`}\n  ${quote}\n`
  }
  for (const { quote, verdict, reasons, needed } of claims)
    yield `${verdict}${reasons.length === 0 ? '' : ` (${reasons.join(', ').replaceAll('_', ' ')})`}${needed === null ? '' : `; needed: ${needed}`}\n  ${quote}\n`
}
