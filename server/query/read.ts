import type { z } from 'zod'
import { Problem } from '../problem.ts'

/**
 * Reads what was given as a question has it, over HTTP and from the command line alike.
 *
 * @param named how whoever asks writes the name of a parameter
 * @throws Problem 400 naming the first parameter that is at fault
 */
export function read<S extends z.ZodType>(
  question: S,
  given: unknown,
  named: (name: string) => string = (name) => name,
): z.output<S> {
  const found = question.safeParse(given)
  if (found.success) return found.data
  const [issue] = found.error.issues
  const unknown = issue?.code === 'unrecognized_keys'
  const field = unknown ? issue.keys[0] : issue?.path[0]
  if (issue === undefined || field === undefined)
    throw new Problem(400, 'bad_parameter', `Cannot read the request: ${issue?.message ?? 'not as documented'}`)
  const name = String(field)
    .replaceAll(/[^\w.\-[\]]/g, '?')
    .slice(0, 60)
  const isMissing = typeof given === 'object' && given !== null && !Object.hasOwn(given, field)
  const why = unknown ? 'it is not known here' : isMissing ? 'it is missing' : wordsOf(issue, given, field)
  throw new Problem(400, 'bad_parameter', `Cannot read ${named(name)}: ${why}`, name)
}

function wordsOf(issue: z.core.$ZodIssue, given: unknown, field: PropertyKey): string {
  const value = (given as Readonly<Record<PropertyKey, unknown>> | null)?.[field]
  if (issue.code === 'invalid_value') return `it takes ${issue.values.join(', ')}`
  if (issue.code !== 'invalid_type') return issue.message
  if (issue.path.length === 1 && issue.expected === 'string' && Array.isArray(value))
    return 'it is given more than once'
  const at = issue.path.slice(1).join('.')
  return `${at === '' ? 'it' : at} takes ${kinds[issue.expected] ?? issue.expected}`
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
