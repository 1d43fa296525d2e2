import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Page } from './page.ts'
import { addressDate, type DateWitness, machineDate, type Tier } from './published.ts'

/** Elements of a page that are read, and one for each 25 characters and 2,000 more; a page of an article has fewer by far. */
const MOST_ELEMENTS = 50_000
/** How deep elements may lie in one another: what reads them calls itself. */
const DEEPEST = 400

const metaNames: readonly string[] = [
  'article:published_time',
  'og:article:published_time',
  'article:published',
  'og:published_time',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date.issued',
  'dcterms.issued',
  'dc.date',
  'dc.date.created',
  'dcterms.created',
  'dcterms.date',
  'citation_publication_date',
  'datepublished',
  'date_published',
  'pubdate',
  'publishdate',
  'publish-date',
  'publish_date',
  'publication_date',
  'published_time',
  'content_create_date',
  'cxenseparse:recs:publishtime',
  'rnews:datepublished',
  'date',
]
const articles = /^(?:\w*Article|NewsArticle|BlogPosting|LiveBlogPosting|Report|Posting)$/

/** Blocks that end a paragraph. */
const blocks = new Set(
  'p div article section h1 h2 h3 h4 h5 h6 li ul ol blockquote pre table tr td th header footer figure figcaption br hr main aside'.split(
    ' ',
  ),
)
const skipped = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'nav', 'form', 'button'])

type Dom = ReturnType<typeof parseHTML>['document']
type Node = Dom['childNodes'][number]

/** Elements that hold none, and those that end where the next of them begins. */
const unnested = /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|tr|td|th|dt|dd|option)$/i
/** Characters that begin nothing, over and over: what builds the tree would make a node of each. They are put back later. */
const strays: readonly (readonly [RegExp, string, string])[] = [
  [/<(?![a-zA-Z/!?])/g, '\ue001', '<'],
  [/&amp;|&(?!#?[a-zA-Z0-9]{1,30};)/g, '\ue000', '&'],
]
const restored = (text: string): string => strays.reduce((made, [, mark, own]) => made.replaceAll(mark, own), text)
/** More elements than this and one for each so many characters are no article: Readability would weigh each of them. */
const DENSE = { elements: 1200, characters: 150 }

/** Why a page is not read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Counts elements and their depth before a tree is built of them. @throws Unreadable */
function checkShape(text: string): number {
  const most = Math.min(MOST_ELEMENTS, 2000 + Math.floor(text.length / 25))
  let [depth, elements] = [0, 0]
  for (const [, slash, name = ''] of text.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]{0,30})/g)) {
    elements++
    if (elements > most) throw new Unreadable(`it has more than ${most} elements`)
    if (unnested.test(name)) continue
    depth = slash === '/' ? Math.max(0, depth - 1) : depth + 1
    if (depth > DEEPEST) throw new Unreadable(`its elements lie more than ${DEEPEST} deep in one another`)
  }
  return elements
}

/** Words of a page, block by block, and what it says of its publication. Nothing of it is fetched or run. @throws Unreadable */
export function readHtml(text: string, zone: string | null): Page {
  const elements = checkShape(text)
  const tags = strays.reduce((made, [pattern, mark]) => made.replaceAll(pattern, mark), text)
  const whole = /<body[\s>]/i.test(tags) ? tags : `<!doctype html><html><head></head><body>${tags}</body></html>`
  const { document } = parseHTML(whole)
  const address =
    attribute(document, 'link[rel="canonical"]', 'href') ?? attribute(document, 'meta[property="og:url"]', 'content')
  const heading = textOf(document.querySelector('h1'))
  const title =
    attribute(document, 'meta[property="og:title"]', 'content') ??
    (heading || null) ??
    (textOf(document.querySelector('title')) || null)
  const page = {
    kind: 'html' as const,
    title: title === null ? null : plain(title).slice(0, 300),
    language: document.documentElement?.getAttribute('lang')?.slice(0, 2).toLowerCase() ?? null,
    address: address !== null && /^https?:\/\//i.test(address) && address.length <= 2000 ? address : null,
    source: attribute(document, 'meta[property="og:site_name"]', 'content')?.slice(0, 200) ?? null,
    witnesses: witnessesOf(document, address, zone),
  }
  return { ...page, paragraphs: paragraphsIn(document, elements > DENSE.elements + text.length / DENSE.characters) }
}

const plain = (text: string): string => restored(text).replaceAll(/\s+/g, ' ').trim()

function attribute(document: Dom, selector: string, name: string): string | null {
  const value = document.querySelector(selector)?.getAttribute(name)?.trim()
  return value === undefined || value === '' ? null : restored(value)
}

const textOf = (element: { textContent: string | null } | null): string => plain(element?.textContent ?? '')

function witnessesOf(document: Dom, address: string | null, zone: string | null): readonly DateWitness[] {
  const found: DateWitness[] = []
  const add = (tier: Tier, written: string | null | undefined) => {
    const value = written == null ? null : machineDate(written, zone)
    if (written != null && value !== null && found.length < 50)
      found.push({ tier, written: written.slice(0, 60), value })
  }
  for (const script of [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, 20))
    for (const written of datesPublished(script.textContent ?? '')) add('json_ld', written)
  const metas = [...document.querySelectorAll('meta')].slice(0, 500)
  for (const name of metaNames)
    for (const meta of metas) {
      const own = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? '').toLowerCase()
      if (own === name) add('meta', meta.getAttribute('content'))
    }
  for (const element of [...document.querySelectorAll('[itemprop="datePublished"]')].slice(0, 5))
    add('microdata', element.getAttribute('datetime') ?? element.getAttribute('content') ?? textOf(element))
  const inPath = address === null ? null : addressDate(address)
  if (inPath !== null) found.push({ tier: 'url', written: (address ?? '').slice(0, 60), value: inPath })
  const article = document.querySelector('article') ?? document
  for (const element of [...article.querySelectorAll('time[datetime]')].slice(0, 3))
    add('time', element.getAttribute('datetime'))
  return found
}

/** `datePublished` of the nodes of JSON-LD that are articles; of the page, and of others, only where no article is there. */
function datesPublished(json: string): readonly string[] {
  let value: unknown
  try {
    // Sites end it with a semicolon and leave control characters inside.
    value = JSON.parse(
      json
        .slice(0, 500_000)
        .replaceAll(/\p{Cc}+/gu, ' ')
        .replace(/;\s*$/, ''),
    )
  } catch {
    return []
  }
  const [ofArticles, ofPage, others]: [string[], string[], string[]] = [[], [], []]
  const queue: unknown[] = [value]
  for (let seen = 0; queue.length > 0 && seen < 2000; seen++) {
    const one = queue.shift()
    if (typeof one !== 'object' || one === null) continue
    if (!Array.isArray(one)) {
      const { datePublished, '@type': type } = one as Readonly<Record<string, unknown>>
      const types = (Array.isArray(type) ? type : [type]).map(String)
      if (typeof datePublished === 'string')
        (types.some((name) => articles.test(name)) ? ofArticles : types.includes('WebPage') ? ofPage : others).push(
          datePublished,
        )
    }
    queue.push(...Object.values(one).slice(0, 200))
  }
  return [ofArticles, ofPage, others].find((dates) => dates.length > 0) ?? []
}

/** The paragraphs of the article, by Readability; of the whole page where it finds none. */
function paragraphsIn(document: Dom, isDense: boolean): readonly string[] {
  const all = blocksOf(document.body as unknown as Node)
  if (isDense) return all
  const article = new Readability(document as never, { charThreshold: 200 }).parse()
  if (article?.content == null) return all
  const inner = parseHTML(`<!doctype html><html><body>${article.content}</body></html>`).document
  const found = blocksOf(inner.body as unknown as Node)
  return found.join('').length > 150 ? found : all
}

/** Text of each block. Blocks are parted here, as the text of an element runs them together. */
function blocksOf(root: Node): readonly string[] {
  const lines: string[] = []
  let line = ''
  const end = () => {
    const words = plain(line)
    if (words !== '') lines.push(words)
    line = ''
  }
  const stack: (Node | null)[] = [root]
  while (stack.length > 0) {
    const node = stack.pop()
    if (node === null || node === undefined) {
      end()
      continue
    }
    if (node.nodeType === 3) {
      line += node.textContent ?? ''
      continue
    }
    const name = node.nodeName.toLowerCase()
    if (skipped.has(name)) continue
    const isBlock = blocks.has(name)
    if (isBlock) {
      end()
      stack.push(null)
    }
    stack.push(...[...node.childNodes].reverse())
  }
  end()
  return lines
}
