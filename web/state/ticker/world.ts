import { type Api, answer, type Client, type PlacedEvent, type Settings } from '../../api.ts'

type Line = Awaited<ReturnType<Api['impacts']>>[number]

const notAmong = <T extends { readonly event_id: string }>(own: readonly T[], more: readonly T[]): readonly T[] => {
  const ids = new Set(own.map(({ event_id }) => event_id))
  return more.filter(({ event_id }) => !ids.has(event_id))
}

/** The events of a ticker, and behind them the world events on its sessions. */
export async function withEvents(own: readonly PlacedEvent[], client: Client, ticker: string, signal: AbortSignal) {
  const { events } = await answer((init) => client.world.$get({ query: { ticker } }, { init }), signal)
  return [...own, ...notAmong(own, events)]
}

/** What its events did to a ticker, and behind that what world events did. */
export async function withImpacts(
  own: readonly Line[],
  client: Client,
  ticker: string,
  { windows: _, alpha: __, ...settings }: Settings,
  signal: AbortSignal,
) {
  const query = { ticker, ...settings, windows: '0..0' }
  const { impacts } = await answer((init) => client.world.impacts.$get({ query }, { init }), signal)
  return [...own, ...notAmong(own, impacts)]
}
