import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { type Failure, failureOf } from '../../refusal.ts'
import { Failed } from '../Failed.tsx'
import { saveFile } from './saveText.ts'

/** Files that are asked for first and handed over when they have come; `told` says in words why one did not. */
export function useSaving(): {
  readonly save: (ask: () => Promise<Blob>, name: string) => Promise<void>
  readonly told: ComponentChildren
} {
  const failed = useSignal<{ readonly failure: Failure; readonly retry: () => void } | null>(null)
  const save = async (ask: () => Promise<Blob>, name: string): Promise<void> => {
    failed.value = null
    try {
      saveFile(await ask(), name)
    } catch (error) {
      failed.value = { failure: failureOf(error), retry: () => void save(ask, name) }
    }
  }
  return { save, told: failed.value !== null && <Failed {...failed.value} kept={false} /> }
}
