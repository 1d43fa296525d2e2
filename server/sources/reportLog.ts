import type { ReportEntry } from './report.ts'

/** Entries of one code and field that are told in full; the rest are counted. */
const MOST_OF_A_KIND = 20

/** What a reader has to say, as it comes: the first entries of a kind in full, and how many more there are. */
export interface ReportLog {
  readonly add: (...entries: readonly ReportEntry[]) => void
  readonly hasErrors: () => boolean
  readonly entries: () => readonly ReportEntry[]
}

const [AND, MORE] = ['And ', ' more of these']

/** How many entries one that counts others stands for; null for any other. */
export function moreIn({ line, message }: ReportEntry): number | null {
  if (line !== null || !message.startsWith(AND) || !message.endsWith(MORE)) return null
  return Number(message.slice(AND.length, -MORE.length))
}

/** A copy that shares no text with the file: a part of a piece keeps all of that piece in memory. */
const apart = (entry: ReportEntry): ReportEntry => JSON.parse(JSON.stringify(entry)) as ReportEntry

/** @param most entries of a kind that are told in full */
export function reportLog(most: number = MOST_OF_A_KIND): ReportLog {
  const kinds = new Map<string, { readonly told: ReportEntry[]; more: number }>()
  const order: ReportEntry[] = []
  let errors = false
  return {
    add: (...entries) => {
      for (const entry of entries) {
        if (entry.severity === 'error') errors = true
        const name = `${entry.severity} ${entry.code} ${entry.field}`
        const kind = kinds.get(name) ?? { told: [], more: 0 }
        kinds.set(name, kind)
        const counted = moreIn(entry)
        if (counted !== null) kind.more += counted
        else if (kind.told.length >= most) kind.more++
        else {
          const own = apart(entry)
          kind.told.push(own)
          order.push(own)
        }
      }
    },
    hasErrors: () => errors,
    entries: () => [
      ...order,
      ...[...kinds.values()].flatMap(({ told, more }) => {
        const last = told.at(-1)
        return more === 0 || last === undefined
          ? []
          : [{ ...last, line: null, message: `${AND}${more}${MORE}`, value: null }]
      }),
    ],
  }
}
