import { computed, signal } from '@preact/signals'
import { type Failure, Refusal } from '../../api.ts'
import { dataWords } from '../../i18n/dataText.ts'
import { announce } from '../announce.ts'
import { changes } from '../resource.ts'
import { decideFinding } from './ask.ts'

export type Decided = {
  readonly finding: number
  /** `UNIT_POINT MSFT 1d`: for the list of what was done. */
  readonly what: string
  readonly action: 'accept' | 'undo'
  readonly note: string | null
}

const done = signal<readonly Decided[]>([])
const undone = signal<readonly Decided[]>([])
/** What was decided on this page, oldest first, and what can be done again. */
export const decisions = computed(() => done.value)
export const canRedo = computed(() => undone.value.length > 0)
/** The finding that is being decided. */
export const deciding = signal<number | null>(null)
export const decisionRefused = signal<Failure | null>(null)

const opposite = { accept: 'undo', undo: 'accept' } as const

async function apply(decision: Decided): Promise<boolean> {
  if (deciding.peek() !== null) return false
  deciding.value = decision.finding
  decisionRefused.value = null
  try {
    await decideFinding(decision.finding, decision.action, decision.note)
    const words = dataWords.peek()
    announce(words.spokenDecision(decision.what, words.decided[decision.action]))
    changes.value++
    return true
  } catch (error) {
    decisionRefused.value = error instanceof Refusal ? error.failure : { kind: 'offline' }
    return false
  } finally {
    deciding.value = null
  }
}

export async function decide(decision: Decided): Promise<void> {
  if (!(await apply(decision))) return
  done.value = [...done.value, decision]
  undone.value = []
}

export async function undo(): Promise<void> {
  const last = done.peek().at(-1)
  if (last === undefined || !(await apply({ ...last, action: opposite[last.action] }))) return
  done.value = done.peek().slice(0, -1)
  undone.value = [...undone.peek(), last]
}

export async function redo(): Promise<void> {
  const last = undone.peek().at(-1)
  if (last === undefined || !(await apply(last))) return
  undone.value = undone.peek().slice(0, -1)
  done.value = [...done.peek(), last]
}

function onKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.altKey) return
  // In a text field the keys undo typing.
  if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea') !== null) return
  event.preventDefault()
  void (event.shiftKey ? redo() : undo())
}

export function listenToUndo(): () => void {
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
