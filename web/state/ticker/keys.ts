import { presets } from '../../core/ticker/presets.ts'
import type { State } from '../state.ts'
import type { ChartKeys } from './chartKeys.ts'
import type { Marks } from './marks.ts'
import type { Selection } from './selection.ts'

const ZOOM = 0.7

/** Single keys of the whole screen; what they do is listed by "?". */
export function makeKeys(
  { page, link, view, go, words, announce, copyText, panels }: State,
  { openCluster, toggleCluster }: Marks,
  { select, step, goAround, goPreset, changeWindow }: Selection,
  { zoomBy }: ChartKeys,
) {
  const { keysOpen, sideOpen, sheetUp } = panels

  /** Takes away what lies on top: a list, the sheet, the selection. */
  function stepBack(): void {
    if (keysOpen.peek()) keysOpen.value = false
    else if (openCluster.peek() !== null) toggleCluster(null)
    else if (sheetUp.peek()) sheetUp.value = false
    else if (view.peek().event !== null) {
      select(null)
      announce(words('page').spoken.cleared)
    }
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
