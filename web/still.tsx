import { renderToString } from 'preact-render-to-string'
import { themeOf } from './chart/theme.ts'
import { figureAddress } from './core/figureAddress.ts'
import { places } from './core/screens.ts'
import { newestState } from './state/events/newest.ts'
import { offPage } from './state/offPage.ts'
import type { PageWindow } from './state/pageWindow.ts'
import { until } from './state/resource.ts'
import { makeState, type State } from './state/state.ts'
import { tickerState } from './state/ticker/ticker.ts'
import { App } from './ui/App.tsx'
import { bring, type Place } from './ui/brought.ts'
import { PageState, StillDrawing } from './ui/page.ts'
import { StillTables } from './ui/StillTables.tsx'
import { screens } from './ui/screens.ts'
import { Embedded } from './ui/ticker/Embedded.tsx'
import { StillChart } from './ui/ticker/StillChart.tsx'

export type StillAsked = {
  /** Path and query. */
  readonly address: string
  /** Pixels of the reader's window, known or guessed. */
  readonly width: number
  readonly height: number
  /** Languages the reader prefers, best first. */
  readonly languages: readonly string[]
  /** UTC milliseconds. */
  readonly now: number
  /** The chart alone, for frames of other sites. */
  readonly embedded: boolean
  /** Where others reach the server; null: unknown. */
  readonly publicUrl: string | null
  readonly fetch: PageWindow['fetch']
}

export type Still = {
  /** What stands in `#page`. */
  readonly html: string
  readonly language: string
  readonly title: string
  /** The finding, else what the screen is. */
  readonly description: string
  /** Address of the page for others, and of its card; null where nobody said where others reach the server. */
  readonly url: string | null
  readonly card: string | null
  /** Is what the address names stored? */
  readonly isFound: boolean
  /** The file of the screen's code, whose style sheets it needs; null for none. */
  readonly file: string | null
}

/** Screens that come drawn, and the files of their code, below `web`: the page needs their style sheets. */
const drawn: ReadonlyMap<string, string> = new Map([
  ['board', 'ui/board/BoardScreen.tsx'],
  ['ticker', 'ui/ticker/TickerScreen.tsx'],
  ['methods', 'ui/study/MethodsScreen.tsx'],
  ['event', 'ui/event/EventScreen.tsx'],
])

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

/**
 * The page as it would be after its scripts had run, made where there is no browser: the same components over the same
 * state, the chart drawn by the same painters.
 */
export async function stillOf(asked: StillAsked): Promise<Still> {
  const state = makeState(offPage(asked))
  await Promise.all((['page', 'figure', 'study', 'still', 'events'] as const).map(state.load))
  const { kind } = state.view.peek().screen
  // Screens that are forms, or ask for what takes long, come as words and links (`StillTables`).
  const file = drawn.get(kind)
  const loader = file === undefined || kind === 'unknown' ? null : screens[kind]
  const part = loader === null ? null : await bring(loader, state)
  if (part?.settle !== undefined) {
    await part.settle(state, placeOf(asked, state.narrow.peek()))
    if (kind === 'ticker') tickerState(state).chart.theme.value = themeOf((name) => `var(--${name})`, 'inherit')
  }
  if (kind === 'events') newestState(state)
  await until(() => state.pending.value === 0)
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
    title: part?.title?.(state) ?? titleOf(state),
    description: findingOf(state) ?? text.tagline,
    url: asked.publicUrl === null ? null : asked.publicUrl + state.addressOf({}),
    card: asked.publicUrl === null ? null : cardOf(asked.publicUrl, state),
    isFound: part?.isMissing?.(state) !== true,
    file: file ?? null,
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
