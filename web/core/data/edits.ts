import { statuses } from '../../../server/market/eventStatus.ts'

const verbs = ['edit', 'delete', 'restore', 'forget', 'same story:', 'different story:', ...statuses] as const

/** What was done by hand, as the list of imports tells it in the words of the page. */
export type EditVerb = (typeof verbs)[number]

/** One thing that was done by hand: to what, or to how many events. */
export interface Edit {
  readonly verb: EditVerb
  readonly what: string
  readonly events: number | null
}

/**
 * What the name of a run says was done: `delete own-1`, `confirmed 3 events`. The name of a file may begin like that
 * too, and reads as well so.
 *
 * @returns null for the name of a file
 */
export function editOf(name: string): Edit | null {
  const verb = verbs.find((known) => name.startsWith(`${known} `))
  if (verb === undefined) return null
  const what = name.slice(verb.length + 1)
  const many = /^(\d+) events$/.exec(what)?.[1]
  return { verb, what, events: many === undefined ? null : Number(many) }
}
