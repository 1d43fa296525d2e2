import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { words } from '../i18n/text.ts'
import { latest } from '../state/resource.ts'
import { tickers } from '../state/ticker/market.ts'
import { go, view } from '../state/view.ts'
import { Announcer } from './Announcer.tsx'
import { Failed } from './Failed.tsx'
import { Keys } from './Keys.tsx'
import { TopBar } from './TopBar.tsx'

/** Screens load when they are first shown: the shell stays small. */
const tickerScreen = () => import('./ticker/TickerScreen.tsx').then(({ TickerScreen }) => TickerScreen)
const studyScreen = () => import('./study/StudyScreen.tsx').then(({ StudyScreen }) => StudyScreen)
const methodsScreen = () => import('./study/MethodsScreen.tsx').then(({ MethodsScreen }) => MethodsScreen)
const dataScreen = () => import('./data/DataScreen.tsx').then(({ DataScreen }) => DataScreen)

export function App() {
  return (
    <>
      <a class="skip" href="#content">
        {words.value.skip}
      </a>
      <TopBar />
      <Screen />
      <Keys />
      <Announcer />
    </>
  )
}

function Screen() {
  const { screen } = view.value
  switch (screen.kind) {
    case 'start':
      return <Start />
    case 'ticker':
      return <Later key="ticker" load={tickerScreen} />
    case 'study':
      return <Later key="study" load={studyScreen} />
    case 'methods':
      return <Later key="methods" load={methodsScreen} />
    case 'data':
      return <Later key="data" load={dataScreen} />
    case 'unknown':
      return <NotFound />
  }
}

function Later({ load }: { readonly load: () => Promise<ComponentType> }) {
  const screen = useSignal<{ readonly Screen: ComponentType } | null>(null)
  useEffect(() => {
    void load().then((Screen) => {
      screen.value = { Screen }
    })
  }, [load])
  if (screen.value === null) return <Waiting />
  const { Screen } = screen.value
  return <Screen />
}

function Waiting() {
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1 class="quiet">{words.value.loading}</h1>
    </main>
  )
}

/** The way in: the first ticker that is stored. */
function Start() {
  const state = tickers.state.value
  const known = latest(state)
  const first = known?.find(({ ticker }) => ticker === 'MSFT') ?? known?.[0]
  useEffect(() => {
    if (first !== undefined) go({ screen: { kind: 'ticker', ticker: first.ticker } }, 'replace')
    else if (known !== null) go({ screen: { kind: 'ticker', ticker: 'MSFT' } }, 'replace')
  }, [first, known])
  return state.kind === 'failed' ? (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1>Aftershock</h1>
      <Failed failure={state.failure} kept={false} retry={tickers.retry} />
    </main>
  ) : (
    <Waiting />
  )
}

function NotFound() {
  useEffect(() => {
    document.title = `${words.value.notFound} · Aftershock`
  })
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1>{words.value.notFound}</h1>
      <p>{words.value.notFoundHow}</p>
      <p>
        <a
          class="action"
          href="/"
          onClick={(event) => {
            event.preventDefault()
            go({ screen: { kind: 'start' } })
          }}
        >
          {words.value.goToChart}
        </a>
      </p>
    </main>
  )
}
