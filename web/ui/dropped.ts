import { articleState } from '../state/article/article.ts'
import { eventsState } from '../state/events/events.ts'
import { isArticle } from '../state/events/importing.ts'
import { leftOutState } from '../state/leftOut.ts'
import type { State } from '../state/state.ts'
import { studyState } from '../state/study/study.ts'

let isListening = false

/** Takes files that are dropped on any screen, and says while one is held over it. @param early files that were dropped before */
export function listenToDrops(state: State, early: readonly File[]): void {
  const { dataset } = document.documentElement
  const takeFirst = ([file, ...others]: readonly File[]) => {
    if (file !== undefined) void take(state, file, others)
  }
  takeFirst(early)
  if (isListening) return
  isListening = true
  const isFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
  addEventListener('dragover', (event) => {
    if (!isFile(event)) return
    event.preventDefault()
    dataset.dropping = ''
  })
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) delete dataset.dropping
  })
  addEventListener('drop', (event) => {
    delete dataset.dropping
    // What a screen has taken is taken.
    if (event.defaultPrevented || !isFile(event)) return
    event.preventDefault()
    takeFirst([...(event.dataTransfer?.files ?? [])])
  })
}

/** Looks at a file: an article and the spec of a study have screens of their own, of any other it is told what it holds. */
export async function take(state: State, file: File, others: readonly File[] = []): Promise<void> {
  const { go, view, load, panels, announce, words } = state
  await Promise.all((['events', 'over'] as const).map(load))
  const leftOut = others.map(({ name }) => name)
  leftOutState(state).value = leftOut.length === 0 ? null : { file: file.name, others: leftOut }
  if (leftOut.length > 0) announce(words('events').oneAtATime(file.name, leftOut.join(', ')))
  if (isArticle(file)) {
    const { article } = articleState(state)
    article.change({ text: await file.text(), name: file.name })
    go({ screen: { kind: 'article', task: 'read' } })
    return article.ask()
  }
  const text = /\.json$/i.test(file.name) ? await file.text() : ''
  const isAsked = view.peek().screen.kind === 'study'
  if (isSpec(text) || (isAsked && text !== '' && !isJson(text))) {
    go({ screen: { kind: 'study', asked: '' } })
    return studyState(state).load({ name: file.name, text })
  }
  if (view.peek().screen.kind !== 'events') panels.dropped.value = true
  return eventsState(state).importing.look(file, { leftOut })
}

/** On the screen of studies, what was to be JSON and is none is told as a spec: on which line it ends being one. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A spec names settings, or its events by their ids; a file of events holds them. */
function isSpec(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return false
    const { events, settings, tickers, series } = read as Readonly<Record<string, unknown>>
    const named = Array.isArray(events) && events.every((event) => typeof event === 'string')
    return settings !== undefined || series !== undefined || named || (events === undefined && Array.isArray(tickers))
  } catch {
    return false
  }
}
