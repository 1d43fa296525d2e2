import { FARTHEST } from '../core/address.ts'
import { go, view } from './view.ts'

/** Grows or shrinks the asked window by one session at each end; it always holds the event day. */
export function changeWindow(by: 1 | -1): void {
  const [from, to] = view.peek().window
  go({ window: [0 - Math.min(FARTHEST, Math.max(0, -from + by)) || 0, Math.min(FARTHEST, Math.max(0, to + by))] })
}
