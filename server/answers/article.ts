import { z } from 'zod'
import { needCodes, verdicts } from '../claims/claim.ts'
import { marks } from '../claims/figure.ts'
import { measures, whyCodes } from '../claims/why.ts'
import { roles, timeSources } from '../market/event.ts'
import { witnessKinds } from '../market/witness.ts'
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

const told = doc(
  z.object({
    written: text,
    by: z.enum(['symbol', 'name', 'relation']),
    note: doc(maybe(text), 'what the table of names says of the relation, in its own words'),
    from: maybe(date),
    to: maybe(date),
    nearby: doc(flag.optional(), 'the name stands in another sentence of the paragraph'),
  }),
  'the reason as a code and what its words need',
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
    dated: doc(
      z.object({
        by: z.enum(['text', 'publication']),
        written: text.optional(),
        anchor: text.optional(),
        tier: tier.optional(),
      }),
      'the same as a code and what its words need',
    ),
    tickers: list(z.object({ symbol: text, role: z.enum(roles), reason: text, told })),
    type: text,
    type_word: doc(text, 'the word that told the type'),
    matches: doc(list(text), 'stored events that it may be'),
    public_later: doc(
      maybe(z.object({ event_id: text, occurred: text, public: text })),
      'a stored event that happened on those days and was public only after them, which this may be: prices before that could not know it',
    ),
    event: doc(
      maybe(
        z.object({
          title: text,
          public_at: text,
          precision: z.literal('minute').optional(),
          tickers: list(z.object({ symbol: text, role: z.enum(roles) })),
          relation_note: text.optional(),
          type: text,
          status: z.literal('proposed'),
          source_type: z.literal('news'),
          source_name: text,
          source_url: text.optional(),
          language,
          time_source: z.enum(timeSources),
          time_note: text,
          notes: text,
          witnesses: list(z.object({ kind: z.enum(witnessKinds), at: text, place: text, note: maybe(text) })),
        }),
      ),
      'it as docs/event-format.md writes it; null for a span that no time of the format can say',
    ),
  }),
)

const claim = named(
  'Claim',
  z.object({
    quote: text,
    kind: z.enum(['move', 'record', 'collapse', 'value', 'view', 'statement']),
    verdict: z.enum(verdicts),
    figures: doc(
      z.record(z.string(), z.union([number, text, flag, z.null()])),
      'docs/articles.md; returns are fractions',
    ),
    reasons: list(text),
    method: text,
    how: doc(
      z.object({
        code: z.enum(['none', 'move', 'record', 'collapse']),
        model: text.optional(),
        sessions: count.optional(),
        cut: flag.optional(),
        since: text.optional(),
      }),
      'the method as a code and what its words need',
    ),
    needed: doc(maybe(text), 'what would be needed where prices do not decide'),
    needs: doc(maybe(z.enum(needCodes)), 'the same as a code'),
  }),
)

export const articleReading = z.object({
  article: z.object({
    title: maybe(text),
    text: doc(text, 'the words that are left of it, in which mentions and names have their places'),
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
    left_out: list(z.object({ quote: text, why: z.enum(['opinion', 'outcome', 'undated', 'no ticker', 'denied']) })),
  }),
  mentions: list(dateMention),
  names: doc(
    list(z.object({ symbol: text, role: z.enum(roles), reason: text, told, start: count, end: count })),
    'names that stand for tickers, with their places in the text',
  ),
  proposals: list(proposal),
  claims: list(claim),
  stored: doc(maybe(ingested), 'what was stored, with no run where no event was found; null with dry_run'),
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
      why: doc(text, 'the reason in English'),
      reason: doc(
        z.object({
          code: z.enum(whyCodes),
          values: z.object({
            measure: z.enum(measures).optional(),
            symbol: text.optional(),
            session: text.optional(),
            day: text.optional(),
            name: text.optional(),
            ours: number.optional(),
            low: number.optional(),
            high: number.optional(),
            weekday: doc(count.optional(), '0 Sunday to 6 Saturday'),
            share: number.optional(),
            ar: number.optional(),
            t: number.optional(),
            p: number.optional(),
          }),
        }),
        'the same as a code and what its words need: returns are fractions, volumes shares',
      ),
    }),
  ),
})
