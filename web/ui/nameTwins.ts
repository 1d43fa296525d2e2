import { effect } from '@preact/signals'
import { twinAddress } from '../core/twinAddress.ts'
import type { State } from '../state/state.ts'

const forms = [
  ['json', 'application/json'],
  ['csv', 'text/csv'],
] as const

/** Keeps the links of the head that name what is on screen as data: the server wrote them for the address that was asked for. */
export function nameTwins({ addressOf, view }: State): void {
  effect(() => {
    view.value
    for (const old of document.head.querySelectorAll('link[rel=alternate]')) old.remove()
    for (const [form, type] of forms) {
      const href = twinAddress(addressOf({}), form)
      if (href !== null)
        document.head.append(Object.assign(document.createElement('link'), { rel: 'alternate', type, href }))
    }
  })
}
