import { spawnSync } from 'node:child_process'

/** `matrix`: the tests that take some rows of a matrix take all of them (test/spread.ts). */
export async function soak(): Promise<boolean> {
  const { status } = spawnSync('npm', ['test', '--', ...files], {
    stdio: 'inherit',
    env: { ...process.env, WHOLE_MATRIX: '1' },
  })
  return status === 0
}

const files = [
  'test/standin/clock.test.ts',
  'test/server/backfill/faults.test.ts',
  'test/server/backfill/crash.test.ts',
  'test/scripts/backfill.test.ts',
  'test/scripts/documents.api.test.ts',
  'test/server/routes/exports.api.test.ts',
  'test/e2e/page.e2e.test.ts',
  'test/e2e/phone.e2e.test.ts',
  'test/e2e/hostile.e2e.test.ts',
]
