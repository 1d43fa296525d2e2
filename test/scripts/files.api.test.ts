import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (script: string, args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', script), ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, AFTERSHOCK_DB: join(folder, 'a.db') },
  })
  return { status, stdout, stderr }
}

describe('npm run ingest and export', { timeout: 120_000 }, () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'good.csv'), 'event_id,title,public_at,tickers\nnew-1,=new,2023-11-15,MSFT\n')
    writeFileSync(join(folder, 'bad.csv'), 'title,public_at\na,never\n')
  })

  it('ingest --help shows an example', () => {
    const { status, stdout } = run('ingest.ts', ['--help'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/npm run ingest -- /)
  })

  it.each([
    ['backup.ts', ['--text', 'a.jsonl', '--to', 'b'], 'Cannot use --to with --text, which names its own file'],
    ['backup.ts', ['--text', 'a.jsonl', '--keep', '3'], 'Cannot use --keep with --text, which names its own file'],
    ['backfill.ts', ['MSFT', '--provider-url', 'ftp://x'], 'Cannot read --provider-url: expected http:// or https://'],
  ])('%s with %j ignores no option, and names it as it is written', (script, args, words) => {
    expect(run(script, args)).toEqual({ status: 2, stdout: '', stderr: `${words}\n` })
  })

  it('ingest makes and fills a missing database and says one JSON document, export gives the event back', () => {
    const first = run('ingest.ts', [join(folder, 'good.csv'), '--json'])
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(first.stdout)).toMatchObject({
      kind: 'events',
      counts: { new: 1, changed: 0, unchanged: 0, rejected: 0 },
      report: [],
    })
    const { status, stdout, stderr } = run('export.ts', ['events'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^Data version [0-9a-f]{12}\n$/) })
    expect(stdout.split('\r\n')).toHaveLength(52)
    expect(stdout).toContain("\r\nnew-1,'=new,,2023-11-15,")
    const file = join(folder, 'out.csv')
    const said = run('export.ts', ['events', '--out', file, '--json'])
    expect(JSON.parse(said.stdout)).toMatchObject({ kind: 'events', file, bytes: Buffer.byteLength(stdout) })
    expect(readFileSync(file, 'utf8')).toBe(stdout)
  })

  it('ingest exits 1 for a file it rejects and 2 for a wrong question, in JSON too', () => {
    const rejected = run('ingest.ts', ['-', '--json'], readFileSync(join(folder, 'bad.csv'), 'utf8'))
    expect(rejected.status).toBe(1)
    expect(JSON.parse(rejected.stdout)).toMatchObject({
      counts: { new: 0, rejected: 1 },
      report: [{ line: 2, code: 'E_TIME_FORMAT' }],
    })
    const wrong = run('ingest.ts', ['x', '--as', 'poems', '--json'])
    expect([wrong.status, JSON.parse(wrong.stdout).status]).toEqual([2, 400])
  })

  it('export exits 2 for a wrong question and 1 for what is not stored', () => {
    const wrong = run('export.ts', ['prices', '--from', '2023-02-30', '--json'])
    expect([wrong.status, JSON.parse(wrong.stdout).parameter]).toEqual([2, 'from'])
    const missing = run('export.ts', ['prices', '--ticker', 'NOPE'])
    expect([missing.status, missing.stdout]).toEqual([1, ''])
  })

  it('reads an article as JSON, and stores what it proposes', () => {
    const args = ['test/fixtures/articles/twice.txt', '--as', 'article', '--published', '2023-11-20']
    const dry = run('ingest.ts', [...args, '--dry-run', '--json'])
    expect(dry).toMatchObject({ status: 0, stderr: '' })
    expect(Object.keys(JSON.parse(dry.stdout))).toEqual(['article', 'mentions', 'names', 'proposals', 'claims'])
    const stored = run('ingest.ts', [...args, '--json'])
    expect(JSON.parse(stored.stdout)).toMatchObject({ kind: 'events', counts: { new: 5, rejected: 0 } })
    expect(run('ingest.ts', ['a.csv', '--published', '2023-11-20'])).toMatchObject({
      status: 2,
      stderr: 'Cannot use --published without --as article\n',
    })
  })

  it('checks a draft, and fails where something is wrong', () => {
    const good = run('check-draft.ts', ['-', '--json'], 'Microsoft shares fell 1.68% on Nov. 17, 2023.')
    expect(good.status).toBe(0)
    expect(JSON.parse(good.stdout)).toMatchObject({
      right: true,
      marks: [
        { text: '1.68%', mark: 'right' },
        { text: 'Nov. 17, 2023', mark: 'right' },
      ],
    })
    const bad = run('check-draft.ts', ['-'], 'Microsoft shares fell 3% on Nov. 17, 2023.')
    expect(bad).toMatchObject({ status: 1, stdout: expect.stringContaining('wrong    3% → −1.68 %') })
  })

  it('fetches an article only when asked to, and from no host of this machine', () => {
    const args = ['http://127.0.0.1:1/story', '--as', 'article', '--dry-run']
    expect(run('ingest.ts', args)).toMatchObject({ status: 2, stderr: expect.stringContaining('without --fetch') })
    expect(run('ingest.ts', ['http://127.0.0.1/story', ...args.slice(1), '--fetch'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no host of the public internet'),
    })
  })
})
