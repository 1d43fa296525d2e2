import { effect } from '@preact/signals'
import { kindsOf } from '../../core/ticker/notes.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Clock } from './clock.ts'
import type { Crosshair } from './crosshair.ts'
import type { Marks } from './marks.ts'
import type { Notes } from './notes.ts'
import type { Viewport } from './viewport.ts'

/** Events of one bar that are named; more are counted. */
const NAMED = 3

/** What the chart says aloud. */
export function makeSpeech(
  { view, words, format, spoken, announce, market }: State,
  { momentAt }: Clock,
  { described }: Crosshair,
  { splits }: Pick<Viewport, 'splits'>,
  { marks, verdictOfEvent }: Marks,
  { heldAt, notesAt }: Notes,
) {
  // The finding of an event is read out when it arrives, but not that of the event the page opened with.
  let said = view.peek().event
  effect(() => {
    const state = market.impact.state.value
    if (state.kind !== 'ready' || state.value.event.event_id === said) return
    said = state.value.event.event_id
    const finding = state.value.kind === 'measured' ? state.value.finding[spoken.peek()] : words('page').notComputable
    announce(`${state.value.event.title}. ${finding}`)
  })

  return {
    /** The bar, the events on it, the abnormal return and how sure it is. */
    bar(index: number): string {
      const now = described.peek()
      if (now === null || now.index !== index) return ''
      const text = words('page')
      const { unavailable, kinds } = words('quality')
      const write = format.peek()
      const titles = new Map((latest(market.events.state.peek()) ?? []).map(({ event_id, title }) => [event_id, title]))
      const here = marks.peek().filter(({ effective }) => effective === index)
      const held = heldAt(index)
      const noted = kindsOf(notesAt(index, 'returns')).map((kind) => kinds[kind])
      const day = momentAt(index)
      const parts =
        now.bar === null
          ? [`${day}: ${now.isBreak ? text.lunchBreak : text.missingBar}`]
          : held !== null
            ? [`${day}: ${unavailable(held.join(', '))}`]
            : [text.spoken.bar(day, write.price(now.bar.close), write.percent(now.abnormal?.r ?? now.bar.r))]
      const split = splits.peek().get(index)
      if (split !== undefined) parts.push(`${text.split} ${split}`)
      if (held === null && noted.length > 0) parts.push(noted.join(', '))
      for (const { id } of here.slice(0, NAMED)) parts.push(text.spoken.event(titles.get(id) ?? id))
      if (here.length > NAMED) parts.push(`+${here.length - NAMED}`)
      if (now.abnormal !== null && held === null) {
        const verdict = text.verdicts[now.abnormal.significant ? 'significant' : 'not']
        parts.push(text.spoken.abnormal(write.percent(now.abnormal.ar), verdict))
        if (now.abnormal.unexplained) parts.push(text.noEvent)
      }
      return parts.join('. ')
    },
    /** The finding about the selected event, else its verdict. */
    finding(id: string): string {
      const found = latest(market.impact.state.peek())
      return found?.kind === 'measured' ? found.finding[spoken.peek()] : words('page').verdicts[verdictOfEvent(id)]
    },
  }
}

export type Speech = ReturnType<typeof makeSpeech>
