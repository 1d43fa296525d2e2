import { expect, it } from 'vitest'
import { type Column, column, within } from '../../../server/table/column.ts'
import { csvText } from '../../../server/table/csv.ts'

interface Bar {
  readonly close: number
}
interface Day {
  readonly rel: number
  readonly bar: Bar | null
}
interface Row {
  readonly id: string
  readonly day: Day | null
}

it('a part that rows share through parts of their own is written once for as long as it lasts, and a missing one is empty', async () => {
  let written = 0
  const barColumns: readonly Column<Bar>[] = [
    column('close', 'number', 'last price', ({ close }) => {
      written++
      return close
    }),
    column('twice', 'number', 'the same twice', ({ close }) => 2 * close),
  ]
  const dayColumns: readonly Column<Day>[] = [
    column('rel', 'integer', 'sessions from day 0', ({ rel }) => rel),
    ...within(barColumns, ({ bar }: Day) => bar),
    column('next', 'integer', 'one more', ({ rel }) => rel + 1),
  ]
  const columns: readonly Column<Row>[] = [
    column('id', 'word', 'of the event', ({ id }) => id),
    ...within(dayColumns, ({ day }: Row) => day),
  ]
  const bar = { close: 2.5 }
  const told = async (): Promise<string> => {
    const rows = [
      { id: 'a', day: { rel: 0, bar } },
      { id: 'a', day: { rel: 1, bar } },
      { id: 'b', day: { rel: 2, bar: null } },
      { id: 'c', day: null },
    ]
    return (await Array.fromAsync(csvText(columns, [rows], 'lasting'))).join('')
  }
  const text = 'id,rel,close,twice,next\r\na,0,2.5,5,1\r\na,1,2.5,5,2\r\nb,2,,,3\r\nc,,,,\r\n'
  expect(await told()).toBe(text)
  // Other days about the same bar.
  expect(await told()).toBe(text)
  expect(written).toBe(1)
})
