import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogues } from '../../../web/i18n/catalogues.ts'
import { searchState } from '../../../web/state/search.ts'
import { makeState } from '../../../web/state/state.ts'
import { madeWindow, until } from './madeWindow.ts'
import { sampleServer } from './sampleServer.ts'

let server: Awaited<ReturnType<typeof sampleServer>>
beforeAll(async () => {
  server = await sampleServer()
})
afterAll(() => server.close())

async function opened(address = '/t/MSFT', fetch = server.fetch) {
  const window = madeWindow({ address, fetch })
  const state = makeState(window.page)
  await Promise.all((['page', 'over'] as const).map(state.load))
  const search = searchState(state)
  await until(
    () => state.market.tickers.state.value.kind !== 'loading' && state.market.tickers.state.value.kind !== 'idle',
  )
  return { window, state, search }
}
const type = async ({ state, search }: Awaited<ReturnType<typeof opened>>, query: string) => {
  state.panels.searched.value = query
  await until(() => search.events.state.value.kind !== 'loading')
}

describe('the search', () => {
  it('begins with the stored tickers and what the page can do', async () => {
    const { search } = await opened()
    const { catalogue } = await catalogues.en.page()
    expect(search.groups.value.map(({ kind }) => kind)).toEqual(['tickers', 'actions'])
    expect(search.lines.value.map(({ name }) => name)).toEqual(
      expect.arrayContaining([catalogue.chart, catalogue.methods, catalogue.share, 'Indonesia']),
    )
  })
  it('goes to a ticker, and to an event on the chart of its ticker', async () => {
    const page = await opened('/events?q=before')
    await type(page, 'msft')
    expect(page.search.lines.value[0]).toMatchObject({ key: 'ticker MSFT', mark: 'MSFT' })
    page.search.lines.value[0]?.choose()
    expect(page.window.steps.at(-1)).toBe('/t/MSFT')
    await type(page, 'brockman')
    const [event] = page.search.groups.value.find(({ kind }) => kind === 'events')?.lines ?? []
    // As dates are written everywhere.
    expect(event?.mark).toMatch(/^\d\d Nov 2023$/)
    const day = `2023-11-${event?.mark?.slice(0, 2)}`
    event?.choose()
    expect(page.state.view.value).toMatchObject({
      screen: { kind: 'ticker', ticker: 'MSFT' },
      event: event?.key.slice(6),
      interval: '1d',
    })
    const { range } = page.state.view.value
    expect(range.kind === 'dates' && range.from < day && day < range.to).toBe(true)
  })
  it('chooses nothing that was found for fewer letters, however late the answer for more of them is', async () => {
    let hold = false
    const { search, state } = await opened('/t/MSFT', async (to, init) => {
      const { pathname } = new URL(String(to instanceof Request ? to.url : to), 'http://page.test')
      return hold && pathname === '/api/events' ? new Promise<Response>(() => {}) : server.fetch(to, init)
    })
    state.panels.searched.value = 'key'
    await until(() => search.events.state.value.kind === 'ready')
    expect(search.groups.value.map(({ kind }) => kind)).toEqual(['events', 'actions'])
    hold = true
    state.panels.searched.value = 'keyn'
    expect(search.groups.value.map(({ kind }) => kind)).toEqual(['events'])
    state.panels.searched.value = 'keys'
    expect(search.lines.value[0]?.name).toBe(state.words('page').help)
  })
  it('goes to the page of an event whose tickers are not stored', async () => {
    const page = await opened('/data', async (to, init) => {
      const { pathname } = new URL(String(to instanceof Request ? to.url : to), 'http://page.test')
      if (pathname !== '/api/events') return server.fetch(to, init)
      const event = { event_id: 'far', title: 'Far news', public_at: '2024-02-01', tickers: [{ symbol: 'FAR' }] }
      return Response.json({ events: [event], total: 1, next: null })
    })
    await type(page, 'far')
    page.search.lines.value[0]?.choose()
    expect(page.window.steps.at(-1)).toBe('/e/far')
  })
  it('goes to the session of a date, or to the one after it, whichever way the date is written', async () => {
    for (const [text, session] of [
      ['2023-11-17', '2023-11-17'],
      ['17 Nov 2023', '2023-11-17'],
      // A Saturday: the session after it is Monday's.
      ['18 November 2023', '2023-11-20'],
    ] as const) {
      const page = await opened('/methods')
      await type(page, text)
      expect(page.search.lines.value[0]).toMatchObject({ mark: 'MSFT' })
      page.search.lines.value[0]?.choose()
      await until(() => page.state.view.value.screen.kind === 'ticker')
      expect(page.state.view.value).toMatchObject({ over: { se: session }, interval: '1d' })
      const { range } = page.state.view.value
      expect(range.kind === 'dates' && range.from < session && session < range.to).toBe(true)
    }
    const page = await opened('/methods')
    await type(page, '2024-02-31')
    expect(page.search.lines.value).toEqual([])
  })
  it('offers to fetch a symbol of which nothing is stored, and no word that is one of a name', async () => {
    const page = await opened('/methods')
    await type(page, 'NVDA')
    const [unknown] = page.search.groups.value.find(({ kind }) => kind === 'unknown')?.lines ?? []
    expect(unknown).toMatchObject({ mark: 'NVDA' })
    unknown?.choose()
    expect(page.window.steps.at(-1)).toBe('/t/NVDA')
    await type(page, 'nvda')
    expect(page.search.lines.value.map(({ key }) => key)).toEqual(['fetch NVDA'])
    for (const word of ['brockman', 'MSFT', 'two words', '../x']) {
      await type(page, word)
      expect(page.search.groups.value.map(({ kind }) => kind)).not.toContain('unknown')
    }
  })
  it('says how many more events there are, and leads to all of them', async () => {
    const page = await opened()
    await type(page, 'openai')
    const all = page.search.groups.value.find(({ kind }) => kind === 'events')?.lines ?? []
    expect(all).toHaveLength(13)
    expect(Number(all[12]?.more)).toBeGreaterThan(12)
    all[12]?.choose()
    expect(page.window.steps.at(-1)).toBe('/events?q=openai')
  })
  it('moves around the ends, and starts anew with every letter', async () => {
    const page = await opened()
    await type(page, 'microsoft')
    const { search } = page
    search.move(-1)
    expect(search.at.value).toBe(search.lines.value.length - 1)
    search.move(1)
    expect(search.at.value).toBe(0)
    search.move(1)
    await type(page, 'micro')
    expect(search.at.value).toBe(0)
  })
  it('does what the page can do', async () => {
    const page = await opened()
    await type(page, 'dark')
    page.search.lines.value[0]?.choose()
    expect(page.state.scheme.value).toBe('dark')
    await type(page, 'methods')
    page.search.lines.value.find(({ name }) => name === 'Methods')?.choose()
    expect(page.window.steps.at(-1)).toBe('/methods')
  })
  it('keeps tickers and places where events cannot be asked for', async () => {
    const page = await opened('/t/MSFT', async (to, init) =>
      String(to instanceof Request ? to.url : to).includes('/api/events?q')
        ? Promise.reject(new TypeError('no network'))
        : server.fetch(to, init),
    )
    await type(page, 'msft')
    expect(page.search.events.state.value).toMatchObject({ kind: 'failed', failure: { kind: 'offline' } })
    expect(page.search.lines.value[0]?.key).toBe('ticker MSFT')
  })
})
