import './EventList.css'
import { letterOf } from '../../core/ticker/family.ts'
import { families, rails } from '../../core/ticker/rails.ts'
import type { Loader } from '../brought.ts'
import { Later } from '../Later.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { EventItems } from './EventItems.tsx'
import { Glyph } from './Glyph.tsx'
import { useTicker } from './useTicker.ts'

const maskNote: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./Confounders.tsx')).MaskNote }),
}

/** Events in view, or every event that the search finds; the same families as the rails. */
export function EventList() {
  const text = useWords('page')
  const write = useFormat()
  const { parts, go } = usePage()
  const { query, rails: switched, onlySignificant } = parts
  const { listed, clock, selection, keys } = useTicker()
  const { select } = selection
  const { items, searching } = listed.value
  return (
    <section class="event-list" aria-labelledby="events-title">
      <div class="list-head">
        <h2 id="events-title">
          {text.events}
          <small>
            {(searching ? text.matches : text.inView)(write.plain(items.length, 0))} · {clock.label}
          </small>
        </h2>
        <button
          type="button"
          class="toggle"
          aria-pressed={onlySignificant}
          onClick={() => go({ onlySignificant: !onlySignificant })}
        >
          {text.onlySignificant}
        </button>
        <button type="button" class="toggle" title={text.noteHelp} onClick={keys.writeNote}>
          {text.note}
        </button>
      </div>
      <div class="filters">
        <input
          class="entry"
          id="search"
          type="search"
          placeholder={text.search}
          aria-label={text.search}
          value={query}
          onKeyDown={(event) => {
            const [first] = items
            if (event.key === 'Enter' && first !== undefined) select(first.event_id)
            else if (event.key === 'ArrowDown') focusFirst()
            else {
              // The field is left and cleared with it, which a browser tells nobody.
              if (event.key === 'Escape') go({ query: '' }, 'replace')
              return
            }
            event.preventDefault()
          }}
          onInput={({ currentTarget }) => go({ query: currentTarget.value }, 'replace')}
        />
        <fieldset class="families" aria-label={text.families}>
          {families.map((rail) => (
            <button
              key={rail}
              type="button"
              aria-pressed={switched.includes(rail)}
              aria-label={text.rails[rail]}
              title={text.rails[rail]}
              onClick={() => go({ rails: rails.filter((each) => switched.includes(each) !== (each === rail)) })}
            >
              <Glyph rail={rail} letter={letterOf(rail)} verdict="not" />
            </button>
          ))}
        </fieldset>
      </div>
      {parts.over.mk && <Later loader={maskNote} waiting={null} />}
      <EventItems />
    </section>
  )
}

const focusFirst = () => document.querySelector<HTMLElement>('.items button')?.focus()
