import { useSignal } from '@preact/signals'
import type { ComponentChild, ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { latest } from '../state/resource.ts'
import type { State } from '../state/state.ts'
import { Announcer } from './Announcer.tsx'
import { Failed } from './Failed.tsx'
import { Link } from './Link.tsx'
import { PageState, usePage, useWords } from './page.ts'
import { type Loader, screens } from './screens.ts'
import { TopBar } from './TopBar.tsx'
import { useTitle } from './useTitle.ts'

export function App({ state }: { readonly state: State }) {
  return (
    <PageState.Provider value={state}>
      <a class="skip" href="#content">
        {state.words('page').skip}
      </a>
      <TopBar />
      <Screen />
      <KeyList />
      <Announcer />
    </PageState.Provider>
  )
}

function Screen() {
  const { kind } = usePage().view.value.screen
  switch (kind) {
    case 'start':
      return <Start />
    case 'unknown':
      return <NotFound />
    default:
      return <Later key={kind} {...screens[kind]} waiting={<Waiting />} />
  }
}

/** The list of keys comes in when it is first asked for. */
const keys: Loader = { words: [], load: async () => (await import('./Keys.tsx')).Keys }
const KeyList = () => (usePage().panels.keysOpen.value ? <Later {...keys} waiting={null} /> : null)

/** A part of the page whose code and words are under way. */
function Later({ load, words, waiting }: Loader & { readonly waiting: ComponentChild }) {
  const { load: loadWords } = usePage()
  const loaded = useSignal<{ readonly Part: ComponentType } | null>(null)
  useEffect(() => {
    void Promise.all([load(), ...words.map(loadWords)]).then(([Part]) => {
      loaded.value = { Part }
    })
  }, [load])
  if (loaded.value === null) return <>{waiting}</>
  const { Part } = loaded.value
  return <Part />
}

function Waiting() {
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1 class="quiet">{useWords('page').loading}</h1>
    </main>
  )
}

/** The way in: the first ticker that is stored. */
function Start() {
  const { go, market } = usePage()
  const state = market.tickers.state.value
  const known = latest(state)
  const first = known?.find(({ ticker }) => ticker === 'MSFT') ?? known?.[0]
  useEffect(() => {
    if (known !== null) go({ screen: { kind: 'ticker', ticker: first?.ticker ?? 'MSFT' } }, 'replace')
  }, [first, known])
  return state.kind === 'failed' ? (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1>Aftershock</h1>
      <Failed failure={state.failure} kept={false} retry={market.tickers.retry} />
    </main>
  ) : (
    <Waiting />
  )
}

function NotFound() {
  const text = useWords('page')
  useTitle(text.notFound)
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1>{text.notFound}</h1>
      <p>{text.notFoundHow}</p>
      <p>
        <Link class="action" to={{ screen: { kind: 'start' } }}>
          {text.goToChart}
        </Link>
      </p>
    </main>
  )
}
