import { spawn } from 'node:child_process'
import { join } from 'node:path'

const help = `Usage: npm run pictures [-- --compare]

Takes the pictures of the main screens anew (test/e2e/pictures), with the browser and the letters of this machine.
Look at every one of them before committing: from then on they are what the page must look like.

--compare  takes them aside and fails where more than 0.1 % of the pixels of one differ`

const [option, ...more] = process.argv.slice(2)
if (more.length > 0 || (option !== undefined && option !== '--compare')) {
  console.log(help)
  process.exitCode = option === '--help' || option === '-h' ? 0 : 2
} else {
  const launch = join(import.meta.dirname, 'launch.mjs')
  const test = ['vitest', 'run', '--project', 'e2e', 'test/e2e/pictures.e2e.test.ts']
  const run = spawn(process.execPath, [launch, ...test], {
    env: { ...process.env, PICTURES: option === undefined ? 'renew' : 'compare' },
    stdio: 'inherit',
  })
  run.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
