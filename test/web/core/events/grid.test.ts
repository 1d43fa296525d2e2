import { describe, expect, it } from 'vitest'
import { type Cell, moved, rowsInSight, withHeld } from '../../../../web/core/events/grid.ts'

const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false })

describe('moved', () => {
  const from: Cell = { row: 3, column: 'title' }
  it.each([
    ['ArrowUp', false, 2, 'title'],
    ['ArrowDown', false, 4, 'title'],
    ['ArrowLeft', false, 3, 'time'],
    ['ArrowRight', false, 3, 'tickers'],
    ['PageUp', false, 0, 'title'],
    ['PageDown', false, 13, 'title'],
    ['Home', false, 3, 'chosen'],
    ['End', false, 3, 'acts'],
    ['Home', true, 0, 'chosen'],
    ['End', true, 19, 'acts'],
    ['ArrowDown', true, 19, 'title'],
  ] as const)('%s (with Ctrl: %s) leads to row %i, %s', (key, ctrl, row, column) =>
    expect(moved(from, press(key, ctrl), 20, 10)).toEqual({ row, column }),
  )
  it('stays at the edges', () => {
    expect(moved({ row: 0, column: 'chosen' }, press('ArrowLeft'), 20, 10)).toEqual({ row: 0, column: 'chosen' })
    expect(moved({ row: 19, column: 'acts' }, press('PageDown'), 20, 10)).toEqual({ row: 19, column: 'acts' })
  })
  it('has row 0 where there is none', () => expect(moved(from, press('ArrowDown'), 0, 10)?.row).toBe(0))
  it.each(['Enter', 'a', ' ', 'Escape', 'Delete'])('%s moves nothing', (key) =>
    expect(moved(from, press(key), 20, 10)).toBe(null),
  )
})

describe('rowsInSight', () => {
  const rowHeight = 40
  it('draws what is in sight and eight rows on either side', () =>
    expect(rowsInSight({ top: 4000, height: 800, rowHeight }, 10_000)).toEqual({ first: 92, end: 128 }))
  it('draws from the first row while the list begins below the top', () =>
    expect(rowsInSight({ top: -200, height: 800, rowHeight }, 10_000)).toEqual({ first: 0, end: 23 }))
  it('draws nothing of an empty list, and no more rows than there are', () => {
    expect(rowsInSight({ top: 0, height: 800, rowHeight }, 0)).toEqual({ first: 0, end: 0 })
    expect(rowsInSight({ top: 0, height: 800, rowHeight }, 5)).toEqual({ first: 0, end: 5 })
    expect(rowsInSight({ top: 900_000, height: 800, rowHeight }, 5)).toEqual({ first: 5, end: 5 })
  })
})

describe('withHeld', () => {
  const list = (ids: string) => [...ids].map((event_id) => ({ event_id }))
  const held = { event: { event_id: 'b' }, row: 1 }
  it.each([
    ['is the list where no row is written', 'ac', null, 'ac'],
    ['is the list where the row is still in it', 'acb', held, 'acb'],
    ['has a row that left the list where it stood', 'ac', held, 'abc'],
    ['has it at the end of a list that became short', '', held, 'b'],
  ] as const)('%s', (_, rows, row, shown) => expect(withHeld(list(rows), row)).toEqual(list(shown)))
})
