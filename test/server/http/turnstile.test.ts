import { describe, expect, it } from 'vitest'
import { turnstile } from '../../../server/http/turnstile.ts'

const bounds = { atWork: 2, waiting: 4, ofOne: 4 }
const settled = () => new Promise((done) => setImmediate(done))

/** Asks in turn; the list grows by the names of those who got in. */
function queue() {
  const gate = turnstile('exports', bounds)
  const inside: string[] = []
  const leaves = new Map<string, () => void>()
  const ask = (name: string, address: string, signal?: AbortSignal) =>
    gate.enter(address, signal).then(
      (leave) => {
        inside.push(name)
        leaves.set(name, leave)
        return null
      },
      (error: unknown) => error,
    )
  return { gate, inside, ask, leave: (name: string) => leaves.get(name)?.() }
}

describe('turnstile', () => {
  it('lets so many in, and each further one when another leaves', async () => {
    const { gate, inside, ask, leave } = queue()
    for (const name of ['a1', 'a2', 'a3']) void ask(name, 'a')
    await settled()
    expect([inside, gate.state()]).toEqual([['a1', 'a2'], { at_work: 2, waiting: 1 }])
    leave('a1')
    leave('a1')
    await settled()
    expect([inside, gate.state()]).toEqual([['a1', 'a2', 'a3'], { at_work: 2, waiting: 0 }])
  })

  it('gives the next turn to the address with the fewest at work', async () => {
    const { inside, ask, leave } = queue()
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask(name, 'a')
    void ask('b1', 'b')
    await settled()
    leave('a1')
    await settled()
    expect(inside).toEqual(['a1', 'a2', 'b1'])
    leave('b1')
    await settled()
    expect(inside).toEqual(['a1', 'a2', 'b1', 'a3'])
  })

  it('sends away whoever comes when too many wait, in all or of one address, and says when to come again', async () => {
    const { ask } = queue()
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask(name, 'a')
    expect(await ask('a5', 'a')).toMatchObject({ status: 429, code: 'too_many', retryAfter: 10 })
    void ask('b1', 'b')
    void ask('c1', 'c')
    expect(await ask('d1', 'd')).toMatchObject({
      status: 429,
      message: 'Cannot take more exports as 2 are at work and 4 wait already: try again in 10 seconds',
    })
  })

  it('forgets whoever hangs up while waiting', async () => {
    const { gate, inside, ask, leave } = queue()
    void ask('a1', 'a')
    void ask('a2', 'a')
    const gone = new AbortController()
    const answer = ask('b1', 'b', gone.signal)
    await settled()
    gone.abort()
    expect(await answer).toMatchObject({ code: 'given_up' })
    expect(gate.state()).toEqual({ at_work: 2, waiting: 0 })
    leave('a1')
    await settled()
    expect(inside).toEqual(['a1', 'a2'])
  })
})
