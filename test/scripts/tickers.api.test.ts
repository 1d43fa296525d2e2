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

function tickers(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/tickers.ts'), ...args, '--db', join(folder, 't.db')],
    { cwd: root, encoding: 'utf8' },
  )
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
