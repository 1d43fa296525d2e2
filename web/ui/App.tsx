import type { State } from '../state/state.ts'
import { Announcer } from './Announcer.tsx'
import type { Loader } from './brought.ts'
import { Later } from './Later.tsx'
import { PageState, usePage, useWords } from './page.ts'
import { screens } from './screens.ts'
import { TopBar } from './TopBar.tsx'

export function App({ state }: { readonly state: State }) {
  return (
    <PageState.Provider value={state}>
      <a class="skip" href="#content">
        {state.words('page').skip}
      </a>
      <TopBar />
      <Screen />
      <Over />
      <Announcer />
    </PageState.Provider>
  )
}

function Screen() {
  const { kind } = usePage().view.value.screen
  switch (kind) {
    case 'unknown':
      return <Later loader={notFound} waiting={<Waiting />} />
    default:
      return <Later key={kind} loader={screens[kind]} waiting={<Waiting />} />
  }
}

const notFound: Loader = { words: ['over'], load: async () => ({ Part: (await import('./Over.tsx')).NotFound }) }

/** What lies over the page comes in when any of it is first asked for. */
const over: Loader = { words: ['over', 'events'], load: async () => ({ Part: (await import('./Over.tsx')).Over }) }
function Over() {
  const { keysOpen, searched, settingsOpen, note, dropped } = usePage().panels
  return keysOpen.value || searched.value !== null || settingsOpen.value || note.value || dropped.value ? (
    <Later loader={over} waiting={null} />
  ) : null
}

function Waiting() {
  const text = useWords('page')
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1 class="quiet">{text.loading}</h1>
    </main>
  )
}
