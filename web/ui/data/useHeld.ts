import { useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useData } from './useData.ts'

/**
 * Keeps a panel no higher than it is when a backfill begins: what that brings grows inside, and nothing below moves. It
 * has its own height again when the reader comes back to the screen.
 */
export function useHeld(panel: RefObject<HTMLElement | null>): void {
  const { job, stored } = useData()
  useSignalEffect(() => {
    if (job.state.value === null && stored.elsewhere.value === null) return
    const { style, offsetHeight } = panel.current ?? {}
    if (style?.getPropertyValue('--held') === '') style.setProperty('--held', `${offsetHeight}px`)
  })
}
