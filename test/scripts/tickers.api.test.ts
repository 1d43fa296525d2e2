import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../server/store/open.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'aftershock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => (await openStore(join(folder, 't.db'), Date.now())).db.close(), 60_000)

function run(script: string, args: readonly string[]) {
  const all = [join(root, 'scripts', script), ...args, '--db', join(folder, 't.db')]
  return spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8' })
}

function tickers(...args: readonly string[]) {
  const { status, stdout, stderr } = run('tickers.ts', args)
  return { status, said: stdout + stderr }
}

describe('npm run tickers', { timeout: 60_000 }, () => {
  it('lists what is stored, gives a ticker its new name, and the old one goes on answering', () => {
    expect(tickers('list')).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^MSFT · Microsoft .*606 bars of 1d/),
    })
    expect(tickers('rename', 'MSFT', 'MSF')).toMatchObject({
      status: 0,
      said: expect.stringContaining('MSFT is MSF now'),
    })
    expect(tickers('list', '--json').said).toContain('"ticker":"MSF"')
    const day = ['--from', '2023-11-17', '--to', '2023-11-17']
    const [old, now] = ['MSFT', 'MSF'].map((name) => run('export.ts', ['prices', '--ticker', name, ...day]))
    expect(old?.stderr).toContain('MSFT is a former name of MSF\n')
    expect(now?.stderr).not.toContain('former name')
    expect(now?.stdout).toContain('MSF,2023-11-17,')
    expect(old?.stdout).toBe(now?.stdout)
    expect(tickers('rename', 'MSFT', 'MSFT').status).toBe(0)
  })
  it('deletes only when told to, and says what goes', () => {
    expect(tickers('delete', '^GSPC')).toMatchObject({
      status: 0,
      said: expect.stringContaining('Nothing was changed'),
    })
    expect(tickers('list').said).toContain('^GSPC')
    expect(tickers('delete', '^GSPC', '--yes')).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^Deleted \^GSPC/),
    })
    expect(tickers('list').said).not.toContain('^GSPC')
  })
  it.each([
    [['rename', 'NOPE', 'X'], 1, 'There is no ticker NOPE'],
    [['merge', 'MSFT'], 2, 'it takes 2'],
    [['list', '--yes'], 2, 'Cannot use --yes'],
    [['forget', 'MSFT'], 2, 'name one of list, rename, merge, benchmark and delete'],
  ])('%j ends with %i and says why', (args, status, why) =>
    expect(tickers(...args)).toMatchObject({ status, said: expect.stringContaining(why) }),
  )
})
