import { blankEvent, type MarketEvent } from '../../server/market/event.ts'

/** An event that says no more than it must. */
export const plainEvent: MarketEvent = {
  ...blankEvent,
  event_id: 'a',
  title: 'A title',
  public_at: '2023-11-17T20:28:00Z',
  precision: 'minute',
  type: 'other',
}
