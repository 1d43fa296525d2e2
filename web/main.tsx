import './style/index.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { makeState, type State } from './state/state.ts'
import { App } from './ui/App.tsx'
import { bring } from './ui/brought.ts'
import { keepEarly } from './ui/early.ts'
import { listenToPlaces } from './ui/listenToPlaces.ts'
import { listenToSearch } from './ui/listenToSearch.ts'
import { screens } from './ui/screens.ts'

const page = document.getElementById('page')
// Not awaited here: what a screen brings imports this file's chunk, and would wait for it in a circle.
if (page !== null) void begin(page)

async function begin(page: HTMLElement): Promise<void> {
  const answerEarly = keepEarly()
  const state = makeState(window)
  effect(() => {
    const { dataset } = document.documentElement
    dataset.theme = state.scheme.value
    for (const name of ['directions', 'motion', 'density'] as const) dataset[name] = state.habits[name].value
  })
  effect(() => {
    document.documentElement.lang = state.spoken.value
  })
  // A file is held over the page before it is dropped. Until its taker is here the browser must not open it in our place;
  // where that did not come, the next move of the file asks for it again.
  const held = ['dragover', 'drop'] as const
  const hold = (event: DragEvent) => {
    const { types = [], files = [] } = event.dataTransfer ?? {}
    if (!types.includes('Files')) return
    // What a screen has taken is taken.
    const dropped = event.defaultPrevented ? [] : [...files]
    event.preventDefault()
    void import('./ui/dropped.ts').then(({ listenToDrops }) => {
      for (const type of held) removeEventListener(type, hold)
      listenToDrops(state, dropped)
    })
  }
  for (const type of held) addEventListener(type, hold)
  await state.load('page')
  if (page.dataset.drawn !== undefined) await takeOver(state)
  listenToSearch(state)
  listenToPlaces(state)
  render(<App state={state} />, page)
  answerEarly()
  // After what is on screen: nobody waits for it.
  const { onceShown } = await import('./ui/onceShown.ts')
  onceShown(state)
}

/** The page came drawn: it is replaced when all that it shows is here, so that nothing moves. */
async function takeOver(state: State): Promise<void> {
  const { kind } = state.view.peek().screen
  if (kind === 'unknown') return
  const { settle } = await bring(screens[kind], state)
  const plot = document.getElementById('plot')
  await settle?.(state, plot && { width: plot.clientWidth, height: plot.clientHeight })
  state.drawing = document.getElementById('drawing')
  state.drawing?.remove()
}
