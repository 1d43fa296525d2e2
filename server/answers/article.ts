import { z } from 'zod'
import { verdicts } from '../claims/claim.ts'
import { marks } from '../claims/draft.ts'
import { roles } from '../market/event.ts'
import { ingested } from './event.ts'
import { count, date, doc, flag, fraction, list, maybe, named, number, text } from './shape.ts'

const language = z.enum(['en', 'id'])
const precision = z.enum(['minute', 'day', 'week', 'month', 'quarter', 'year', 'interval'])
const tier = z.enum(['told', 'json_ld', 'meta', 'microdata', 'url', 'time', 'visible', 'text'])

export const dateMention = named(
  'DateMention',
  z.object({
    start: doc(count, 'first UTF-16 unit of the cleaned text'),
    end: doc(count, 'the first one after'),
    text,
    from: date,
    to: date,
    precision,
    instant: doc(text.optional(), 'UTC, with precision minute only'),
    zone: text.optional(),
    session: z.enum(['pre', 'post']).optional(),
    anchor: doc(
      z.templateLiteral([z.enum(['absolute', 'reference', 'previous', 'event:']), z.string()]) as z.ZodType<
        'absolute' | 'reference' | 'previous' | `event:${string}`
      >,
      'absolute, reference, previous or event: with an id',
    ),
  }),
)

const proposal = named(
  'Proposal',
  z.object({
    quote: doc(text, 'a sentence of the article that proposes nothing else'),
    title: text,
    public_at: doc(maybe(text), 'a date or a moment; null where a span is all that is known'),
    from: maybe(date),
    to: maybe(date),
    precision,
    dated_by: text,
    tickers: list(z.object({ symbol: text, role: z.enum(roles), reason: text })),
    type: text,
    type_word: doc(text, 'the word that told the type'),
    matches: doc(list(text), 'stored events that it may be'),
  }),
)

const claim = named(
  'Claim',
  z.object({
    quote: text,
    kind: z.enum(['move', 'record', 'collapse', 'value', 'view']),
    verdict: z.enum(verdicts),
    figures: doc(
      z.record(z.string(), z.union([number, text, flag, z.null()])),
      'docs/articles.md; returns are fractions',
    ),
    reasons: list(text),
    method: text,
    needed: doc(maybe(text), 'what would be needed where prices do not decide'),
  }),
)

export const articleReading = z.object({
  article: z.object({
    title: maybe(text),
    language,
    language_confidence: number,
    published: doc(maybe(text), 'a date or a moment; null where nobody knows'),
    published_tier: maybe(tier),
    published_confidence: fraction('of labelled pages on which such a place was right'),
    published_witnesses: list(z.object({ tier, written: text, value: text })),
    published_disagrees: flag,
    zone: text,
    address: maybe(text),
    source: maybe(text),
    words: count,
    repeated_paragraphs: count,
    site_lines: count,
    anchors: list(z.object({ phrase: text, event_id: text, date: text, title: text })),
    left_out: list(z.object({ quote: text, why: z.enum(['opinion', 'outcome', 'undated', 'no ticker']) })),
  }),
  mentions: list(dateMention),
  proposals: list(proposal),
  claims: list(claim),
  stored: doc(maybe(ingested), 'what was stored; null with dry_run'),
})

export const draftReading = z.object({
  language,
  published: maybe(date),
  right: doc(flag, 'false where a figure, date or causal word is wrong'),
  marks: list(
    z.object({
      kind: z.enum(['figure', 'date', 'cause']),
      text,
      start: count,
      end: count,
      mark: z.enum(marks),
      figure: doc(maybe(text), 'what stands in its place, or what it was rounded from'),
      why: text,
    }),
  ),
})
