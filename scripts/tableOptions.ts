import { z } from 'zod'
import { Problem } from '../server/problem.ts'
import { told } from '../server/query/parameters.ts'
import { read } from '../server/query/read.ts'
import { panelOfEvent, tableHeadings } from '../server/verbs/tableHeadings.ts'

/** What `npm run export` takes away by name. */
export const kinds = [...(Object.keys(tableHeadings) as (keyof typeof tableHeadings)[]), 'study'] as const
export type Kind = (typeof kinds)[number]

/** What the options of a table gave, as text: its verb reads it. */
export type Given = Readonly<Record<string, string | undefined>>

const asked: readonly (readonly [string, Questioned])[] = [...Object.entries(tableHeadings), ['panel', panelOfEvent]]

interface Questioned<Subject extends z.ZodObject = z.ZodObject, Question extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly subject: Subject
  readonly question: Question
}

interface Parameter {
  readonly name: string
  readonly option: string
  readonly schema: z.ZodType
}

const parametersOf = ({ shape }: z.ZodObject): readonly Parameter[] =>
  Object.entries(shape as Readonly<Record<string, z.ZodType>>).map(([name, schema]) => ({
    name,
    option: String(schema.meta()?.option ?? name),
    schema,
  }))

/** The options that any table takes, each with the tables that take it. */
export const tableOptions: Readonly<Record<string, z.ZodOptional<z.ZodString>>> = (() => {
  const takers = new Map<string, { readonly schema: z.ZodType; readonly kinds: Set<string> }>()
  for (const [kind, { subject, question }] of asked)
    for (const { option, schema } of [...parametersOf(subject), ...parametersOf(question)]) {
      const known = takers.get(option) ?? { schema, kinds: new Set<string>() }
      known.kinds.add(kind)
      takers.set(option, known)
    }
  const options = [...takers].map(([option, { schema, kinds: own }]) => {
    const { description, word } = schema.meta() ?? {}
    const whose = own.size === Object.keys(tableHeadings).length ? '' : `${[...own].join(', ')}: `
    return [option, told(z.string().optional(), `${whose}${description}`, word as string | undefined)] as const
  })
  return Object.fromEntries(options)
})()

/** The question and the subject of a table as its options give them. @throws Problem for one that the table does not take */
export function askedOf<Subject extends z.ZodObject, Question extends z.ZodObject>(
  { name, subject, question }: Questioned<Subject, Question>,
  given: Given,
): readonly [z.output<Question>, z.output<Subject>] {
  const own = [...parametersOf(subject), ...parametersOf(question)]
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  const stray = said.find(([option]) => !own.some((parameter) => parameter.option === option))
  if (stray !== undefined)
    throw new Problem(400, 'bad_parameter', `Cannot use --${stray[0]} for the table ${name}`, stray[0])
  const values = (shape: z.ZodObject) =>
    Object.fromEntries(
      parametersOf(shape).flatMap((parameter) => {
        const value = given[parameter.option]
        return value === undefined ? [] : [[parameter.name, value]]
      }),
    )
  const optionOf = (parameter: string) => `--${own.find((one) => one.name === parameter)?.option ?? parameter}`
  return [read(question, values(question), optionOf), read(subject, values(subject), optionOf)]
}
