import { effect } from '@preact/signals'
import { presets } from '../core/ticker/presets.ts'
import { spoken, words } from '../i18n/text.ts'
import { announce } from './announce.ts'
import { copyText } from './share.ts'
import { zoomBy } from './ticker/chartKeys.ts'
import { openCluster, toggleCluster } from './ticker/clusterOpen.ts'
import { impact } from './ticker/market.ts'
import { keysOpen, sheetUp, sideOpen } from './ticker/panels.ts'
import { goAround, goPreset } from './ticker/ranges.ts'
import { select, step } from './ticker/viewport.ts'
import { go, view } from './view.ts'
import { changeWindow } from './window.ts'

/** Single keys of the whole screen; in a text field every key is text. */
const commands: Readonly<Record<string, () => void>> = {
  '/': focusSearch,
  '[': () => step(-1, false),
  ']': () => step(1, false),
  '{': () => step(-1, true),
  '}': () => step(1, true),
  '+': () => zoomBy(0.7),
  '=': () => zoomBy(0.7),
  '-': () => zoomBy(1 / 0.7),
  '0': () => goPreset('1y'),
  '9': () => goAround(20),
  w: () => changeWindow(1),
  W: () => changeWindow(-1),
  t: () => go({ table: !view.peek().table }),
  a: () => {
    const { panes } = view.peek()
    go({ panes: panes.includes('ar') ? panes.filter((pane) => pane !== 'ar') : [...panes, 'ar'] })
  },
  s: () => void copyText(location.href),
  '\\': () => {
    sideOpen.value = !sideOpen.value
  },
  '?': () => {
    keysOpen.value = !keysOpen.value
  },
  Escape: () => {
    if (keysOpen.peek()) keysOpen.value = false
    else if (openCluster.peek() !== null) toggleCluster(null)
    else if (sheetUp.peek()) sheetUp.value = false
    else if (view.peek().event !== null) {
      select(null)
      announce(words.peek().spoken.cleared)
    }
  },
}

function focusSearch(): void {
  sideOpen.value = true
  requestAnimationFrame(() => document.getElementById('search')?.focus())
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const target = event.target as HTMLElement
  if (target.closest('input, select, textarea') !== null) {
    if (event.key === 'Escape') target.blur()
    return
  }
  // "[" and "]" with Shift are other characters on many keyboards: the place of the key decides then.
  const bracket = event.shiftKey ? { BracketLeft: '{', BracketRight: '}' }[event.code] : undefined
  const preset = presets[Number(event.key) - 1]
  const command = commands[bracket ?? event.key] ?? (preset === undefined ? undefined : () => goPreset(preset))
  if (command === undefined) return
  event.preventDefault()
  command()
}

/** Starts listening; the finding of a newly selected event is read out when it arrives. Returns what stops it. */
export function listenToKeys(): () => void {
  addEventListener('keydown', onKey)
  let said: string | null = view.peek().event
  const quiet = effect(() => {
    const state = impact.state.value
    if (state.kind !== 'ready' || state.value.event.event_id === said) return
    said = state.value.event.event_id
    const { title } = state.value.event
    const finding = state.value.kind === 'measured' ? state.value.finding[spoken.peek()] : words.peek().notComputable
    announce(`${title}. ${finding}`)
  })
  return () => {
    removeEventListener('keydown', onKey)
    quiet()
  }
}
