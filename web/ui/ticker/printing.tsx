import { batch } from '@preact/signals'
import { render } from 'preact'
import { themeOf } from '../../chart/theme.ts'
import { latest } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { tickerState } from '../../state/ticker/ticker.ts'
import { PageState } from '../page.ts'
import { EventsInView } from './EventsInView.tsx'
import { FigureSheet } from './FigureSheet.tsx'

/** Pixels of the drawing on a sheet of A4 held upright, as wide as its margins leave; held sideways it stretches. */
const SHEET = { width: 700, height: 472 }

/**
 * What is printed is not the screen: when a print begins, a sheet made for paper is put beside the page, the chart laid
 * out and drawn anew for it. @returns what ends it
 */
export function listenToPrinting(state: State): () => void {
  const sheet = document.createElement('div')
  sheet.id = 'paper'
  const begin = () => {
    const { viewport, chart } = tickerState(state)
    if (viewport.series.peek() === null || state.view.peek().table) return
    const before = { size: viewport.size.peek(), theme: chart.theme.peek() }
    // Nothing but the sheet sees the size of the paper: when it is drawn the screen's is back, and the sheet is a copy
    // that follows nothing any more.
    const made = document.createElement('div')
    batch(() => {
      viewport.size.value = SHEET
      chart.theme.value = themeOf((name) => `var(--${name})`, 'inherit')
      render(<Sheet state={state} />, made)
      sheet.replaceChildren(...made.cloneNode(true).childNodes)
      render(null, made)
      viewport.size.value = before.size
      chart.theme.value = before.theme
    })
    document.body.append(sheet)
  }
  const end = () => sheet.remove()
  addEventListener('beforeprint', begin)
  addEventListener('afterprint', end)
  return () => {
    removeEventListener('beforeprint', begin)
    removeEventListener('afterprint', end)
    end()
  }
}

function Sheet({ state }: { readonly state: State }) {
  const { market, words, format, page, link } = state
  const own = words('figure')
  const version = latest(market.impact.state.peek())?.data_version ?? latest(market.bars.state.peek())?.data_version
  const today = new Date(page.Date.now()).toISOString().slice(0, 10)
  const foot = [
    own.version(version ?? '–'),
    own.printed(format.value.date(today)),
    link.peek()?.() ?? page.location.href,
  ]
  return (
    <PageState.Provider value={state}>
      <FigureSheet foot={[foot.slice(0, 2).join(' · '), foot[2] ?? '']}>
        <EventsInView />
      </FigureSheet>
    </PageState.Provider>
  )
}
