import { describe, expect, it } from 'vitest'
import type { PlacedEvent } from '../../../../server/events/placedEvent.ts'
import { storyOf } from '../../../../web/core/event/story.ts'

/** A placed event as far as a story looks at it. */
const placed = (event_id: string, published_utc: string | null, rest: Partial<PlacedEvent> = {}): PlacedEvent =>
  ({
    event_id,
    status: 'confirmed',
    public_at: published_utc ?? '2023-11-17',
    occurred_at: null,
    tags: [],
    group: null,
    extra: {},
    alignment: { published_utc },
    ...rest,
  }) as unknown as PlacedEvent

const told = (event: PlacedEvent, others: readonly PlacedEvent[]) =>
  storyOf(event, others).map(({ event, tie, minutes }) => [event.event_id, tie?.kind ?? null, minutes])

describe('storyOf', () => {
  const event = placed('ousted', '2023-11-17T20:28:00Z', {
    tags: ['openai', 'board'],
    group: 'dispute',
    extra: { cluster_id: 'c1', supersedes: 'rumour' },
  })
  it('holds what those who stored the events tied to it, in the order of time, with minutes between', () =>
    expect(
      told(event, [
        event,
        placed('hired', '2023-11-20T07:53:00Z', { tags: ['openai'] }),
        placed('echo', '2023-11-17T20:40:00Z', { extra: { cluster_id: 'c1' } }),
        placed('rumour', '2023-11-17T19:00:00Z'),
        placed('named', null, { group: 'dispute' }),
        placed('after', '2023-11-18T00:00:00Z', { extra: { supersedes: 'ousted' } }),
        placed('elsewhere', '2023-11-17T21:00:00Z', { tags: ['earnings'] }),
        placed('wrong', '2023-11-17T21:00:00Z', { tags: ['openai'], status: 'rejected' }),
      ]),
    ).toEqual([
      ['named', 'group', null],
      ['rumour', 'supersedes', -88],
      ['ousted', null, 0],
      ['echo', 'cluster', 12],
      ['after', 'superseded', 212],
      ['hired', 'tags', 3565],
    ]))
  it('is the event alone where nothing is tied to it', () =>
    expect(told(placed('alone', null), [placed('other', '2023-11-17T21:00:00Z')])).toEqual([['alone', null, 0]]))
})
