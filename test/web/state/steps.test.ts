import { signal } from '@preact/signals'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstView, formatAddress, type View } from '../../../web/core/address.ts'
import { makeSteps } from '../../../web/state/ticker/steps.ts'

const chart: View = { ...firstView, screen: { kind: 'ticker', ticker: 'MSFT' } }

function world() {
  const view = signal(chart)
  const go = (change: Partial<View>) => {
    view.value = { ...view.peek(), ...change }
  }
  return { view, go, at: () => formatAddress(view.peek()), ...makeSteps({ view, go }) }
}

it('undo() goes back through what was on screen, redo() forth, and a new step ends what could be done again', () => {
  const { go, at, undo, redo } = world()
  go({ window: [0, 5] })
  go({ over: { vs: 'SPY' } })
  // What is no change is no step.
  go({ over: { vs: 'SPY' } })
  expect([undo(), at()]).toEqual([true, '/t/MSFT?w=0..5'])
  expect([undo(), at()]).toEqual([true, '/t/MSFT'])
  expect([undo(), at()]).toEqual([false, '/t/MSFT'])
  expect([redo(), at()]).toEqual([true, '/t/MSFT?w=0..5'])
  go({ table: true })
  expect([redo(), at()]).toEqual([false, '/t/MSFT?w=0..5&v=table'])
  expect([undo(), at()]).toEqual([true, '/t/MSFT?w=0..5'])
})

it('undo() never leaves the chart', () => {
  const { go, at, undo } = world()
  go({ screen: { kind: 'methods' } })
  go({ ...chart, table: true })
  expect([undo(), at()]).toEqual([false, '/t/MSFT?v=table'])
})

it('as many undo() as steps lead back to the beginning, and as many redo() to the end', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 }), (windows) => {
      const { go, at, undo, redo } = world()
      for (const to of windows) go({ window: [0, to] })
      const end = at()
      let steps = 0
      while (undo()) steps++
      expect(at()).toBe('/t/MSFT')
      for (let i = 0; i < steps; i++) expect(redo()).toBe(true)
      expect(at()).toBe(end)
    }),
  ))
