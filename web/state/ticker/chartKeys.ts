import { barsIn, zoomed } from '../../core/ticker/axis.ts'
import { kindsOf } from '../../core/ticker/notes.ts'
import { format } from '../../i18n/format.ts'
import { ribbonWords } from '../../i18n/ribbonText.ts'
import { spoken, words } from '../../i18n/text.ts'
import { announce } from '../announce.ts'
import { latest } from '../resource.ts'
import { view } from '../view.ts'
import { events, impact } from './market.ts'
import { heldAt, notesAt } from './notes.ts'
import { cursor, cursorY, described, marks, moveTo, select, series, span, verdictOfEvent } from './viewport.ts'

/** Keys of the chart itself, while it has the focus. */
export function plotKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
  const all = series.peek()
  if (all === null) return
  const length = all.axis.dates.length
  const { first, last } = barsIn(span.peek(), length)
  const at = cursor.peek() ?? described.peek()?.index ?? last
  const stride = event.shiftKey ? 10 : 1
  switch (event.key) {
    case 'ArrowLeft':
      moveCursor(Math.max(0, at - stride))
      break
    case 'ArrowRight':
      moveCursor(Math.min(length - 1, at + stride))
      break
    case 'Home':
      moveCursor(first === at ? 0 : first)
      break
    case 'End':
      moveCursor(last === at ? length - 1 : last)
      break
    case 'PageUp':
    case 'PageDown': {
      const { from, to } = span.peek()
      const by = (to - from) * (event.key === 'PageUp' ? -0.8 : 0.8)
      moveTo({ from: from + by, to: to + by }, true)
      break
    }
    case 'Enter':
      enter(at)
      break
    default:
      return
  }
  event.preventDefault()
}

/** Puts the crosshair on a bar, brings it into sight and says it. */
function moveCursor(index: number): void {
  const { from, to } = span.peek()
  if (index < from || index > to) {
    const half = (to - from) / 2
    const middle = index < from ? index + half * 0.8 : index - half * 0.8
    moveTo({ from: middle - half, to: middle + half }, true)
  }
  cursor.value = index
  cursorY.value = null
  announce(sentenceAt(index))
}

/** The bar, the events on it, the abnormal return and how sure it is. */
function sentenceAt(index: number): string {
  const text = words.peek()
  const write = format.peek()
  const now = described.peek()
  if (now === null || now.index !== index) return ''
  const titles = new Map((latest(events.state.peek()) ?? []).map(({ event_id, title }) => [event_id, title]))
  const here = marks.peek().filter(({ effective }) => effective === index)
  const held = heldAt(index)
  const kinds = kindsOf(notesAt(index)).map((kind) => ribbonWords.peek().kinds[kind])
  const parts =
    now.bar === null
      ? [`${write.weekday(now.date)}: ${text.missingBar}`]
      : held !== null
        ? [`${write.weekday(now.date)}: ${ribbonWords.peek().unavailable(held.join(', '))}`]
        : [
            text.spoken.bar(
              write.weekday(now.date),
              write.price(now.bar.close),
              write.percent(now.abnormal?.r ?? now.bar.r),
            ),
          ]
  if (held === null && kinds.length > 0) parts.push(kinds.join(', '))
  for (const { id } of here.slice(0, 3)) parts.push(text.spoken.event(titles.get(id) ?? id))
  if (here.length > 3) parts.push(`+${here.length - 3}`)
  if (now.abnormal !== null && held === null)
    parts.push(
      text.spoken.abnormal(
        write.percent(now.abnormal.ar),
        text.verdicts[now.abnormal.significant ? 'significant' : 'not'],
      ),
    )
  return parts.join('. ')
}

function enter(index: number): void {
  const here = marks.peek().filter(({ effective }) => effective === index)
  const chosen = here.find(({ id }) => id === view.peek().event)
  if (chosen !== undefined && (here.length === 1 || cursor.peek() === null)) {
    const found = latest(impact.state.peek())
    if (found?.kind === 'measured') announce(found.finding[spoken.peek()])
    else announce(words.peek().verdicts[verdictOfEvent(chosen.id)])
    return
  }
  // Enter again goes to the next event of the same bar.
  const next = here[(chosen === undefined ? -1 : here.indexOf(chosen)) + 1] ?? here[0]
  if (next !== undefined) select(next.id)
}

/** Zooms about the crosshair, the selected event, or the middle. */
export function zoomBy(factor: number): void {
  const { from, to } = span.peek()
  const chosen = marks.peek().find(({ id }) => id === view.peek().event)?.effective
  const at = cursor.peek() ?? (chosen !== undefined && chosen >= from && chosen <= to ? chosen : (from + to) / 2)
  moveTo(zoomed({ from, to }, at, factor), true)
}
