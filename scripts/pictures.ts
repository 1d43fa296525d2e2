import { spawn } from 'node:child_process'
import { join } from 'node:path'

const help = `Usage: npm run pictures

Takes the pictures of the main screens anew (test/e2e/pictures), with the browser and the letters of this machine.
Look at every one of them before committing: from then on they are what the page must look like.`

if (process.argv.length > 2) console.log(help)
else {
  const launch = join(import.meta.dirname, 'launch.mjs')
  const test = ['vitest', 'run', '--project', 'e2e', 'test/e2e/pictures.e2e.test.ts']
  const run = spawn(process.execPath, [launch, ...test], {
    env: { ...process.env, RENEW_PICTURES: '1' },
    stdio: 'inherit',
  })
  run.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
