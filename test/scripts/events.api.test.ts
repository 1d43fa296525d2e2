import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDb } from '../../db/file/open.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'aftershock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function events(...args: readonly string[]) {
  const all = [join(root, 'scripts/events.ts'), ...args, '--db', join(folder, 'e.db')]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

it('npm run events adds, changes one field and leaves the rest, lists by words, and refuses what is asked wrongly', async () => {
  ;(await openDb(join(folder, 'e.db'), Date.now())).db.close()
  const fields = ['event_id=a', 'title=-=Zwölf, "two"', 'public_at=2023-11-20T02:53:00-05:00', 'tickers=MSFT:investor']
  expect(events('add', ...fields, 'tags=x\\|y|z')).toMatchObject({ status: 0 })
  expect(events('add', ...fields)).toMatchObject({ status: 1, said: expect.stringContaining('E_ID_DUPLICATE') })
  expect(events('edit', 'a', 'notes=seen')).toMatchObject({ status: 0 })
  const { events: found } = JSON.parse(events('list', '--q', 'ZWOLF twö', '--json').said) as { events: object[] }
  expect(found).toMatchObject([
    {
      title: '-=Zwölf, "two"',
      notes: 'seen',
      tags: ['x|y', 'z'],
      precision: 'second',
      alignment: { day0: '2023-11-20', session: 'pre' },
    },
  ])
  for (const asked of [
    ['edit', 'nobody', 'title=x'],
    ['delete', 'nobody'],
  ])
    expect(events(...asked).status).toBe(1)
  expect(events('add', 'title').status).toBe(2)
})
