import { Problem } from '../problem.ts'
import { type JsonPath, placeOf, valueIn } from './jsonPlace.ts'

export interface Issue {
  readonly code?: string | undefined
  readonly path: JsonPath
  readonly message: string
  readonly expected?: unknown
  readonly keys?: readonly string[]
}

/** A fault of a spec in the shape of those of every file: which line and field, what stands there, what was expected. */
export const specFault = (
  code: 'E_JSON' | 'E_KEY' | 'E_VALUE' | 'E_SERIES' | 'E_SETTINGS',
  line: number | null,
  field: string | null,
  message: string,
  value: string | null,
) => ({ line, event_id: null, field, code, severity: 'error' as const, message, value })

/** Faults of one spec that are told one by one. */
const MOST_FAULTS = 100

/** Why JSON is no spec: the first fault in the sentence, all of them in the report. */
export function refused(text: string, json: object, issues: readonly Issue[]): Problem {
  const told = issues.slice(0, MOST_FAULTS).flatMap((issue) => faultsOf(text, json, issue))
  const [first] = told
  if (first === undefined) return new Problem(422, 'bad_spec', 'Cannot read the spec')
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const place = `${first.field}${first.line === null ? '' : ` on line ${first.line}`}`
  const detail =
    first.code === 'E_KEY'
      ? `Cannot use ${place} as no such key is known${more}`
      : `Cannot read ${place} as ${first.message.replace(/^expected /, '')}: ${first.value ?? 'it is absent'}${more}`
  return new Problem(422, 'bad_spec', detail, first.field, told)
}

function faultsOf(text: string, json: object, issue: Issue) {
  if (issue.code === 'unrecognized_keys' && issue.keys !== undefined)
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return specFault('E_KEY', lineAt(text, path), pathText(path), 'no such key is known', null)
    })
  const expected =
    issue.code === 'invalid_type'
      ? String(issue.expected)
      : issue.code === 'invalid_key'
        ? 'a name of up to 200 characters'
        : issue.message
            .replace(/^(Invalid (input|option|string|element)|Too (small|big)): /, '')
            .replace(/^expected /, '')
  const value = foundAt(text, json, issue.path)
  return [specFault('E_VALUE', lineAt(text, issue.path), pathText(issue.path), `expected ${expected}`, value)]
}

function valueAt(json: unknown, path: JsonPath): unknown {
  let value = json
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return value
}

/** What stands at a path, as it was written; null where nothing does. JSON may name numbers that no computer's number can be. */
function foundAt(text: string, json: object, path: JsonPath): string | null {
  const value = valueAt(json, path)
  if (value === undefined) return null
  if (typeof value !== 'number' || Number.isFinite(value)) return shown(value)
  const { written } = valueIn(text, path) ?? { written: 'its number' }
  return `${written.slice(0, 40)} is beyond the largest number that can be computed with, 1.8e308`
}

/** `series.prices.MSFT[17]` */
export const pathText = (path: JsonPath): string =>
  path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('')
    .slice(0, 120)

/** The line on which a path of JSON stands; null where the text has nothing there. */
export function lineAt(text: string, path: JsonPath): number | null {
  const found = valueIn(text, path)
  return found === null ? null : placeOf(text, found.offset).line
}

export function shown(value: unknown): string {
  const text = asJson(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** What is nested too deep to be written is only named. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined'
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}'
  }
}
