import { describe, expect, it } from 'vitest'
import type { PlacedEvent } from '../../../../server/events/placedEvent.ts'
import { emptyForm, fieldOf, formOf, merged, recordOf, rewriteOf } from '../../../../web/core/events/form.ts'

// Of a placed event the form looks at these fields alone.
const event = {
  title: 'New chips shown',
  public_at: null,
  occurred_at: '2023-11-15',
  timezone: null,
  tickers: [{ symbol: 'MSFT', role: 'subject' }],
  relation_note: null,
  type: 'product.launch',
  status: 'confirmed',
  source_name: 'AP',
  source_url: null,
  summary: null,
  tags: ['chips', 'ai'],
  language: 'en',
  notes: null,
} as unknown as PlacedEvent

describe('recordOf', () => {
  it('gives what was written, its tickers and tags as lists of the format, and says that a person told the time', () =>
    expect(
      recordOf({ ...emptyForm, title: ' A note ', time: '2023-11-17', tickers: 'msft:investor', tags: 'a, b ,,c' }),
    ).toEqual({
      title: 'A note',
      public_at: '2023-11-17',
      tickers: 'MSFT:investor',
      tags: 'a|b|c',
      status: 'confirmed',
      time_source: 'user',
    }))
})

describe('rewriteOf', () => {
  it('is nothing where nothing was changed', () => expect(rewriteOf(event, formOf(event))).toBe(null))
  it('says what was changed, and clears what was emptied', () =>
    expect(rewriteOf(event, { ...formOf(event), source_name: '', notes: 'seen' })).toEqual({
      source_name: '',
      notes: 'seen',
    }))
  it('another time, or another zone, takes the stated session away', () =>
    expect(rewriteOf(event, { ...formOf(event), time: '2023-11-15T12:00', timezone: 'UTC' })).toEqual({
      occurred_at: '2023-11-15T12:00',
      timezone: 'UTC',
      tickers: [{ symbol: 'MSFT', role: 'subject' }],
      session: '',
      time_source: 'user',
    }))
})

describe('fieldOf', () => {
  it.each([
    ['public_at', 'time'],
    ['occurred_at', 'time'],
    ['tickers', 'tickers'],
    ['window_end', null],
    [null, null],
  ] as const)('a fault of %s is about %s', (fault, field) => expect(fieldOf(fault)).toBe(field))
})

describe('merged', () => {
  const base = formOf(event)
  it('takes what was written, and of the rest what is stored by now', () =>
    expect(merged(base, { ...base, status: 'rejected' }, { ...base, title: 'Mine' })).toEqual({
      form: { ...base, title: 'Mine', status: 'rejected' },
      conflicts: [],
    }))
  it('leaves a field to a person that both have changed, and no other', () => {
    const now = { ...base, title: 'Theirs', tags: 'ai,  chips', notes: 'same' }
    const mine = { ...base, title: 'Mine', tags: 'ai, chips', notes: ' same ' }
    expect(merged(base, now, mine)).toEqual({
      form: { ...now, ...{ title: 'Mine', tags: 'ai, chips', notes: ' same ' } },
      conflicts: ['title'],
    })
    expect(merged(now, now, mine).conflicts).toEqual([])
  })
  it('changes a time beside the tickers that are stored by now, and says that a person told it', () => {
    const stored = { ...event, tickers: [{ symbol: 'AAPL', role: 'subject' }] } as unknown as PlacedEvent
    const { form } = merged(base, formOf(stored), { ...base, time: '2023-11-16' })
    expect(rewriteOf(stored, form)).toEqual({
      occurred_at: '2023-11-16',
      tickers: [{ symbol: 'AAPL', role: 'subject' }],
      session: '',
      time_source: 'user',
    })
  })
})
