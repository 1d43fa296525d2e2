import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { studyTables } from '../../../server/query/questions.ts'
import { readDelimited } from '../../../server/sources/delimited.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyTable } from '../../../server/study/tables.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { type Cell, type ColumnType, column } from '../../../server/table/column.ts'
import { unguarded } from '../../../server/table/formulaSafe.ts'
import { listText } from '../../../server/table/list.ts'
import { type Table, tableOf } from '../../../server/table/table.ts'
import { exportQuery, exportTable } from '../tables.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant

/** Texts that spreadsheets run, that look as if they did, and that break readers of CSV. */
const hostile = [
  '=1',
  ' =1',
  '\u00a0=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  "'=1",
  "''=1",
  "'1",
  "'plain",
  '+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  'plain text',
  'a|b',
  'a\\|b',
  '|',
  'a, "b"\r\nc',
  '0012',
  'é🎈',
]

/** RFC 4180 by the letter, written for this test: another reader than the program's. */
function rfc4180(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  for (let at = 0; at < text.length; ) {
    let field = ''
    if (text[at] === '"') {
      for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        field += text[at]
        if (text[at] === '"') at++
      }
      at++
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') field += text[at++]
    record.push(field)
    if (text[at] === ',') {
      at++
      // A comma that ends the record leaves one more field, which is empty.
      if (text[at] === '\r' && text[at + 1] === '\n') record.push('')
      else continue
    }
    expect(text.slice(at, at + 2)).toBe('\r\n')
    at += 2
    records.push(record)
    record = []
  }
  return records
}

const whole = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join('')

/** The rule of docs/csv.md, by hand: one apostrophe off where apostrophes stand before a sign. */
const byTheRule = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

const isFormula = (cell: string): boolean => /^[=+\-@\t\r]/.test(cell)

/** Reads the CSV of a table back in three ways, and holds it against the same table as JSON. @returns the records */
async function readBack(table: Table): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const text = await whole(table.csv())
  const records = parse(text, { record_delimiter: '\r\n' }) as string[][]
  expect(rfc4180(text)).toEqual(records)
  const [header = [], ...lines] = records
  expect(header.map(byTheRule)).toEqual(table.columns.map(({ name }) => name))
  const own = readDelimited(text, () => false, 1_000_000)
  expect(own.report).toEqual([])
  expect(own.rows.map(({ fields }) => fields)).toEqual(lines)
  const read = lines.map((line) =>
    Object.fromEntries(
      table.columns.flatMap(({ name, type }, at) => {
        const cell = line[at] ?? ''
        const value = cellValue(cell, type)
        return value === null ? [] : [[name, value]]
      }),
    ),
  )
  const { rows } = JSON.parse(await whole(table.json())) as { rows: Readonly<Record<string, unknown>>[] }
  expect(read).toEqual(rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))))
  return read
}

function cellValue(cell: string, type: ColumnType): unknown {
  if (cell === '') return null
  switch (type) {
    case 'text':
    case 'list':
      expect(isFormula(cell)).toBe(false)
      expect(unguarded(cell)).toBe(byTheRule(cell))
      return byTheRule(cell)
    case 'number':
    case 'integer':
      return Number(cell)
    case 'boolean':
      return cell === 'true'
    default:
      expect(isFormula(cell)).toBe(false)
      return cell
  }
}

describe('a table that leaves comes back', { timeout: 120_000 }, () => {
  const texts = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc
      .array(fc.constantFrom('"', ',', '\r', '\n', "'", '=', '-', '|', '\\', 'a', ' ', '＝'))
      .map((all) => all.join('')),
  )
  const cells: Readonly<Record<ColumnType, fc.Arbitrary<Cell>>> = {
    text: fc.option(texts),
    list: fc.array(texts, { maxLength: 3 }),
    word: fc.constantFrom('market', 'no candidate', null),
    date: fc.constantFrom('2023-11-17', null),
    moment: fc.constantFrom('2023-11-17T15:28:00-05:00', null),
    number: fc.oneof(fc.double(), fc.constant(null)),
    integer: fc.option(fc.integer()),
    boolean: fc.option(fc.boolean()),
  }
  const types = Object.keys(cells) as ColumnType[]

  it('csvText() and jsonText() give back every cell of every type', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(...types.map((type) => cells[type])), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const columns = types.map((type, at) =>
            column(`x_${type}`, type, '', (row: (typeof rows)[number]) => row[at] ?? null),
          )
          // One more column that is never empty: wholly empty records are no records to some readers.
          const number = column('n', 'word', '', () => 'row')
          const read = await readBack(tableOf('made', '0'.repeat(12), [number, ...columns], () => [rows]))
          for (const [at, row] of rows.entries()) {
            expect(read[at]?.x_text ?? '').toBe(row[0] ?? '')
            expect(read[at]?.x_list ?? '').toBe(listText((row[1] ?? []) as readonly string[]))
            const figure = row[types.indexOf('number')]
            if (typeof figure === 'number' && Number.isFinite(figure)) expect(read[at]?.x_number).toBe(figure + 0)
            else expect(read[at]).not.toHaveProperty('x_number')
          }
        },
      ),
      { numRuns: 200 },
    ))

  /** The sample with an event for each text, on two sessions that stand out and have no other event. */
  async function hostileStore(): Promise<Db> {
    const { db } = await openStore(':memory:', NOW)
    const events = hostile.map((text, at) => ({
      event_id: `-e${at}`,
      title: text.trim() === '' ? `x${text}` : text,
      group: text,
      notes: text,
      public_at: at % 2 === 0 ? '2023-01-04' : '2023-03-20',
      tickers: 'MSFT',
      tags: [text],
    }))
    const done = await ingest(
      db,
      { name: 'x.json', bytes: Buffer.from(JSON.stringify(events)) },
      { now: NOW, kind: 'events' },
    )
    expect(done.report.filter(({ severity }) => severity === 'error')).toEqual([])
    return db
  }

  it('exportTable() does, for every kind of table of the store', async () => {
    const db = await hostileStore()
    const titles = (rows: readonly Readonly<Record<string, unknown>>[]) => new Set(rows.map(({ title }) => title))
    const range = { ticker: 'MSFT', from: '2023-01-04', to: '2023-03-20' }
    for (const kind of ['impacts', 'panel'] as const) {
      const found = titles(await readBack(await exportTable(db, exportQuery(kind, range, null))))
      expect(hostile.filter((text) => text.trim() !== '' && !found.has(text))).toEqual([])
    }
    await readBack(await exportTable(db, exportQuery('prices', { ticker: '^GSPC' }, null)))
    await readBack(await exportTable(db, exportQuery('prices', { ticker: 'MSFT', interval: '1h' }, null)))
    const moves = await readBack(await exportTable(db, exportQuery('moves', { ticker: 'MSFT', fdr: '.5' }, null)))
    expect(moves.some(({ event_ids }) => String(event_ids).startsWith('-e'))).toBe(true)
    expect(moves.some(({ event_ids }) => String(event_ids).includes('|'))).toBe(true)
    const events = await exportTable(db, exportQuery('events', {}, null))
    const text = await whole(events.csv())
    const read = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]
    for (const [at, text] of hostile.entries())
      if (text.trim() !== '') expect(read.map((row) => byTheRule(row.title ?? ''))).toContain(text)
      else expect(read.map((row) => row.event_id)).toContain(`'-e${at}`)
    db.close()
  })

  it('studyTable() does, for every table of a study', async () => {
    const calendar = Array.from({ length: 200 }, (_, i) =>
      new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
    )
    const wave = (step: number) => calendar.map((_, i) => Math.sin(i * step + step) / 100)
    const names = hostile.map((text) => text)
    const spec = {
      settings: {
        estimation: [-60, -6],
        event: [-2, 2],
        windows: [
          [0, 0],
          [-2, 2],
        ],
        minEstimationObs: 30,
        bootstrap: { draws: 9 },
      },
      detail: 'full',
      robustness: true,
      series: {
        calendar,
        returns: { M: wave(1.7), ...Object.fromEntries(names.map((name, k) => [name, wave(2.3 + k / 7)])) },
      },
      events: [
        ...names.map((name, k) => ({
          id: name,
          ticker: name,
          market: 'M',
          title: name,
          group: name,
          day0: calendar[100 + k],
        })),
        ...names.slice(0, 6).map((name, k) => ({
          id: `again ${name}`,
          ticker: name,
          market: 'M',
          title: name,
          group: 'all',
          day0: calendar[101 + k],
        })),
        { id: '=left out', ticker: '=1', market: 'M', day0: '2030-01-01' },
      ],
    }
    const study = await versionedStudy(JSON.stringify(spec), async () => {
      throw new Error('an inline study opens no store')
    })
    for (const name of studyTables) {
      const read = await readBack(studyTable(study, name))
      expect([name, read.length > 0]).toEqual([name, true])
      if (name === 'events' || name === 'sessions')
        expect(new Set(read.map(({ ticker }) => ticker))).toEqual(new Set(hostile))
    }
  })
})
