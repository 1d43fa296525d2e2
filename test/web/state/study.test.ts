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

describe('studyState', () => {
  it('asks for a study in the currency that the address names', async () => {
    const { specs } = await opened('/study?tickers=BBCA.JK&benchmark=%5EGSPC&convert=IDRUSD%3DX')
    expect(specs).toEqual([
      expect.objectContaining({ tickers: ['BBCA.JK'], benchmark: '^GSPC', convert: ['IDRUSD=X'] }),
    ])
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
