import { describe, expect, it } from 'vitest'
import { agree, compare, restatementOf } from '../../../server/checks/compare.ts'
import { checkIdentity } from '../../../server/checks/comparison/symbolChanged.ts'
import { checkReuse } from '../../../server/checks/comparison/symbolReused.ts'
import { inEnglish } from '../../../server/checks/english.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { calm, dates, day, named, times } from './calm.ts'

const stored = calm().map((bar) => ({ ...bar, state: 'final' as const }))
const against = (change: (bar: DailyBar, at: number) => DailyBar) =>
  stored.map((bar, at) => ({ stored: bar, delivered: change(bar, at) }))
const adjust = (bar: DailyBar, factor: number): DailyBar => ({ ...bar, adjClose: (bar.adjClose ?? 0) * factor })

describe('restatementOf()', () => {
  it.each([
    ['the same answer', against((bar) => bar), 'none'],
    ['every close by a quarter', against((bar) => times(bar, 0.25)), 'split'],
    ['every close by a thousandth', against((bar) => times(bar, 1.0009)), 'none'],
    ['every close by a little more', against((bar) => times(bar, 1.0011)), 'split'],
    ['a spread below a ten-thousandth', against((bar, at) => times(bar, at % 2 ? 0.25 : 0.25 * 1.00009)), 'split'],
    ['a spread of more than that', against((bar, at) => times(bar, at % 2 ? 0.25 : 0.25 * 1.00011)), 'mixed'],
    ['history before a split, the rest as it was', against((bar, at) => (at < 40 ? times(bar, 0.25) : bar)), 'mixed'],
    ['adjusted closes by one factor', against((bar) => adjust(bar, 0.9964)), 'dividend'],
    ['adjusted closes up to an ex date', against((bar, at) => (at < 40 ? adjust(bar, 0.9964) : bar)), 'dividend'],
    ['adjusted closes that rise', against((bar) => adjust(bar, 1.0036)), 'none'],
    ['adjusted closes by factors of their own', against((bar, at) => adjust(bar, 1 - at / 1000)), 'none'],
    ['every close fewer by a thousandth', against((bar) => times(bar, 0.9991)), 'none'],
    ['every close fewer by a little more', against((bar) => times(bar, 0.9989)), 'split'],
    ['adjusted closes by 0.00004 less', against((bar) => adjust(bar, 1 - 4e-5)), 'none'],
    ['adjusted closes by 0.00006 less', against((bar) => adjust(bar, 1 - 6e-5)), 'dividend'],
    [
      'adjusted closes of which one is told otherwise',
      against((bar, at) => adjust(bar, at === 9 ? 0.99 : 0.9964)),
      'none',
    ],
    [
      'adjusted closes by one factor beside closes by another',
      against((bar) => adjust(times(bar, 1.0005), 0.9964)),
      'none',
    ],
    ['adjusted closes below zero', against((bar) => adjust(bar, -1)), 'none'],
    ['one session in common, at a fourth', against((bar) => times(bar, 0.25)).slice(0, 1), 'split'],
    ['the last session alone at a fourth', against((bar, at) => (at === 82 ? times(bar, 0.25) : bar)), 'mixed'],
    [
      'one session in common, corrected by a fifth',
      against((bar, at) => (at === 0 ? times(bar, 1.2) : bar)).slice(0, 1),
      'none',
    ],
    ['nothing in common', [], 'none'],
  ])('calls %s', (_, overlap, kind) => expect(restatementOf(overlap).kind).toBe(kind))
})

describe('compare()', () => {
  const one = (change: (bar: DailyBar) => DailyBar) => compare(against((bar, at) => (at === 30 ? change(bar) : bar)))
  it('revises one changed close, and calls the series restated', () => {
    const { revised, findings } = one((bar) => ({ ...bar, close: bar.close + 0.05 }))
    expect([...revised]).toEqual([dates[30]])
    expect(named(findings)).toEqual([`RESTATE_MIXED ${dates[0]}..${dates.at(-1)}`, `REVISED ${dates[30]}`])
    expect(findings[1]?.severity).toBe('info')
  })
  it('warns of a close revised by more than half a percent', () => {
    const severity = (by: number) =>
      one((bar) => ({ ...bar, close: bar.close * (1 + by) })).findings.find(({ check }) => check === 'REVISED')
        ?.severity
    expect(severity(0.0051)).toBe('warn')
    expect(severity(0.0049)).toBe('info')
  })
  it('revises a high by two millionths and not by less than one', () => {
    expect(one((bar) => ({ ...bar, high: bar.high * (1 + 2e-6) })).revised.size).toBe(1)
    expect(one((bar) => ({ ...bar, high: bar.high * (1 + 0.9e-6) })).revised.size).toBe(0)
  })
  it('revises a volume by more than one percent; a smaller change is one remark', () => {
    const volume = (by: number) => one((bar) => ({ ...bar, volume: Math.round((bar.volume ?? 0) * (1 + by)) }))
    expect(volume(0.0111).revised.size).toBe(1)
    expect(volume(0.0099).revised.size).toBe(0)
    expect(volume(0.0099).findings).toMatchObject([
      { check: 'REVISED', severity: 'info', from: dates[30], to: dates[30] },
    ])
  })
  it('revises an adjusted close by more than five hundred-thousandths', () => {
    expect(one((bar) => adjust(bar, 1 + 6e-5)).revised.size).toBe(1)
    expect(one((bar) => adjust(bar, 1 + 4e-5)).revised.size).toBe(0)
  })
  it('revises nothing under a split or a dividend', () => {
    expect(compare(against((bar) => times(bar, 0.25)))).toMatchObject({
      restatement: { kind: 'split', factor: 0.25 },
      revised: new Set(),
    })
    expect(named(compare(against((bar) => adjust(bar, 0.9964))).findings)).toEqual([
      `RESTATE_DIV ${dates[0]}..${dates.at(-1)}`,
    ])
  })
  it('finds nothing in an equal answer', () => expect(compare(against((bar) => bar)).findings).toEqual([]))
})

it('agree() takes a missing volume for another than a known one', () => {
  const [bar] = calm()
  if (bar === undefined) throw new Error('The quiet series is empty')
  expect(agree(bar, { ...bar, volume: null })).toBe(false)
  expect(agree({ ...bar, volume: null }, { ...bar, volume: null })).toBe(true)
})

describe('identity', () => {
  const meta = { name: 'Facebook, Inc.', exchange: 'NasdaqGS', kind: 'stock', firstTradeDate: day('2012-05-18') }
  it('checkIdentity() names what changed', () => {
    expect(checkIdentity(meta, meta, day('2022-06-09'))).toEqual([])
    const [finding] = checkIdentity(meta, { ...meta, name: 'Meta Platforms, Inc.' }, day('2022-06-09'))
    expect(finding).toMatchObject({ check: 'SYMBOL_CHANGED', severity: 'warn' })
    expect(finding?.evidence.values).toMatchObject({
      name: 'Meta Platforms, Inc.',
      nameStored: 'Facebook, Inc.',
      kind: null,
    })
  })
  it('checkIdentity() takes nothing that was unknown for a change', () =>
    expect(checkIdentity({ ...meta, name: null }, meta, day('2022-06-09'))).toEqual([]))
  it.each([
    ['name', 'Meta Platforms, Inc.', 'name Meta Platforms, Inc.'],
    ['exchange', 'NYSE', 'exchange NYSE'],
    ['kind', 'etf', 'type etf'],
    ['firstTradeDate', day('2012-05-21'), 'first trade 2012-05-21'],
  ] as const)('checkIdentity() sees another %s', (field, value, observed) => {
    const changed = checkIdentity(meta, { ...meta, [field]: value }, day('2022-06-09'))
    expect(changed).toMatchObject([{ check: 'SYMBOL_CHANGED', severity: 'warn', holds: null }])
    expect(changed.map((finding) => inEnglish(finding).observed)).toEqual([observed])
  })
  const first = {
    firstDate: day('2022-06-09'),
    firstClose: 184,
    lastDate: day('2024-05-31'),
    firstTradeDate: day('2012-05-18'),
  }
  it.each([
    ['three times as high', 184 * 3.01, ['SYMBOL_REUSED 2022-06-01..2022-06-08']],
    ['not quite three times as high', 184 * 2.99, []],
    ['three times as high', 184 * 3, []],
    ['a little more than a third', 184 / 2.99, []],
    ['less than a third', 184 / 3.01, ['SYMBOL_REUSED 2022-06-01..2022-06-08']],
  ])('checkReuse() of older bars at %s', (_, close, names) =>
    expect(
      named(checkReuse(first, { firstTradeDate: null }, { from: day('2022-06-01'), to: day('2022-06-08'), close })),
    ).toEqual(names),
  )
  it.each([
    ['2012-05-18', null],
    ['2012-05-17', null],
    // All stored bars lie after it: none of those is new, what comes next is.
    ['2012-05-21', { from: '2024-06-01', to: '9999-12-31' }],
    ['2022-06-09', { from: '2024-06-01', to: '9999-12-31' }],
    ['2022-06-10', { from: '2022-06-10', to: '9999-12-31' }],
    ['2023-01-03', { from: '2023-01-03', to: '9999-12-31' }],
  ])('checkReuse() of a first trade of 2012-05-18 that is told as %s', (date, holds) => {
    const findings = checkReuse(first, { firstTradeDate: day(date) }, null)
    expect(findings).toMatchObject(holds === null ? [] : [{ check: 'SYMBOL_REUSED', severity: 'error', holds }])
    expect(findings).toHaveLength(holds === null ? 0 : 1)
  })
  it('checkReuse() knows nothing of a first trade that was or is not told', () => {
    expect(checkReuse(first, { firstTradeDate: null }, null)).toEqual([])
    expect(checkReuse({ ...first, firstTradeDate: null }, { firstTradeDate: day('2023-01-03') }, null)).toEqual([])
  })
})
