import './ArticleText.css'
import { useEffect, useRef } from 'preact/hooks'
import { paragraphsOf, partsOf, placesOf } from '../../core/article/pieces.ts'
import type { Reading } from '../../state/article/api.ts'
import { Link } from '../Link.tsx'
import { useFormat, useWords } from '../page.ts'

type Chip =
  | {
      readonly kind: 'date'
      readonly start: number
      readonly end: number
      readonly mention: Reading['mentions'][number]
    }
  | { readonly kind: 'event'; readonly start: number; readonly end: number; readonly anchor: Anchor }
  | { readonly kind: 'name'; readonly start: number; readonly end: number; readonly name: Reading['names'][number] }
type Anchor = Reading['article']['anchors'][number]

type TextProps = {
  readonly reading: Reading
  /** The event on whose page it is shown. */
  readonly here?: string | null
  /** A sentence that is pointed out. */
  readonly quote?: string | null
  /** Told the words that are selected, without those of the chips. */
  readonly select?: (words: string) => void
}

/** The words of the article, with the dates, names and events that were found in them. */
export function ArticleText({ reading: { article, mentions, names }, quote = null, here = null, select }: TextProps) {
  // A date that is counted from an event holds the event's name: the longer one is shown.
  const chips: readonly Chip[] = [
    ...mentions.map((mention) => ({ kind: 'date' as const, start: mention.start, end: mention.end, mention })),
    ...article.anchors.flatMap((anchor) =>
      placesOf(anchor.phrase, article.text).map((place) => ({ kind: 'event' as const, ...place, anchor })),
    ),
    ...names.map((name) => ({ kind: 'name' as const, start: name.start, end: name.end, name })),
  ]
  // A name says what it stands for where it comes first, and when it is pointed at.
  const firsts = new Set(
    [...Map.groupBy(names, ({ start, end, symbol }) => `${article.text.slice(start, end)} ${symbol}`).values()].flatMap(
      ([first]) => (first === undefined ? [] : [first.start]),
    ),
  )
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (select === undefined) return
    const tell = () => {
      const selection = getSelection()
      if (selection === null || selection.isCollapsed || place.current?.contains(selection.anchorNode) !== true) return
      select(wordsOf(selection))
    }
    document.addEventListener('selectionchange', tell)
    return () => document.removeEventListener('selectionchange', tell)
  }, [select])
  const at = quote === null ? -1 : article.text.indexOf(quote)
  const quoted = at < 0 ? { start: 0, end: 0 } : { start: at, end: at + (quote?.length ?? 0) }
  return (
    <div class="article-text" lang={article.language} ref={place}>
      {paragraphsOf(article.text, chips).map(({ start, pieces }) => (
        <p key={start}>
          {pieces.map(({ start: first, text, of }) => {
            const stretch = { start: quoted.start - start - first, end: quoted.end - start - first }
            if (of === null)
              return partsOf(text, stretch).map((part) => (part.isIn ? <mark>{part.text}</mark> : part.text))
            const chip = (
              <ChipText
                key={first}
                chip={of}
                text={text}
                anchors={article.anchors}
                here={here}
                isFirst={firsts.has(start + first)}
              />
            )
            return stretch.start < text.length && stretch.end > 0 ? <mark key={first}>{chip}</mark> : chip
          })}
        </p>
      ))}
    </div>
  )
}

/** The article's words as a panel of the page of texts. */
export function ArticleTextPanel({ reading }: { readonly reading: Reading }) {
  const words = useWords('article')
  return (
    <section class="panel" aria-labelledby="article-text">
      <h2 id="article-text">{words.textHead}</h2>
      <p class="soft">{words.chipsHow}</p>
      <ArticleText reading={reading} />
    </section>
  )
}

/** What is selected, as the article has it. */
function wordsOf(selection: Selection): string {
  const copy = selection.getRangeAt(0).cloneContents()
  for (const told of copy.querySelectorAll('small')) told.remove()
  return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

function ChipText({
  chip,
  text,
  anchors,
  here,
  isFirst,
}: {
  readonly chip: Chip
  readonly text: string
  readonly anchors: readonly Anchor[]
  readonly here: string | null
  readonly isFirst: boolean
}) {
  const words = useWords('article')
  const write = useFormat()
  switch (chip.kind) {
    case 'date': {
      const { from, to, instant, zone, anchor } = chip.mention
      const when =
        instant !== undefined
          ? `${write.instant(instant, zone ?? 'UTC')} ${zone ?? 'UTC'}`
          : from === to
            ? write.date(from)
            : `${write.date(from)} – ${write.date(to)}`
      const id = anchor.startsWith('event:') ? anchor.slice('event:'.length) : null
      const event = anchors.find(({ event_id }) => event_id === id)
      return (
        <span class="chip date">
          {text} <small>{when}</small>
          {event !== undefined && (
            <small>
              {words.from} <EventLink anchor={event} here={here} />
            </small>
          )}
        </span>
      )
    }
    case 'event':
      return (
        <span class="chip event">
          {text}{' '}
          <small>
            <EventLink anchor={chip.anchor} here={here} /> {write.date(chip.anchor.date)}
          </small>
        </span>
      )
    case 'name':
      return (
        <span class="chip name" title={chip.name.reason}>
          {text}
          {isFirst && <small> {chip.name.symbol}</small>}
        </span>
      )
  }
}

function EventLink({
  anchor: { event_id: event, title },
  here,
}: {
  readonly anchor: Anchor
  readonly here: string | null
}) {
  const { beside } = useWords('article')
  if (event === here) return beside.thisEvent
  return <Link to={{ screen: { kind: 'event', event } }}>{title}</Link>
}
