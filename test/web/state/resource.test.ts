import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../web/refusal.ts'
import { latest, makeResources } from '../../../web/state/resource.ts'
import { settle } from './madeWindow.ts'

/** A resource whose answers come when the test says so. */
function asked(keeps = true) {
  const question = signal<{ readonly of: string } | null>(null)
  const open: { of: string; abort: AbortSignal; answer: (value: string) => void; refuse: (error: unknown) => void }[] =
    []
  const { resource, changes } = makeResources()
  const { state, retry } = resource(
    () => question.value,
    ({ of }, abort) => new Promise<string>((answer, refuse) => open.push({ of, abort, answer, refuse })),
    () => keeps,
  )
  return { question, open, state, retry, changes }
}

describe('resource', () => {
  it('asks when there is a question, and only then', () => {
    const { question, open, state } = asked()
    expect(state.value).toEqual({ kind: 'idle' })
    question.value = { of: 'MSFT' }
    expect(open.map(({ of }) => of)).toEqual(['MSFT'])
    question.value = null
    expect(state.value).toEqual({ kind: 'idle' })
    expect(open[0]?.abort.aborted).toBe(true)
  })
  it('does not ask an equal question again', async () => {
    const { question, open } = asked()
    question.value = { of: 'MSFT' }
    question.value = { of: 'MSFT' }
    expect(open).toHaveLength(1)
  })
  it('shows what was there before while the next answer is under way, where that may stand', async () => {
    for (const keeps of [true, false]) {
      const { question, open, state } = asked(keeps)
      question.value = { of: 'a' }
      open[0]?.answer('first')
      await settle()
      question.value = { of: 'b' }
      expect(latest(state.value)).toBe(keeps ? 'first' : null)
    }
  })
  it('an answer to an older question changes nothing', async () => {
    const { question, open, state } = asked()
    question.value = { of: 'a' }
    question.value = { of: 'b' }
    open[1]?.answer('second')
    open[0]?.answer('first')
    await settle()
    expect(state.value).toEqual({ kind: 'ready', value: 'second' })
    expect(open[0]?.abort.aborted).toBe(true)
  })
  it('remembers answers until the store changes', async () => {
    const { question, open, state, changes } = asked()
    question.value = { of: 'a' }
    open[0]?.answer('first')
    await settle()
    question.value = { of: 'b' }
    question.value = { of: 'a' }
    expect(state.value).toEqual({ kind: 'ready', value: 'first' })
    expect(open).toHaveLength(2)
    changes.value++
    expect(state.value).toEqual({ kind: 'loading', before: 'first' })
    expect(open).toHaveLength(3)
  })
  it('says why an answer did not come, and asks again on request', async () => {
    const { question, open, state, retry } = asked()
    question.value = { of: 'a' }
    open[0]?.refuse(new Refusal({ kind: 'offline' }))
    await settle()
    expect(state.value).toEqual({ kind: 'failed', failure: { kind: 'offline' }, before: null })
    retry()
    expect(state.value.kind).toBe('loading')
    open[1]?.answer('now')
    await settle()
    expect(latest(state.value)).toBe('now')
  })
})
