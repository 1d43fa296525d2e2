import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../server/store/open.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'aftershock-study-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => (await openStore(join(folder, 'study.db'), Date.now())).db.close(), 60_000)

const study = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [join(root, 'scripts/study.ts'), ...args, '--db', join(folder, 'study.db')], {
    cwd: folder,
    encoding: 'utf8',
    input,
  })
const oracle = join(root, 'test/golden/oracle/msft-openai-log-gspc.json')

/** More than a server takes. */
const large = join(folder, 'large.json')
writeFileSync(large, `${readFileSync(oracle, 'utf8')}${' '.repeat(10 * 1024 * 1024)}`)

describe('npm run study', () => {
  it('study --help shows an example', () => {
    const { status, stdout } = study(['--help'])
    expect([status, stdout]).toEqual([0, expect.stringContaining('npm run study -- SPEC.json')])
  })

  it('study --json prints one document and nothing else', () => {
    const { status, stdout, stderr } = study([oracle, '--json'])
    expect([status, stderr]).toEqual([0, ''])
    const answer = JSON.parse(stdout)
    expect(answer.single).toHaveLength(3)
    writeFileSync(join(folder, 'spec.json'), JSON.stringify(answer.spec))
    expect(study(['spec.json', '--json']).stdout).toBe(stdout)
    expect(study(['-', '--json'], readFileSync(oracle, 'utf8')).stdout).toBe(stdout)
  })

  it('study shows the headline tests and the events', () => {
    const { status, stdout } = study([oracle])
    expect(status).toBe(0)
    expect(stdout).toMatch(/window .* t KP/)
    // Log returns against the index, 120 sessions: AR −1.91 %, t −1.71 (methods section 6.6).
    expect(stdout).toMatch(/2023-11-17 .*\[0, 0\] +−1\.91 % .*−1\.71/)
  })

  it('study --event studies a stored event over every choice', () => {
    const { status, stdout } = study(['--event', 'openai-20231117-altman-ousted', '--ticker', 'MSFT', '--robustness'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/same conclusion throughout|fragile/)
  })

  it('study --csv --out writes every table', () => {
    expect(study([oracle, '--csv', '--out', 'tables']).status).toBe(0)
    expect(readdirSync(join(folder, 'tables'))).toEqual(
      expect.arrayContaining(['windows.csv', 'events.csv', 'sessions.csv', 'study.json']),
    )
    const lines = readFileSync(join(folder, 'tables/sessions.csv'), 'utf8').trim().split('\r\n')
    // A header, and three events of eight sessions each.
    expect(lines).toHaveLength(1 + 3 * 8)
  })

  it.each([
    [['no-such-file.json'], 1],
    [[], 2],
    [[oracle, '--weather'], 2],
    [[oracle, '--csv', '--table', 'weather'], 2],
  ])('study %j ends with %i and one sentence', (args, status) => {
    const done = study(args)
    expect(done.status).toBe(status)
    expect(done.stdout).toBe('')
    expect(done.stderr.trim()).toMatch(/^[A-Z].*[^.]$/)
    expect(done.stderr).not.toMatch(/ {4}at /)
  })

  it('study reads a spec of any size', () => {
    const { status, stdout } = study([large, '--csv'])
    expect([status, stdout]).toEqual([0, study([oracle, '--csv']).stdout])
  })

  it('study --json answers a refusal as a problem', () => {
    const { status, stdout } = study(['-', '--json'], '{"events": [NaN]}')
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ code: 'bad_json', status: 400 })
  })
})
