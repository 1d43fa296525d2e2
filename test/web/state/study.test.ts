import { describe, expect, it } from 'vitest'
import { makeState } from '../../../web/state/state.ts'
import { studyState } from '../../../web/state/study/study.ts'
import { madeWindow, settle } from './madeWindow.ts'

const refused = { code: 'bad_parameter', detail: 'no', request_id: 'id-1' }

/** The study page at an address, and the specs it has sent so far. */
async function opened(address: string) {
  const specs: unknown[] = []
  const window = madeWindow({
    address,
    routes: {
      '/api/studies': (_, { body }) => {
        specs.push(JSON.parse(String(body)))
        return Response.json(refused, { status: 400 })
      },
    },
  })
  const state = makeState(window.page)
  const study = studyState(state)
  await settle()
  return { ...window, ...study, specs }
}

/** The study page while its study is computed: what is told of it is in the hands of the test. */
async function slow() {
  let body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  const window = madeWindow({
    address: '/study',
    routes: {
      '/api/studies': (_, { signal }) => {
        const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
          start: (controller) => {
            body = controller
          },
        })
        signal?.addEventListener('abort', () => body?.error(new DOMException('', 'AbortError')))
        return new Response(stream)
      },
    },
  })
  const study = studyState(makeState(window.page))
  await settle()
  const told = (line: string) => body?.enqueue(new TextEncoder().encode(line))
  return { ...study, told, end: () => body?.close() }
}

describe('studyState', () => {
  it('asks for a study in the currency that the address names', async () => {
    const { specs } = await opened('/study?tickers=BBCA.JK&benchmark=%5EGSPC&convert=IDRUSD%3DX')
    expect(specs).toEqual([
      expect.objectContaining({ tickers: ['BBCA.JK'], benchmark: '^GSPC', convert: ['IDRUSD=X'] }),
    ])
  })

  it('tells how far the study is, and stop() gives it up', async () => {
    const { study, progress, stop, told } = await slow()
    told('{"progress":{"step":"testing","done":512,"of":1000}}\n')
    await settle()
    expect(progress.value).toEqual({ step: 'testing', done: 512, of: 1000 })
    stop()
    await settle()
    expect(study.state.value).toMatchObject({ kind: 'failed', failure: { code: 'given_up' } })
    expect(progress.value).toBeNull()
  })

  it('takes a refusal in the last line for a refusal', async () => {
    const { study, told, end } = await slow()
    told('{"progress":{"step":"testing","done":512,"of":1000}}\n')
    told(`${JSON.stringify({ ...refused, code: 'too_long', status: 503 })}\n`)
    end()
    await settle()
    expect(study.state.value).toMatchObject({
      kind: 'failed',
      failure: { kind: 'refused', status: 503, code: 'too_long', id: 'id-1' },
    })
  })

  it('changeForm() puts rates into the address and asks anew', async () => {
    const { changeForm, specs, steps } = await opened('/study')
    expect(specs[0]).not.toHaveProperty('convert')
    changeForm({ convert: ['IDRUSD=X'] })
    await settle()
    expect(steps.at(-1)).toBe('/study?convert=IDRUSD%3DX')
    expect(specs.at(-1)).toMatchObject({ convert: ['IDRUSD=X'] })
  })
})
