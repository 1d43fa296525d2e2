import { expect, it } from 'vitest'
import { type Column, column, within } from '../../../server/table/column.ts'
import { csvText } from '../../../server/table/csv.ts'
import { framedCsv } from '../../../server/table/framed.ts'

interface Bar {
  readonly close: number
}
interface Day {
  readonly rel: number
  readonly bar: Bar | null
}
interface Row {
  readonly id: { readonly name: string }
  readonly day: Day | null
  readonly ratio: number | null
}

let written = 0
const barColumns: readonly Column<Bar>[] = [
  column('close', 'number', 'last price', ({ close }) => close),
  column('twice', 'number', 'the same twice', ({ close }) => 2 * close),
]
const dayColumns: readonly Column<Day>[] = [
  column('rel', 'integer', 'sessions from day 0', ({ rel }) => {
    written++
    return rel
  }),
  ...within(barColumns, ({ bar }: Day) => bar),
]
const ratioColumn: Column<Row> = column('ratio', 'number', 'of volume', ({ ratio }) => ratio)
const columns: readonly Column<Row>[] = [
  column('id', 'text', 'of the event', ({ id }) => id.name),
  ...within(dayColumns, ({ day }: Row) => day),
  ratioColumn,
  ...within([column('next', 'integer', 'one more', ({ rel }: Day) => rel + 1)], ({ day }: Row) => day),
]
const HEAD = 'id,rel,close,twice,ratio,next\r\n'

it('columns of a part that a row does not have, or whose own part is missing, are empty', async () => {
  const id = { name: 'a' }
  const rows: readonly Row[] = [
    { id, day: { rel: 0, bar: { close: 2.5 } }, ratio: 1.5 },
    { id, day: { rel: 2, bar: null }, ratio: null },
    { id, day: null, ratio: 0.1 },
  ]
  const text = (await Array.fromAsync(csvText(columns, [rows]))).join('')
  expect(text).toBe(`${HEAD}a,0,2.5,5,1.5,1\r\na,2,,,,3\r\na,,,,0.1,\r\n`)
})

it('a table in frames writes its loose cells, and of the rest only what is another object than before', async () => {
  const [one, other] = [{ name: 'café ☃' }, { name: '=b' }]
  const [zero, first] = [
    { rel: 0, bar: { close: 2.5 } },
    { rel: 1, bar: null },
  ]
  const told = async (
    ...items: readonly (readonly [id: Row['id'], days: readonly Day[], ratios: readonly (number | null)[]])[]
  ) => {
    written = 0
    const bytes = await framedCsv(columns, ratioColumn, items, ([id, days, loose]) => ({
      head: id,
      parts: days,
      loose,
      row: (at) => ({ id, day: days[at] as Day, ratio: loose[at] as number | null }),
    }))
    return [Buffer.from(bytes).toString(), written] as const
  }
  const days = [zero, first]
  const ends = (ratio: string) => `=b,0,2.5,5,${ratio},1\r\n`
  expect(await told([one, days, [1, null]], [other, [zero], [2]])).toEqual([
    `${HEAD}café ☃,0,2.5,5,1,1\r\ncafé ☃,1,,,,2\r\n'${ends('2')}`,
    // A day that two events share is told once.
    2,
  ])
  // Other ratios of the same days: no day is told anew.
  expect(await told([one, days, [10.25, 1e21]], [other, [zero], [null]])).toEqual([
    `${HEAD}café ☃,0,2.5,5,10.25,1\r\ncafé ☃,1,,,1e+21,2\r\n'${ends('')}`,
    0,
  ])
  // Another day among those that are the same, and one more.
  const changed = { rel: 0, bar: { close: 33.5 } }
  expect(await told([one, [changed, first, zero], [1, 2, 3]])).toEqual([
    `${HEAD}café ☃,0,33.5,67,1,1\r\ncafé ☃,1,,,2,2\r\ncafé ☃,0,2.5,5,3,1\r\n`,
    2,
  ])
  expect(await told()).toEqual([HEAD, 0])
})
