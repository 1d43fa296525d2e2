import { describe, expect, it } from 'vitest'
import { followChanges } from '../../../web/state/live.ts'
import { makeState } from '../../../web/state/state.ts'
import { madeWindow, settle } from './madeWindow.ts'

interface Told {
  readonly change: number
  readonly events: readonly string[] | null
  readonly prices: readonly string[] | null
}

/** A page at an address, whose server tells in turn what changed. */
async function opened(address: string, told: readonly (Told | null)[]) {
  const left = [...told]
  const window = madeWindow({
    address,
    routes: { '/api/changes': () => left.shift() ?? new Response(null, { status: 503, statusText: 'busy' }) },
  })
  const state = makeState(window.page)
  const end = followChanges(state)
  await settle()
  const questions = () => window.asked.filter((each) => each.startsWith('GET /api/changes'))
  return { ...window, state, end, questions }
}

describe('followChanges', () => {
  it('asks with the number that was told last, and for everything anew when events came', async () => {
    const { state, pass, questions, end } = await opened('/events', [
      { change: 7, events: [], prices: [] },
      { change: 7, events: [], prices: [] },
      { change: 9, events: ['a'], prices: [] },
      { change: 12, events: null, prices: [] },
    ])
    expect(state.changes.value).toBe(0)
    await pass(5000)
    expect(state.changes.value).toBe(0)
    await pass(5000)
    expect(state.changes.value).toBe(1)
    await pass(5000)
    expect(state.changes.value).toBe(2)
    expect(questions()).toEqual(['', '?since=7', '?since=7', '?since=9'].map((query) => `GET /api/changes${query}`))
    end()
    await pass(20_000)
    expect(questions()).toHaveLength(4)
  })

  it.each([
    ['/t/MSFT', ['MSFT'], 1],
    ['/t/MSFT', null, 1],
    ['/t/MSFT', ['AAPL'], 0],
    ['/data', ['MSFT'], 0],
    ['/', ['AAPL'], 1],
    ['/e/x', ['AAPL'], 1],
    ['/study', ['AAPL'], 1],
    ['/', [], 0],
    ['/data', null, 0],
  ] as const)('on %s, prices of %s are news %i times', async (address, prices, times) => {
    const { state, pass } = await opened(address, [
      { change: 1, events: [], prices: [] },
      { change: 2, events: [], prices },
    ])
    await pass(5000)
    expect(state.changes.value).toBe(times)
  })

  it('goes on asking after an answer that did not come, from where it was', async () => {
    const { state, pass, questions } = await opened('/events', [
      { change: 1, events: [], prices: [] },
      null,
      { change: 2, events: ['a'], prices: [] },
    ])
    await pass(10_000)
    expect(questions().at(-1)).toBe('GET /api/changes?since=1')
    expect(state.changes.value).toBe(1)
  })

  it('asks for everything anew once the server answers again, though nothing was stored meanwhile', async () => {
    const same = { change: 1, events: [], prices: [] }
    const { state, pass } = await opened('/t/MSFT', [same, null, same, same])
    await pass(5000)
    expect(state.changes.value).toBe(0)
    await pass(5000)
    expect(state.changes.value).toBe(1)
    await pass(5000)
    expect(state.changes.value).toBe(1)
  })
})
