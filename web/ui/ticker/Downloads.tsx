import { useRef } from 'preact/hooks'
import { csvAddress } from '../../api.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { settingsOf } from '../../core/ticker/settings.ts'
import { putBeside } from '../beside.ts'
import { usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** The numbers on screen as CSV files, each with its address: the same questions that the screen asked. */
export function useFiles() {
  const { view, market, spoken } = usePage()
  const { series, settled } = useTicker().viewport
  const symbol = market.ticker.value
  if (symbol === null) return []
  const { event } = view.value
  const interval = market.interval.value
  const axis = series.value?.axis
  const { first, last } = axis === undefined ? { first: 0, last: 0 } : barsIn(settled.value, axis.dates.length)
  // Where there is no file, the link says why in the language of the page.
  const range = { from: axis?.dates[first] ?? null, to: axis?.dates[last] ?? null, l: spoken.value }
  const settings = settingsOf(view.value)
  return [
    { key: 'bars', href: csvAddress(`bars/${encodeURIComponent(symbol)}`, { ...range, interval }) },
    { key: 'events', href: csvAddress('events', { ticker: symbol, ...range }) },
    { key: 'impacts', href: csvAddress('impacts', { ticker: symbol, ...range, ...settings }) },
    { key: 'panel', href: csvAddress('panel', { ticker: symbol, ...range, ...settings }) },
    ...(event === null
      ? []
      : [
          {
            key: 'event' as const,
            href: csvAddress(`impacts/${encodeURIComponent(event)}`, { ticker: symbol, ...settings, l: spoken.value }),
          },
        ]),
  ] as const
}

/** The numbers on screen to be taken away. */
export function Downloads() {
  const text = useWords('page')
  const { clock } = useTicker()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const files = useFiles()
  return (
    <>
      <button type="button" class="action opener" ref={button} popovertarget="downloads">
        {text.download}
      </button>
      <div
        id="downloads"
        class="menu"
        popover="auto"
        role="dialog"
        aria-label={text.download}
        ref={menu}
        onBeforeToggle={({ currentTarget }) => {
          if (button.current !== null) putBeside(button.current, currentTarget, 280)
        }}
      >
        <ul>
          {files.map(({ key, href }) => (
            <li key={key}>
              <a href={href} onClick={() => menu.current?.hidePopover()}>
                <b>{text.csv[key][0]}</b> <span>{text.csv[key][1]}</span>
              </a>
            </li>
          ))}
        </ul>
        <p class="soft">{text.csvClock(clock.label.value)}</p>
      </div>
    </>
  )
}
