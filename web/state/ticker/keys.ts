import type { IsoDate } from '../../../server/market/day.ts'
import { isLog } from '../../core/ticker/compare.ts'
import { presets } from '../../core/ticker/presets.ts'
import type { State } from '../state.ts'
import type { ByHand } from './byHand.ts'
import type { ChartKeys } from './chartKeys.ts'
import type { Compare } from './compare.ts'
import type { Crosshair } from './crosshair.ts'
import type { Marks } from './marks.ts'
import type { Selection } from './selection.ts'
import type { Viewport } from './viewport.ts'

const ZOOM = 0.7

/** Single keys of the whole screen; what they do is listed by "?". */
export function makeKeys(
  { page, link, view, go, words, announce, copyText, panels, market }: State,
  { openCluster, toggleCluster }: Marks,
  { select, step, goAround, goPreset, changeWindow }: Selection,
  { zoomBy, timeOfBar }: ChartKeys,
  compare: Compare,
  { hasRuler, toggleRuler }: ByHand,
  { cursor }: Crosshair,
  { series }: Viewport,
) {
  const { keysOpen, sideOpen, sheet } = panels

  /** Takes away what lies on top: a list, the sheet, the selection. */
  function stepBack(): void {
    if (keysOpen.peek()) keysOpen.value = false
    else if (openCluster.peek() !== null) toggleCluster(null)
    else if (sheet.peek() !== 'peek') sheet.value = 'peek'
    else if (hasRuler()) toggleRuler()
    else if (view.peek().event !== null || view.peek().over.se !== undefined) {
      select(null)
      announce(words('page').spoken.cleared)
    }
  }

  /** A note at the bar under the crosshair becomes an event of the ticker. */
  function writeNote(): void {
    const [ticker, time] = [market.ticker.peek(), timeOfBar()]
    if (ticker !== null && time !== null) panels.note.value = { ticker, time }
  }

  const commands: Readonly<Record<string, () => void>> = {
    '[': () => step(-1, false),
    ']': () => step(1, false),
    '{': () => step(-1, true),
    '}': () => step(1, true),
    '+': () => zoomBy(ZOOM),
    '=': () => zoomBy(ZOOM),
    '-': () => zoomBy(1 / ZOOM),
    '0': () => goPreset('1y'),
    '9': () => goAround(20),
    w: () => changeWindow(1),
    W: () => changeWindow(-1),
    t: () => go({ table: !view.peek().table }),
    a: () => {
      const { panes } = view.peek()
      go({ panes: panes.includes('ar') ? panes.filter((pane) => pane !== 'ar') : [...panes, 'ar'] })
    },
    c: () => {
      compare.open.value = !compare.open.peek()
    },
    l: () => {
      const { axis } = compare.asked()
      const logs = { price: 'log', log: 'price', pct: 'pctlog', pctlog: 'pct' } as const
      compare.change({ axis: logs[axis] })
    },
    r: () => {
      const [at, { axis }] = [cursor.peek(), compare.asked()]
      const date = at === null ? null : (series.peek()?.axis.dates[at] ?? null)
      const base = date === null ? (view.peek().event === null ? 'first' : 'event') : (date as IsoDate)
      compare.change({ base, axis: isLog(axis) ? 'pctlog' : 'pct' })
    },
    m: toggleRuler,
    n: writeNote,
    s: () => void copyText(link.peek()?.() ?? page.location.href),
    '\\': () => {
      sideOpen.value = !sideOpen.peek()
    },
    '?': () => {
      keysOpen.value = !keysOpen.peek()
    },
    Escape: stepBack,
  }

  return {
    writeNote,
    /** @returns whether the key is one of the screen's */
    press({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): boolean {
      // "[" and "]" with Shift are other characters on many keyboards: the place of the key decides then.
      const bracket = shiftKey ? { BracketLeft: '{', BracketRight: '}' }[code] : undefined
      const preset = presets[Number(key) - 1]
      const command = commands[bracket ?? key]
      if (command !== undefined) command()
      else if (preset !== undefined) goPreset(preset)
      else return false
      return true
    },
  }
}
