/** A phrase of an article with the event that a person says it stands for. */
export type Binding = { readonly phrase: string; readonly event: string }

/** An article as the browser keeps it: its words alone, and what a person said of it. */
export type KeptArticle = {
  readonly title: string | null
  readonly text: string
  readonly language: 'en' | 'id'
  /** A date or a moment; null where nobody knows. */
  readonly published: string | null
  readonly zone: string
  readonly anchors: readonly Binding[]
  /** Events that it was read beside, or that its own phrases named. */
  readonly events: readonly string[]
}

/** Articles that are kept, the one that was last used first. */
export const MOST_KEPT = 5
/** Characters of an article that is kept: a longer one is shown and forgotten. */
const LONGEST = 100_000
/** Characters of a quote that tell an article from others. */
const QUOTE = 20

/** The articles with one put first; it takes the place of the same text. */
export const keeping = (kept: readonly KeptArticle[], article: KeptArticle): readonly KeptArticle[] =>
  [article, ...kept.filter(({ text }) => text !== article.text)]
    .filter(({ text }) => text.length <= LONGEST)
    .slice(0, MOST_KEPT)

/** The article that tells of an event: the one it was read beside, else one that holds the sentence it was made of. */
export function articleOf(
  kept: readonly KeptArticle[],
  { event_id: id, notes }: { readonly event_id: string; readonly notes: string | null },
): KeptArticle | null {
  const quote = notes !== null && notes.length >= QUOTE ? notes : null
  return (
    kept.find(({ events, anchors }) => events.includes(id) || anchors.some(({ event }) => event === id)) ??
    kept.find(({ text, title }) => quote !== null && (text.includes(quote) || title === quote)) ??
    null
  )
}

const isText = (value: unknown): value is string => typeof value === 'string'

function isKept(value: unknown): value is KeptArticle {
  if (typeof value !== 'object' || value === null) return false
  const { title, text, language, published, zone, anchors, events } = value as Record<keyof KeptArticle, unknown>
  return (
    (title === null || isText(title)) &&
    isText(text) &&
    (language === 'en' || language === 'id') &&
    (published === null || isText(published)) &&
    isText(zone) &&
    Array.isArray(events) &&
    events.every(isText) &&
    Array.isArray(anchors) &&
    anchors.every((one) => isText(one?.phrase) && isText(one?.event))
  )
}

/** What a browser kept, of whatever version it was: what is no article is left out. */
export function parseKept(json: string | null): readonly KeptArticle[] {
  try {
    const all: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(all) ? all.filter(isKept).slice(0, MOST_KEPT) : []
  } catch {
    return []
  }
}
