import { effect } from '@preact/signals'
import { formatAddress, type View } from '../../core/address.ts'
import type { State } from '../state.ts'

/** Steps that can be taken back. */
const MOST = 200

/**
 * Takes back, and does again, whatever was changed on the chart: all of it is in the address, so what is kept is what was on
 * screen. Either is a step of the history too, and none of them leaves the chart.
 */
export function makeSteps({ view, go }: Pick<State, 'view' | 'go'>) {
  const past: View[] = []
  const future: View[] = []
  let last = view.peek()
  let isOwn = false
  effect(() => {
    const now = view.value
    const before = last
    last = now
    if (isOwn || before.screen.kind !== 'ticker' || now.screen.kind !== 'ticker') return
    if (formatAddress(before) === formatAddress(now)) return
    past.push(before)
    if (past.length > MOST) past.shift()
    future.length = 0
  })
  const step = (from: View[], to: View[]): boolean => {
    const wanted = from.pop()
    if (wanted === undefined) return false
    to.push(view.peek())
    isOwn = true
    go(wanted)
    isOwn = false
    return true
  }
  return {
    /** @returns whether there was a step to take back */
    undo: (): boolean => step(past, future),
    /** @returns whether there was one to do again */
    redo: (): boolean => step(future, past),
  }
}
