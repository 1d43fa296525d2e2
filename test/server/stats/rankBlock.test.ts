import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankBlock } from '../../../server/stats/rankBlock.ts'

type Event = {
  readonly residual: readonly number[]
  readonly late: readonly number[]
  readonly tested: readonly number[]
}

const sigma = 0.5
const L1 = 14
const days = 3
const columns = 8

/** What a block counts, added up over all blocks, by name. */
function counted(events: readonly Event[], length = L1) {
  const total = new Map<string, number>()
  const add = (name: string, value: number) => total.set(name, (total.get(name) ?? 0) + value)
  const block = rankBlock(length, days, columns, (sums) => {
    add('events', sums.events)
    for (let t = 0; t < length; t++) {
      add(`present ${t}`, sums.present(t))
      add(`own ${t}`, sums.own(t))
      add(`below ${t}`, sums.below(t))
      add(`sign ${t}`, sums.sign(t))
      for (let c = 0; c < columns; c++) add(`above ${c} ${t}`, sums.above(c, t))
    }
    for (let c = 0; c < columns; c++) add(`less ${c}`, sums.less[c] ?? 0)
    for (let d = 0; d < days; d++) {
      add(`late rank ${d}`, sums.lateRank[d] ?? 0)
      add(`late standardised ${d}`, sums.lateStandardised[d] ?? 0)
      add(`late sign ${d}`, sums.lateSign[d] ?? 0)
    }
  })
  const taken = events.map(({ residual, late, tested }) => {
    block.late.set(late)
    block.tested.set(tested)
    const values = Float64Array.from(residual)
    return block.add(values, values.filter((e) => !Number.isNaN(e)).length, sigma)
  })
  block.flush()
  return { total, taken }
}

/** The same by comparing every value with every other. */
function plain(events: readonly Event[]) {
  const total = new Map<string, number>()
  const add = (name: string, value: number) => total.set(name, (total.get(name) ?? 0) + value)
  const below = (values: readonly number[], at: number) => values.filter((value) => value < at).length
  for (const { residual, late, tested } of events) {
    const present = residual.filter((e) => !Number.isNaN(e))
    const both = [...present, ...late]
    // Twice the rank of the median of both windows is their number and one.
    const sign = (value: number) => Math.sign(2 * (below(both, value) + 1) - both.length - 1)
    const standardised = [...present.map((e) => e / sigma), ...tested.slice(0, days)]
    add('events', 1)
    for (const [t, e] of residual.entries()) {
      const here = !Number.isNaN(e)
      add(`present ${t}`, here ? 1 : 0)
      add(`own ${t}`, here ? below(present, e) + 1 : 0)
      add(`below ${t}`, here ? below(late, e) : 0)
      add(`sign ${t}`, here ? sign(e) : 0)
      for (const [c, z] of tested.entries()) add(`above ${c} ${t}`, here && z < e / sigma ? 1 : 0)
    }
    for (const [c, z] of tested.entries()) add(`less ${c}`, below(present, z * sigma))
    for (let d = 0; d < days; d++) {
      add(`late rank ${d}`, below(both, late[d] ?? 0) + 1)
      add(`late standardised ${d}`, below(standardised, tested[d] ?? 0) + 1)
      add(`late sign ${d}`, sign(late[d] ?? 0))
    }
  }
  return total
}

// Thousandths that differ from one another, shifted apart by kind, so that nothing ties.
const distinct = (size: number) =>
  fc.uniqueArray(fc.integer({ min: -4_000, max: 4_000 }), { minLength: size, maxLength: size })
const event: fc.Arbitrary<Event> = fc
  .tuple(distinct(L1), distinct(days), distinct(columns), fc.array(fc.nat(L1 - 1), { maxLength: 4 }))
  .map(([residual, late, tested, absent]) => ({
    residual: residual.map((e, t) => (absent.includes(t) ? Number.NaN : e / 1e3)),
    late: late.map((value) => (value + 0.25) / 1e3),
    tested: tested.map((value) => (value + 0.5) / 1e3),
  }))

describe('rankBlock()', () => {
  it('rankBlock() counts as comparing every value with every other does, absent residuals included', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
        const { total, taken } = counted(events)
        expect(taken).not.toContain(false)
        expect(Object.fromEntries(total)).toEqual(Object.fromEntries(plain(events)))
      }),
      { numRuns: 60 },
    )
  })
  it('rankBlock() ends a block before the count of a column overflows', () => {
    const [one, other] = fc.sample(event, { numRuns: 2, seed: 5 })
    if (one === undefined || other === undefined) throw new Error('No events')
    const events = Array.from({ length: 700 }, (_, i) => (i % 3 === 0 ? one : other))
    expect(Object.fromEntries(counted(events).total)).toEqual(Object.fromEntries(plain(events)))
  })

  const quiet: Event = {
    residual: Array.from({ length: L1 }, (_, t) => (t - 6) / 10 + 1e-3 * t * t),
    late: [-0.31, 0.02, 0.33],
    tested: [-1.01, 0.11, 0.93, 1.4, -0.5, 0.33, 2, -3],
  }
  const [first = 0] = quiet.residual
  const changed = (name: keyof Event, at: number, value: number): Event => ({
    ...quiet,
    [name]: quiet[name].map((old, i) => (i === at ? value : old)),
  })
  it('rankBlock() takes an event of which nothing ties', () => {
    expect(counted([quiet]).taken).toEqual([true])
  })
  it.each([
    ['two residuals that are equal', changed('residual', 3, first)],
    ['residuals that round to one number on 12 decimals', changed('residual', 3, first + 4e-13)],
    ['residuals over sigma that round to one number on 10 decimals', changed('residual', 3, first + 4e-11 * sigma)],
    ['a day equal to a residual', changed('late', 1, first)],
    ['a tested value equal to a residual', changed('tested', 4, first / sigma)],
    ['two days that are equal', changed('late', 1, -0.31)],
    ['two standardised days that are equal', changed('tested', 1, -1.01)],
    ['a day without a value', changed('late', 2, Number.NaN)],
    ['a window without a value', changed('tested', 7, Number.NaN)],
  ])('rankBlock() leaves %s to ranking value by value, and counts nothing of it', (_, given) => {
    const { total, taken } = counted([given])
    expect(taken).toEqual([false])
    expect(total.size).toBe(0)
  })
  it('rankBlock() takes a window equal to a day, as a window of one session is', () => {
    const same = changed('tested', 7, -1.01)
    expect(counted([same]).taken).toEqual([true])
    expect(Object.fromEntries(counted([same]).total)).toEqual(Object.fromEntries(plain([same])))
  })
  it('rankBlock() leaves residuals of which most lie in one place to the general sort', () => {
    const length = 200
    const crowded = { ...quiet, residual: Array.from({ length }, (_, t) => (t < 150 ? 1e-6 * t : t)) }
    expect(counted([crowded], length).taken).toEqual([false])
  })
})
