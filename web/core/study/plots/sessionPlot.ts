import { sessionMarks } from '../../bandPlot.ts'
import { linear } from '../../plotScale.ts'
import { sessionText } from '../../sessionText.ts'
import { box, type Drawing, type Frame, label, line, type Mark, percentScale, type Writing } from './drawing.ts'

type Session = {
  readonly rel: number
  readonly mean: number | null
  readonly isDistinguishable: boolean
}

/**
 * The AAR of each session as a bar: filled where it is distinguishable, hollow where it is not.
 *
 * @returns null where no session has a figure
 */
export function sessionPlot<S extends Session>(
  sessions: readonly S[],
  frame: Frame,
  write: Writing,
  says: (session: S) => string,
): Drawing | null {
  const [first, last] = [sessions[0], sessions.at(-1)]
  const means = sessions.flatMap(({ mean }) => (mean === null ? [] : [mean]))
  if (first === undefined || last === undefined || means.length === 0) return null
  const { width, height, left, right, top, foot } = frame
  const y = percentScale([Math.min(...means), Math.max(...means)], [height - foot, top], 4, write)
  const x = linear([first.rel - 0.5, last.rel + 0.5], [left, width - right])
  const half = Math.max(1, (x(1) - x(0)) * 0.34)
  const bars = sessions.flatMap((session) => {
    const { rel, mean, isDistinguishable } = session
    if (mean === null) return []
    const d = box(x(rel) - half, y.to(Math.max(0, mean)), x(rel) + half, y.to(Math.min(0, mean)))
    return [{ session, at: x(rel), y: y.to(mean), d, ink: isDistinguishable ? 'filled' : 'hollow' } as const]
  })
  return {
    width,
    height,
    marks: [
      ...y.ticks.flatMap(({ value, text }): readonly Mark[] => [
        line(left, y.to(value), width - right, y.to(value), value === 0 ? 'zero' : 'grid'),
        label(text, left - 6, y.to(value), 'end'),
      ]),
      ...bars.map(({ d, ink }): Mark => ({ kind: 'path', d, ink })),
      ...sessionMarks(first.rel, last.rel).map((rel) => label(sessionText(rel), x(rel), height - foot + 12)),
    ],
    steps: bars.map(({ session, at, y, d }) => ({
      at,
      spots: [{ x: at, y, says: says(session), over: d, event: null }],
    })),
    along: 'x',
  }
}
