import { parseArgs } from 'node:util'
import { z } from 'zod'
import { DEFAULT_DB, optionFault } from '../server/config.ts'
import { Problem, refusalText } from '../server/problem.ts'
import { told } from '../server/query/parameters.ts'
import { read } from '../server/query/read.ts'
import { storeProblem } from '../server/store/storeProblem.ts'
import { say } from './terminal.ts'

/** What a command says of itself: its arguments and its help are made from this alone. */
export interface Command<Options extends z.ZodObject> {
  /** As in `npm run NAME`. */
  readonly name: string
  readonly does: string
  /** Each a whole line; blank ones set groups apart. */
  readonly examples: readonly string[]
  /** What stands there without a dash: a word for the help and what it is. */
  readonly words?: readonly (readonly [word: string, doc: string])[]
  /** By name; text unless the schema is a boolean or a list. `option` in its metadata is the name on the command line. */
  readonly options: Options
  /** What follows the options in the help: formats, exit codes. */
  readonly notes: string
  /** How a failure other than a wrong question is told with --json; a refusal when left out. */
  readonly failed?: (message: string) => unknown
  /** @returns the exit code where it is not 0 */
  readonly run: (asked: z.output<Options>, words: readonly string[]) => Promise<number | undefined>
}

/** Is this the database that nobody had to name? It is made and filled by whoever comes first. */
export const isDefault = (file: string): boolean => file === DEFAULT_DB && process.env.AFTERSHOCK_DB === undefined

/** Options that most commands have. */
export const storeOptions = {
  db: told(
    z.string().default(process.env.AFTERSHOCK_DB ?? DEFAULT_DB),
    `database (default ${DEFAULT_DB}, or AFTERSHOCK_DB)`,
    'FILE',
  ),
  json: told(z.boolean().default(false), 'one JSON document on standard output'),
}

/** Reads the arguments, runs the command or shows its help, and ends with its exit code: 2 for a wrong question, 1 for what could not be done. */
export async function command<Options extends z.ZodObject>(declared: Command<Options>): Promise<void> {
  // What is made is for its owner only, from the first byte.
  process.umask(0o077)
  const args = process.argv.slice(2)
  const json = args.includes('--json')
  try {
    const { values, positionals } = parseArgs({ args, options: optionsOf(declared), allowPositionals: true })
    if (values.help === true) return void process.stdout.write(`${helpOf(declared)}\n`)
    if (declared.words === undefined && positionals.length > 0)
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot use "${positionals[0]}": npm run ${declared.name} takes options only`,
      )
    process.exitCode = (await declared.run(askedOf(declared, values), positionals)) ?? 0
  } catch (error) {
    refuse(error, json, declared.failed)
  }
}

type Given = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

/** `from` unless the schema names the option otherwise. */
const optionName = (name: string, schema: z.ZodType): string => String(schema.meta()?.option ?? name)

const shapeOf = ({ options }: Command<z.ZodObject>) => Object.entries(options.shape) as readonly [string, z.ZodType][]

/** The schema under `optional`, `default` and the like. */
function innermost(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return innermost(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? innermost(schema.in as z.ZodType) : schema
}

function optionsOf(declared: Command<z.ZodObject>) {
  const own = shapeOf(declared).map(([name, schema]) => {
    const kind = innermost(schema)
    const type = kind instanceof z.ZodBoolean ? ('boolean' as const) : ('string' as const)
    return [optionName(name, schema), { type, multiple: kind instanceof z.ZodArray }] as const
  })
  return { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } } as const
}

function askedOf<Options extends z.ZodObject>({ options }: Command<Options>, values: Given): z.output<Options> {
  const shape = options.shape as Record<string, z.ZodType>
  const given = Object.entries(shape).flatMap(([name, schema]) => {
    const value = values[optionName(name, schema)]
    return value === undefined ? [] : [[name, value] as const]
  })
  const named = (name: string) => `--${shape[name] === undefined ? name : optionName(name, shape[name])}`
  return read(options, Object.fromEntries(given), named)
}

function helpOf(declared: Command<z.ZodObject>): string {
  const words = (declared.words ?? []).map(([word, doc]) => [word, doc] as const)
  const options = shapeOf(declared).map(([name, schema]) => {
    const { word, description } = schema.meta() ?? {}
    const kind = innermost(schema)
    const value = kind instanceof z.ZodBoolean ? '' : ` ${word ?? optionName(name, schema)[0]?.toUpperCase()}`
    return [`--${optionName(name, schema)}${value}`, String(description ?? '')] as const
  })
  const lines = [...words, ...options]
  const width = Math.max(...lines.map(([left]) => left.length)) + 2
  return [
    declared.does,
    '',
    ...declared.examples.map((line) => `  ${line}`.trimEnd()),
    '',
    ...lines.map(([left, right]) => `  ${left.padEnd(width)}${right.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`),
    '',
    declared.notes,
  ].join('\n')
}

const ofStore = ['own_file', 'no_database', 'store_unusable', 'store_busy', 'disk_full', 'store_gone']

/** Says why a command could not be done, as a sentence or as one JSON document. */
function refuse(error: unknown, json: boolean, failed: Command<z.ZodObject>['failed']): void {
  const problem = problemOf(error)
  // A wrong question, unless it is the database that cannot be used.
  const isAsked = problem.status === 400 || (problem.status === 422 && !ofStore.includes(problem.code))
  if (!json) say(problem.message)
  else if (failed !== undefined && !isAsked) process.stdout.write(`${JSON.stringify(failed(problem.message))}\n`)
  else process.stdout.write(`${refusalText(problem, 'command-line')}\n`)
  process.exitCode = isAsked ? 2 : 1
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const fault = optionFault(error ?? {})
  if (fault !== null) return new Problem(400, 'bad_parameter', fault)
  const ofFile = storeProblem('', error)
  if (ofFile !== null) return ofFile
  return new Problem(500, 'could_not', error instanceof Error ? error.message : String(error))
}

/** The one word a command takes. @throws Problem for none or several */
export function onlyWord(words: readonly string[], what: string): string {
  const [word] = words
  if (word !== undefined && words.length === 1) return word
  throw new Problem(400, 'bad_parameter', `Cannot ${what}`)
}
