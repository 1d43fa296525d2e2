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
    for (const [form, type] of forms) {
      const href = twinAddress(addressOf({}), form)
      const known = document.head.querySelector<HTMLLinkElement>(`link[rel=alternate][type="${type}"]`)
      if (href === null) known?.remove()
      else if (known !== null) known.href = href
      else document.head.append(Object.assign(document.createElement('link'), { rel: 'alternate', type, href }))
    }
  })
}
