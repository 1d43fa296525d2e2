import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openStore } from '../../../server/store/open.ts'
import { asOpenedAnew, changeBar, changesOfBars, turnCorrection, turnFinding } from '../../db/tamper.ts'
import { askerOf } from './everyWay.ts'

/** What is told as JSON and as tables: lists that are kept in pieces, with more than one set of settings. */
const asked = [
  '/api/impacts?ticker=MSFT',
  '/api/impacts?ticker=MSFT&model=mean&event=-3..3&windows=0..1&limit=7',
  '/api/impacts.csv?ticker=MSFT',
  '/api/panel.csv?ticker=MSFT',
  '/api/panel.csv?ticker=MSFT&event=-2..5&mask=confounders',
] as const

/** Bars of the sample that most windows hold: from September 2023 on. */
const row = fc.integer({ min: 170, max: 330 })
const place = { tickerId: fc.constantFrom(1, 2), row }
const eventId = fc.constantFrom('a-first', 'a-second', 'openai-20231117-altman-ousted')
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...place,
      how: fc.constantFrom(...changesOfBars),
      factor: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...place, how: fc.constant('correction' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...place,
      how: fc.constantFrom('MOVE_LARGE' as const, 'VOL_LARGE' as const, 'STALE_RUN' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      eventId,
      title: fc.constantFrom('Plain', 'With a comma, "quoted"', '=1+1 with an é and a ☃'),
      day: fc.integer({ min: 10, max: 28 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ eventId }) },
)

async function make(db: Db, what: typeof change extends fc.Arbitrary<infer Change> ? Change : never): Promise<void> {
  const path = 'eventId' in what ? `/api/events/${what.eventId}` : ''
  if ('title' in what) {
    const event = {
      title: what.title,
      public_at: `2023-11-${what.day}T15:00:00Z`,
      tickers: [{ symbol: 'MSFT', role: 'subject' }],
    }
    const said = await askerOf(db)(path, event, 'PUT')
    expect(said).toContain('"stored":true')
  } else if ('eventId' in what) await askerOf(db)(path, {}, 'DELETE')
  else if (what.how === 'correction') turnCorrection(db, what.tickerId, what.row)
  else if ('factor' in what) changeBar(db, what)
  else turnFinding(db, what.tickerId, what.row, what.how)
}

it('lists of impacts and panels are, byte by byte, what a store just opened says, after each of many changes', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 12, maxLength: 16 }), async (changes) => {
      const { db } = await openStore(':memory:', Date.UTC(2026, 0, 2))
      try {
        const told = async (ask: ReturnType<typeof askerOf>) => Promise.all(asked.map((path) => ask(path)))
        const ask = askerOf(db)
        const first = await told(ask)
        expect(first.map((text) => text.slice(0, 9))).toEqual([
          '{"data_ve',
          '{"data_ve',
          'event_id,',
          'event_id,',
          'event_id,',
        ])
        for (const one of changes) {
          await make(db, one)
          const now = await told(ask)
          expect(now).toEqual(await told(askerOf(asOpenedAnew(db))))
          for (const text of now.slice(0, 2)) expect(JSON.stringify(JSON.parse(text))).toBe(text)
        }
      } finally {
        db.close()
      }
    }),
    { numRuns: 3 },
  )
})
