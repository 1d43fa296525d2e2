import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../server/market/day.ts'
import { verify } from '../../../server/store/verify.ts'
import { openStandin, type Standin } from '../../standin/standin.ts'
import { walk, withDay, withoutDay } from '../../standin/world.ts'
import { backfilled, get, type Quality, send } from '../asking.ts'
import { type Running, startServer } from '../running.ts'

const [from, to] = [mustBeDate('2023-01-03'), mustBeDate('2023-12-29')]
const day = mustBeDate('2023-06-14')
let standin: Standin
let server: Running
beforeAll(async () => {
  const plain = walk('UNIT', 7, from, to)
  const before = plain.days.find(({ date }) => date === day)
  const hundred = (value: number | null | undefined) => (value == null ? null : value * 100)
  // One day in pence among days in pounds.
  const unit = withDay(plain, day, {
    open: hundred(before?.open),
    high: hundred(before?.high),
    low: hundred(before?.low),
    close: hundred(before?.close),
  })
  const holes = ['2023-07-05', '2023-07-06', '2023-07-07', '2023-07-10', '2023-09-01'].reduce(
    (series, date) => withoutDay(series, mustBeDate(date)),
    walk('HOLE', 8, from, to),
  )
  standin = await openStandin([unit, holes])
  server = await startServer([], { AFTERSHOCK_PROVIDER_URL: standin.url.href })
  await backfilled(server, { tickers: ['UNIT', 'HOLE'], from, to })
})
afterAll(async () => {
  await server.stop()
  await standin.close()
})

const quality = (query: string) => get<Quality>(server, `/quality?${query}`)
const closeOn = async (date: string) => {
  const {
    date: dates,
    close,
    state,
  } = await get<{ date: string[]; close: number[]; state: string[] }>(server, `/bars/UNIT?from=${date}&to=${date}`)
  return { date: dates[0], close: close[0], state: state[0] }
}

describe('/api/quality', () => {
  it('GET says which sessions a series misses, as stretches and by month', async () => {
    const { coverage } = await quality('ticker=HOLE')
    expect(coverage).toHaveLength(1)
    expect(coverage[0]).toMatchObject({
      ticker: 'HOLE',
      interval: '1d',
      from: '2023-01-03',
      to: '2023-12-29',
      // NYSE held 250 sessions in 2023; a weekend lies inside the first stretch.
      sessions: 250,
      stored: 245,
      missing_count: 5,
      missing: [
        { from: '2023-09-01', to: '2023-09-01', sessions: 1 },
        { from: '2023-07-05', to: '2023-07-10', sessions: 4 },
      ],
    })
    expect(coverage[0]?.months.first).toBe('2023-01')
    // Sessions of the months of 2023, by the exchange's calendar.
    expect(coverage[0]?.months.sessions).toEqual([20, 19, 23, 19, 22, 21, 20, 23, 20, 22, 21, 20])
    expect(coverage[0]?.months.stored[6]).toBe(16)
  })

  it('GET gives findings with their evidence, and filters them', async () => {
    const all = await quality('ticker=UNIT&status=open&severity=error')
    const finding = all.findings.find(({ check }) => check === 'UNIT_POINT')
    expect(finding).toMatchObject({
      severity: 'error',
      ticker: 'UNIT',
      interval: '1d',
      from: day,
      to: day,
      status: 'open',
    })
    expect(finding?.observed).not.toBe('')
    expect((await quality('ticker=HOLE&severity=error')).findings).toEqual([])
    expect((await quality('ticker=HOLE')).findings.filter(({ check }) => check === 'GAP').length).toBeGreaterThan(0)
    expect((await quality('part=coverage')).findings).toEqual([])
    expect((await quality('part=findings')).coverage).toEqual([])
  })

  it('POST accepts a finding: its correction is laid over the bar, and taken off again', async () => {
    const { repairs, findings } = await quality('ticker=UNIT')
    const id = findings.find(({ check }) => check === 'UNIT_POINT')?.id ?? 0
    expect(repairs).toMatchObject([
      {
        ticker: 'UNIT',
        check: 'UNIT_POINT',
        from: day,
        to: day,
        bars: 1,
        price_factor: 0.01,
        status: 'proposed',
        finding: id,
      },
    ])
    const [example] = repairs[0]?.examples ?? []
    expect((example?.before.close ?? 0) / (example?.after.close ?? 1)).toBeCloseTo(100, 6)
    const held = await closeOn(day)
    expect(held).toMatchObject({ date: day, state: 'held' })

    const accepted = await send(server, 'POST', '/repairs', { finding: id, action: 'accept', note: 'pence' })
    expect(await accepted.json()).toMatchObject({ finding: { id, status: 'accepted', note: 'pence' }, repaired: 1 })
    const repaired = await closeOn(day)
    expect(repaired).toMatchObject({ state: 'repaired', close: example?.after.close })
    expect((await quality('ticker=UNIT')).repairs).toMatchObject([{ status: 'accepted' }])

    const undone = await send(server, 'POST', `/quality/${id}`, { status: 'open', note: null })
    expect(await undone.json()).toMatchObject({ finding: { id, status: 'open' } })
    expect(await closeOn(day)).toEqual(held)
    expect((await quality('ticker=UNIT')).repairs).toMatchObject([{ status: 'undone' }])
  })

  it.each([
    ['/quality/0', { status: 'accepted' }, 400],
    ['/quality/999999', { status: 'accepted' }, 404],
    ['/quality/1', { status: 'resolved' }, 400],
    ['/quality/1', { status: 'accepted', note: 'a\u0000b' }, 400],
    ['/quality/1', { status: 'accepted', note: 'a\u202eb' }, 400],
    ['/quality/1', { status: 'accepted', note: 'x'.repeat(501) }, 400],
    ['/repairs', { finding: 1, action: 'delete' }, 400],
    ['/repairs', { finding: '1', action: 'accept' }, 400],
  ])('POST %s with %j is answered with %i', async (path, body, status) =>
    expect((await send(server, 'POST', path, body)).status).toBe(status),
  )
  it.each(['status=closed', 'severity=bad', 'part=none', 'ticker=', 'x=1', 'status=open&status=open'])(
    'GET refuses %s',
    async (query) => expect((await fetch(`${server.url}/api/quality?${query}`)).status).toBe(400),
  )
  it('GET of a ticker that is not stored is not found', async () =>
    expect((await fetch(`${server.url}/api/quality?ticker=NOPE`)).status).toBe(404))
})

describe('/api/upkeep', () => {
  interface Upkeep {
    readonly running: { readonly task: string } | null
    readonly last: { readonly task: string; readonly result: Readonly<Record<string, unknown>> } | null
    readonly folder: string
    readonly backups: readonly { readonly name: string; readonly bytes: number; readonly made_at: string }[]
  }
  const upkeep = () => get<Upkeep>(server, '/upkeep')
  const ended = async (): Promise<Upkeep['last']> => {
    await expect.poll(async () => (await upkeep()).running, { timeout: 60_000, interval: 50 }).toBeNull()
    return (await upkeep()).last
  }

  it('POST makes a backup beside the database, which is listed, can be verified, and says so of itself', async () => {
    expect(await upkeep()).toMatchObject({ running: null, last: null, backups: [] })
    expect((await send(server, 'POST', '/upkeep', { task: 'backup' })).status).toBe(202)
    const last = await ended()
    const { backups, folder } = await upkeep()
    expect(last).toMatchObject({ task: 'backup', result: { kind: 'made', name: backups[0]?.name, removed: [] } })
    expect(folder).toBe('backups')
    const copy = join(server.folder, 'backups', backups[0]?.name ?? '')
    expect(statSync(copy).size).toBe(backups[0]?.bytes)
    expect(backups[0]?.name.replaceAll(/\D/g, '')).toBe(backups[0]?.made_at.replaceAll(/\D/g, ''))
    // What the command of that name says of the copy.
    expect(await verify(copy, Date.now())).toMatchObject({ sound: true, problems: [] })
    const { care } = await get<{ care: { backup_at: string | null } }>(server, '/quality')
    expect(care.backup_at).not.toBeNull()
  })

  it('POST verifies; of two at once one is refused, and neither another site nor a path gets in', async () => {
    const order = { task: 'verify' }
    const answers = await Promise.all([1, 2, 3].map(() => send(server, 'POST', '/upkeep', order)))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409])
    expect(await ended()).toMatchObject({ task: 'verify', result: { kind: 'sound' } })
    expect((await send(server, 'DELETE', '/upkeep')).status).toBe(409)
    expect((await send(server, 'POST', '/upkeep', order, {})).status).toBe(403)
    expect((await send(server, 'POST', '/upkeep', order, { Origin: 'https://example.com' })).status).toBe(403)
    expect((await send(server, 'POST', '/upkeep', { task: 'backup', to: '/tmp' })).status).toBe(400)
    expect((await upkeep()).backups).toHaveLength(1)
  })
})
