import { useSignal } from '@preact/signals'
import { statuses } from '../../../server/market/eventStatus.ts'
import { eventFamily, families } from '../../../server/market/eventType.ts'
import { ticker as readTicker } from '../../../server/market/ticker.ts'
import { type EventsShown, toggled } from '../../core/events/address.ts'
import { latest } from '../../state/resource.ts'
import { useCount, usePage, useWords } from '../page.ts'
import { useEvents } from './useEvents.ts'

type Choice = { readonly value: string; readonly name: string; readonly count: number | null; readonly isOn: boolean }

/** Values of a facet that are shown before the reader asks for all. */
const SHOWN = 8

/** What the stored events are like, how many of each there are, and which of them are listed. */
export function EventFacets() {
  const words = useWords('events')
  const page = useWords('page')
  const { go } = usePage()
  const { listed, facets } = useEvents()
  const shown = listed.shown.value
  const known = latest(facets.state.value)
  if (shown === null) return null
  const show = (change: Partial<EventsShown>) => go({ screen: { ...shown, ...change } })
  const counts = known?.facets ?? null
  const countOf = (facet: keyof NonNullable<typeof counts>, value: string): number | null =>
    counts === null ? null : (counts[facet].values.find((each) => each.value === value)?.count ?? 0)
  const listOf = (facet: keyof NonNullable<typeof counts>, chosen: readonly string[]): readonly string[] => [
    ...new Set([...chosen, ...(counts?.[facet].values.map(({ value }) => value) ?? [])]),
  ]
  return (
    <div class="event-facets" aria-busy={facets.state.value.kind === 'loading'}>
      <Facet
        name={words.status}
        choices={statuses.map((value) => ({
          value,
          name: words.statuses[value],
          count: countOf('status', value),
          isOn: shown.statuses.includes(value),
        }))}
        choose={(value) =>
          show({
            statuses: statuses.filter((each) => toggled(shown.statuses as readonly string[], value).includes(each)),
          })
        }
      />
      <Facet
        name={words.family}
        choices={families.map((value) => ({
          value,
          name: page.rails[value],
          count:
            counts?.type.values
              .filter((each) => eventFamily(each.value) === value)
              .reduce((sum, each) => sum + each.count, 0) ?? null,
          isOn: shown.types.includes(value),
        }))}
        choose={(value) => show({ types: toggled(shown.types, value) })}
      />
      <Facet
        name={words.type}
        choices={listOf(
          'type',
          shown.types.filter((type) => !families.some((family) => family === type)),
        ).map((value) => ({ value, name: value, count: countOf('type', value), isOn: shown.types.includes(value) }))}
        choose={(value) => show({ types: toggled(shown.types, value) })}
      />
      <Facet
        name={words.ticker}
        choices={listOf('ticker', shown.ticker === null ? [] : [shown.ticker]).map((value) => ({
          value,
          name: value === '' ? words.withoutTicker : value === '*' ? words.wholeMarket : value,
          count: countOf('ticker', value),
          isOn: shown.ticker === value,
        }))}
        choose={(value) => show({ ticker: shown.ticker === value ? null : readTicker(value) })}
        canChoose={(value) => readTicker(value) !== null}
      />
      <Facet
        name={words.year}
        choices={listOf('year', shown.year === null ? [] : [shown.year])
          .toSorted()
          .toReversed()
          .map((value) => ({ value, name: value, count: countOf('year', value), isOn: shown.year === value }))}
        choose={(value) => show({ year: shown.year === value ? null : value })}
      />
      <Facet
        name={words.source}
        choices={listOf('source', shown.source === null ? [] : [shown.source]).map((value) => ({
          value,
          name: value === '' ? words.withoutSource : value,
          count: countOf('source', value),
          isOn: shown.source === value,
        }))}
        choose={(value) => show({ source: shown.source === value ? null : value })}
      />
    </div>
  )
}

function Facet({
  name,
  choices,
  choose,
  canChoose = () => true,
}: {
  readonly name: string
  readonly choices: readonly Choice[]
  readonly choose: (value: string) => void
  readonly canChoose?: (value: string) => boolean
}) {
  const words = useWords('events')
  const count = useCount()
  const isWhole = useSignal(false)
  if (choices.length === 0) return null
  const drawn = isWhole.value ? choices : choices.filter(({ isOn }, at) => at < SHOWN || isOn)
  return (
    <fieldset class="facet">
      <legend>{name}</legend>
      {drawn.map(({ value, name, count: events, isOn }) => (
        <button
          key={value}
          type="button"
          aria-pressed={isOn}
          disabled={!canChoose(value)}
          class={events === 0 ? 'none' : undefined}
          onClick={() => choose(value)}
        >
          <span>{name}</span> {events !== null && <small>{count(events)}</small>}
        </button>
      ))}
      {choices.length > drawn.length && (
        <button type="button" class="more" onClick={() => (isWhole.value = true)}>
          {words.andMore(count(choices.length - drawn.length))}
        </button>
      )}
    </fieldset>
  )
}
