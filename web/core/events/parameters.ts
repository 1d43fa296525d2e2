import type { EventsShown } from './address.ts'

/** Which events are listed, with what is searched for. */
export type EventsQuestion = EventsShown & { readonly query: string; readonly order: 'asc' | 'desc' }

/** The parameters of a question; what is not asked for is left out. */
export function parametersOf({
  ticker,
  types,
  statuses,
  source,
  year,
  from,
  to,
  query,
}: Omit<EventsQuestion, 'order'>) {
  return {
    ...(ticker === null ? {} : { ticker }),
    ...(types.length === 0 ? {} : { type: types.join(',') }),
    ...(statuses.length === 0 ? {} : { status: statuses.join(',') }),
    ...(source === null ? {} : { source }),
    ...(year === null ? {} : { year }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(query.trim() === '' ? {} : { q: query.trim() }),
  }
}
