import { renderToString } from 'preact-render-to-string'
import type { Still, StillAsked } from '../server/http/still.ts'
import { themeOf } from './chart/theme.ts'
import { figureAddress } from './core/figureAddress.ts'
import { places, type ScreenKind } from './core/screens.ts'
import { newestState } from './state/events/newest.ts'
import { offPage } from './state/offPage.ts'
import type { PageWindow } from './state/pageWindow.ts'
import { makeState, type State } from './state/state.ts'
import { tickerState } from './state/ticker/ticker.ts'
import { App } from './ui/App.tsx'
import { bring, type Place } from './ui/brought.ts'
import { PageState, StillDrawing } from './ui/page.ts'
import { StillTables } from './ui/StillTables.tsx'
import { screens } from './ui/screens.ts'
import { Embedded } from './ui/ticker/Embedded.tsx'
import { StillChart } from './ui/ticker/StillChart.tsx'

/** The files of the screens' code, below `web`: the page needs their style sheets. */
const files: Readonly<Record<ScreenKind, string>> = {
  board: 'ui/board/BoardScreen.tsx',
  ticker: 'ui/ticker/TickerScreen.tsx',
  events: 'ui/events/EventsScreen.tsx',
  event: 'ui/event/EventScreen.tsx',
  article: 'ui/article/ArticleScreen.tsx',
  study: 'ui/study/StudyScreen.tsx',
  data: 'ui/data/DataScreen.tsx',
  methods: 'ui/study/MethodsScreen.tsx',
}

/** Pixels of a frame that its words take. */
const WORDS = 170
/** Pixels of the window that are not the chart's, beside and above and below it, as the page is laid out at usual letters. */
const [BESIDE, AROUND] = [369, 224]

const placeOf = ({ width, height, embedded }: StillAsked, narrow: boolean): Place =>
  embedded
    ? { width, height: height - WORDS }
    : narrow
      ? { width, height: Math.min(400, Math.max(316, height - 56)) }
      : { width: width < 1100 ? width : width - BESIDE, height: Math.max(609, height) - AROUND }

/** What is sent to be computed is for who waits for it: a drawn page shows that it is under way. */
const neverOrders =
  (fetch: PageWindow['fetch']): PageWindow['fetch'] =>
  (to, init) =>
    init?.method === 'POST' ? new Promise(() => {}) : fetch(to, init)

/**
 * The page as it would be after its scripts had run, made where there is no browser: the same components over the same
 * state, the chart drawn by the same painters.
 *
 * @param asked of one of the screens
 */
export async function stillOf(asked: StillAsked): Promise<Still> {
  const state = makeState(offPage({ ...asked, fetch: neverOrders(asked.fetch) }))
  const { kind } = state.view.peek().screen
  if (kind === 'unknown') throw new RangeError(`Cannot draw a page of ${asked.address}: no screen has this address`)
  const [part] = await Promise.all([
    bring(screens[kind], state),
    state.load('page'),
    state.load('still'),
    state.load('board'),
  ])
  if (kind === 'events') newestState(state)
  await part.settle?.(state, placeOf(asked, state.narrow.peek()))
  if (kind === 'ticker') tickerState(state).chart.theme.value = themeOf((name) => `var(--${name})`, 'inherit')
  const html = renderToString(
    asked.embedded ? (
      <PageState.Provider value={state}>
        <Embedded />
      </PageState.Provider>
    ) : (
      <StillDrawing.Provider value={StillChart}>
        <App state={state} />
        <PageState.Provider value={state}>
          <StillTables />
        </PageState.Provider>
      </StillDrawing.Provider>
    ),
  )
  const text = state.words('page')
  return {
    html,
    language: state.spoken.peek(),
    title: part.title?.(state) ?? titleOf(state),
    description: findingOf(state) ?? text.tagline,
    url: asked.publicUrl === null ? null : asked.publicUrl + state.addressOf({}),
    card: asked.publicUrl === null ? null : cardOf(asked.publicUrl, state),
    isFound: part.isMissing?.(state) !== true,
    file: files[kind],
  }
}

/** The picture of a preview: 1200 × 630 pixels, of large letters and without the panes that would be too small. */
function cardOf(publicUrl: string, { view, spoken }: State): string | null {
  const figure = figureAddress({ ...view.peek(), panes: [] }, 'png', { l: spoken.peek(), theme: 'light' })
  return figure === null ? null : `${publicUrl}${figure}&width=800&height=420&scale=1.5`
}

/** What the bar at the top calls the screen. */
function titleOf({ view, words }: State): string {
  const { kind } = view.peek().screen
  const place = places(null).find(({ screen }) => screen.kind === kind)
  if (kind === 'article') return words('still').articles
  return place === undefined ? '' : words('page')[place.name]
}

function findingOf({ market, spoken }: State): string | null {
  const { value } = market.impact.state
  return value.kind === 'ready' && value.value.kind === 'measured' ? value.value.finding[spoken.peek()] : null
}
