import { expect, it } from 'vitest'
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
