import { useRef } from 'preact/hooks'
import { csvAddress } from '../../api.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { settingsOf } from '../../state/ticker/market.ts'
import { putBeside } from '../beside.ts'
import { usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** The numbers on screen as CSV, from the same questions the screen asked. */
export function Downloads() {
  const text = useWords('page')
  const { view, market } = usePage()
  const { viewport, clock } = useTicker()
  const { series, settled } = viewport
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const symbol = market.ticker.value
  if (symbol === null) return null
  const { interval, event } = view.value
  const axis = series.value?.axis
  const { first, last } = axis === undefined ? { first: 0, last: 0 } : barsIn(settled.value, axis.dates.length)
  const range = { from: axis?.dates[first] ?? null, to: axis?.dates[last] ?? null }
  const { model, estimation, event: window, windows, alpha } = settingsOf(view.value)
  const settings = { model, estimation, event: window, windows, alpha }
  const files = [
    { key: 'bars', href: csvAddress(`bars/${encodeURIComponent(symbol)}`, { ...range, interval }) },
    { key: 'events', href: csvAddress('events', { ticker: symbol, ...range }) },
    { key: 'impacts', href: csvAddress('impacts', { ticker: symbol, ...range, ...settings }) },
    { key: 'panel', href: csvAddress('panel', { ticker: symbol, ...range, ...settings }) },
    ...(event === null
      ? []
      : [
          {
            key: 'event' as const,
            href: csvAddress(`impacts/${encodeURIComponent(event)}`, { ticker: symbol, ...settings }),
          },
        ]),
  ] as const
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
              <a href={href} download onClick={() => menu.current?.hidePopover()}>
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
