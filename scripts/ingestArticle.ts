import { lookup } from 'node:dns/promises'
import { type ArticleRules, readArticle } from '../server/articles/article.ts'
import { takeArticle } from '../server/articles/take.ts'
import { ingest } from '../server/ingest/ingest.ts'
import type { IngestInput } from '../server/ingest/ingested.ts'
import type { Instant } from '../server/market/instant.ts'
import { Problem } from '../server/problem.ts'
import { MOST_ARTICLE } from '../server/sources/article/page.ts'
import { isAddress, toldAddress } from '../server/sources/fileFetch.ts'
import { fileText } from '../server/sources/fileText.ts'
import { type Found, guardedFetch } from '../server/sources/guardedFetch.ts'
import { isPublicAddress } from '../server/sources/publicAddress.ts'
import { articleWords } from './articleWords.ts'
import { localFile, spoken } from './ingestFile.ts'
import { stopSignal } from './stop.ts'
import { inStore, type Store } from './store.ts'
import { print, tell } from './terminal.ts'

interface Wanted {
  /** May the page of an address be fetched? */
  readonly fetch: boolean
  readonly dryRun: boolean
  readonly json: boolean
}

/** Takes the events that an article speaks of as proposals. @returns the exit code */
export async function ingestArticle(
  store: string,
  file: string,
  told: Omit<ArticleRules, 'address'>,
  { fetch, dryRun, json }: Wanted,
): Promise<number> {
  const input = isAddress(file) ? await fetchedArticle(file, fetch) : { ...localFile(file, null), address: null }
  return inStore(store, 'make', (db) => article(db, input, { ...told, address: input.address }, { dryRun, json }))
}

/** Reads an article and stores what it proposes, or shows both. */
async function article(
  db: Store,
  input: IngestInput,
  rules: ArticleRules,
  { dryRun, json }: { readonly dryRun: boolean; readonly json: boolean },
): Promise<number> {
  const text = fileText(input.bytes, MOST_ARTICLE)
  if (text.kind === 'refused') throw new Problem(422, text.entry.code, text.entry.message)
  const reading = await readArticle(db, text.text, rules)
  if (!json) await tell(articleWords(reading))
  if (dryRun) {
    if (json) await print([`${JSON.stringify(reading)}\n`])
    return 0
  }
  const { done, unsaid } = await takeArticle((file, options) => ingest(db, file, options), reading, input.name, {
    now: Date.now() as Instant,
  })
  if (!json) await tell(unsaid.map(({ quote }) => `not stored, as no single week, month, quarter or year: ${quote}\n`))
  await (json ? print([`${JSON.stringify(done)}\n`]) : tell(spoken(done)))
  return done.accepted ? 0 : 1
}

/** The page behind an address, only where that was asked for by name. @throws Problem when it is blocked, fails or is no text */
async function fetchedArticle(address: string, isAsked: boolean): Promise<IngestInput & { readonly address: string }> {
  if (!isAsked)
    throw new Problem(
      400,
      'bad_parameter',
      'Cannot take an article from an address without --fetch: or save the page and name the file',
    )
  const found = await guardedFetch(address, {
    lookup: async (host) => (await lookup(host, { all: true })) as readonly Found[],
    isAllowed: isPublicAddress,
    signal: stopSignal(() => {}),
  })
  if (found.kind === 'blocked') throw new Problem(422, found.code, found.message)
  if (found.kind === 'failure')
    throw new Problem(503, 'fetch_failed', `Cannot fetch ${toldAddress(address)}: ${found.message}`)
  if (found.status !== 200 || !/^text\/(html|plain)|^application\/xhtml\+xml/i.test(found.type))
    throw new Problem(
      503,
      'fetch_failed',
      `Cannot fetch ${toldAddress(address)}: answer ${found.status} of type ${found.type.slice(0, 60) || 'unknown'}`,
    )
  return { name: new URL(found.url).hostname, bytes: found.bytes, address: found.url }
}
