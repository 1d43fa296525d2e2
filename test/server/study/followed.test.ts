import { describe, expect, it } from 'vitest'
import { Problem } from '../../../server/problem.ts'
import { followedStudy } from '../../../server/study/followed.ts'
import type { Tell, WrittenStudy } from '../../../server/study/queue.ts'

const written = (text: string): WrittenStudy => ({
  version: 'v',
  bytes: new Response(text).body ?? new ReadableStream(),
})
const refused = (error: unknown) => JSON.stringify({ code: (error as Problem).code })

/** A study whose end and progress are in the hands of the test. */
function held() {
  const end = Promise.withResolvers<WrittenStudy>()
  let tell: Tell = () => undefined
  let signal = AbortSignal.abort()
  const lines = followedStudy((told, left) => {
    tell = told
    signal = left
    return end.promise
  }, refused)
  return { lines, end, tell, signal }
}

describe('followedStudy', () => {
  it('is the study alone where nothing was told before it', async () => {
    const { lines, end } = held()
    end.resolve(written('{"format":"f"}\n'))
    expect(await new Response(await lines).text()).toBe('{"format":"f"}\n')
  })

  it('tells progress in lines, and last the study', async () => {
    const { lines, end, tell } = held()
    tell({ step: 'measuring', done: 256, of: 1000 })
    const reader = (await lines).pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toBe('{"progress":{"step":"measuring","done":256,"of":1000}}\n')
    const next = reader.read()
    tell({ step: 'testing', done: 512, of: 1000 })
    expect((await next).value).toBe('{"progress":{"step":"testing","done":512,"of":1000}}\n')
    end.resolve(written('{"format":"f"}\n'))
    expect(await reader.read()).toEqual({ done: false, value: '{"format":"f"}\n' })
    expect((await reader.read()).done).toBe(true)
  })

  it('throws a refusal that comes first, and tells one that comes later in the last line', async () => {
    const early = held()
    early.end.reject(new Problem(404, 'unknown_event', 'There is none'))
    await expect(early.lines).rejects.toMatchObject({ status: 404 })
    const late = held()
    late.tell({ step: 'placing', done: 0, of: 9 })
    const lines = await late.lines
    late.end.reject(new Problem(503, 'too_long', 'Cannot finish'))
    expect((await new Response(lines).text()).split('\n').slice(1)).toEqual(['{"code":"too_long"}', ''])
  })

  it('gives the study up when its reader leaves', async () => {
    const { lines, tell, signal } = held()
    tell({ step: 'measuring', done: 0, of: 9 })
    expect(signal.aborted).toBe(false)
    await (await lines).cancel()
    expect(signal.aborted).toBe(true)
  })
})
