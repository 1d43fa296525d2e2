import { describe, expect, it } from 'vitest'
import { eventsState } from '../../../web/state/events/events.ts'
import { makeState } from '../../../web/state/state.ts'
import { madeWindow, settle } from './madeWindow.ts'

it('eventsState asks for types that there are, and for no others that an address names', async () => {
  const asked: (string | null)[] = []
  const page = (url: URL) => {
    asked.push(url.searchParams.get('type') ?? url.searchParams.get('family'))
    return { events: [], total: 0, next: null }
  }
  const window = madeWindow({
    address: '/events?ty=earnings.results,x.own,earnings.none,weather',
    routes: { '/api/events': page },
  })
  const { listed } = eventsState(makeState(window.page))
  await settle()
  expect(listed.shown.value?.types).toEqual(['earnings.results', 'x.own'])
  expect(asked).toContain('earnings.results,x.own')
})

describe('a cell that is written while another changes its event', () => {
  const stored = (title: string) => ({
    event_id: 'one',
    title,
    public_at: '2023-11-06',
    tickers: [],
    type: 'product.launch',
    status: 'confirmed',
    tags: [],
    data_version: title,
  })

  /** Begins to write the title of the only event of the list, which then leaves it. @param now what is stored of it by then */
  async function writing(now: unknown) {
    let rows = [stored('DevDay')]
    const put: string[] = []
    const { page } = madeWindow({
      address: '/events?q=DevDay',
      routes: {
        '/api/events': () => ({ events: rows, total: rows.length, next: null }),
        '/api/events/one': (_, { method, body }) => {
          if (method !== 'PUT') return now
          put.push(String(body))
          return { run: 1, counts: { new: 0, changed: 1 } }
        },
      },
    })
    const state = makeState(page)
    await state.load('events')
    const { listed, editing, cursor } = eventsState(state)
    await settle()
    cursor.goTo({ row: 0, column: 'title' })
    expect(editing.begin()).toBe(true)
    rows = []
    state.changes.value++
    await settle()
    const ids = () => listed.rows.value.map(({ event_id }) => event_id)
    expect([ids(), listed.total.value, listed.height.value]).toEqual([['one'], 0, 1])
    return { listed, editing, ids, put }
  }

  it('keeps its row where the event left the list, says what is stored by now, and stores what was written', async () => {
    const { editing, ids, put } = await writing(stored('Renamed'))
    expect(editing.written.value).toMatchObject({ text: 'DevDay', left: 'changed', theirs: 'Renamed' })
    await editing.save('Mine', true)
    expect(put).toEqual(['{"title":"Mine"}'])
    expect([editing.written.value, ids()]).toEqual([null, []])
  })

  it('says that the event was deleted, stores nothing of it, and lets the row go when it is left', async () => {
    const gone = {
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: '',
      code: 'unknown_event',
      request_id: '',
    }
    const { editing, ids, put } = await writing(Response.json(gone, { status: 404 }))
    expect(editing.written.value).toMatchObject({ text: 'DevDay', left: 'deleted', theirs: null })
    await editing.save('Mine', true)
    expect([put, editing.written.value?.left, ids()]).toEqual([[], 'deleted', ['one']])
    editing.cancel()
    expect([editing.written.value, ids()]).toEqual([null, []])
  })
})
