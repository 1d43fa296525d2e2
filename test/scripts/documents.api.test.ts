import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mustBeDate } from '../../server/market/day.ts'
import { openStore } from '../../server/store/open.ts'
import { startServer } from '../server/running.ts'
import { zipped } from '../server/sources/zipped.ts'
import { onlyWhole } from '../spread.ts'
import { command } from '../standin/command.ts'
import { sampleSeries } from '../standin/series.ts'
import { openStandin, type Standin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'

const root = join(import.meta.dirname, '../..')
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]

/** Lines of code blocks, fenced and indented, that are commands of this project; what follows two spaces says what they do. */
const commands = pages.flatMap((page) => {
  let isFenced = false
  return readFileSync(join(root, page), 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (/^\s*```/.test(line)) isFenced = !isFenced
      const text = line.trim().split(/ {2,}/)[0] ?? ''
      return (isFenced || line.startsWith('    ')) && /^(npm|npx|curl|node) /.test(text) ? [{ page, text }] : []
    })
})

/** What installs the program, tests it or serves for good: a test of the whole, not of a document. */
const elsewhere = [/^npm ci/, /^node scripts\/launch\.mjs test\/standin\/serve\.ts/]
const isStart = (text: string) => text.startsWith('npm start')

const folder = mkdtempSync(join(tmpdir(), 'aftershock-documents-'))
const db = join(folder, 'own.db')
const NOW = '2024-06-03T12:00:00Z'
let standin: Standin
beforeAll(async () => {
  ;(await openStore(db, Date.parse(NOW))).db.close()
  standin = await openStandin([...sampleSeries(), walk('W01', 1, mustBeDate('2015-01-02'), mustBeDate('2024-05-31'))])
  const fenced = readFileSync(join(root, 'docs/study-spec.md'), 'utf8').split('```json\n')[1]?.split('```')[0] ?? ''
  writeFileSync(join(folder, 'SPEC.json'), fenced)
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const block = (language: string) => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''
  writeFileSync(join(folder, 'events.csv'), block('csv'))
  writeFileSync(join(folder, 'spec.json'), block('json'))
  writeFileSync(
    join(folder, 'story.html'),
    '<html lang="en"><head><title>OpenAI</title></head><body><article><p>On 17 November 2023 the board of OpenAI removed its chief executive, and Microsoft said that it would hire him.</p></article></body></html>',
  )
  const days = Array.from({ length: 40 }, (_, n) => 20230102 + Math.floor(n / 5) * 7 + (n % 5)).filter(
    (day) => day % 100 < 32,
  )
  const text = `,Mkt-RF,SMB,HML,RMW,CMA,RF\n${days.map((day) => `${day},0.1,0.1,0.1,0.1,0.1,0.01\n`).join('')}`
  writeFileSync(
    join(folder, 'F-F_Research_Data_5_Factors_2x3_daily_CSV.zip'),
    zipped({ name: 'F-F_Research_Data_5_Factors_2x3_daily.csv', text }),
  )
})
afterAll(async () => {
  await standin.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Words as a shell parts them; of choices in brackets the first. */
const words = (text: string): string[] =>
  text
    .replaceAll(/[[\]]/g, '')
    .replaceAll(/ # .*$/g, '')
    .replaceAll('en|id', 'en')
    .split(/\s+/)

/** Runs a command as the document has it, on a store of its own and against a provider of its own, to its end. */
function run(text: string) {
  const [, ...rest] = words(text)
  const name = rest.find((word) => !word.startsWith('-') && word !== 'run') ?? ''
  const script = scripts[name]?.replace('node scripts/launch.mjs ', '') ?? ''
  const given = rest.slice(rest.indexOf('--') < 0 ? rest.length : rest.indexOf('--') + 1)
  const args = given.flatMap((word, at) => {
    if (word === '--db' || given[at - 1] === '--db' || word === '--provider-url' || given[at - 1] === '--provider-url')
      return []
    if (word === 'ID') return ['openai-20231117-altman-ousted']
    if (word === 'F') return [join(folder, 'tables')]
    if (/^data\/backups\//.test(word))
      return [join(folder, 'backups', readdirSync(join(folder, 'backups')).find((file) => file.endsWith('.db')) ?? '')]
    return [readdirSync(folder).includes(word) ? join(folder, word) : word]
  })
  const more = [...(name === 'backfill' ? ['--provider-url', standin.url.href] : []), '--db', db]
  return command(script, [...args, ...more], {
    before: ['--import', join(root, 'test/standin/clock.ts')],
    env: { CLOCK_AT: NOW },
  })
}

/** A backfill whose provider has no hours of the newest weeks is partial; a machine may have an old tool that doctor names. */
const codesOf = (text: string): readonly number[] =>
  text.includes('backfill') ? [0, 3] : text.includes('doctor') ? [0, 1] : [0]

describe('commands of the documents', () => {
  it('are some', () => expect(commands.length).toBeGreaterThan(15))
  const ran = commands.filter(({ text }) => !isStart(text) && !elsewhere.some((pattern) => pattern.test(text)))
  it('all are of this project', () =>
    expect(ran.filter(({ text }) => !/^npm (-s )?run (-s )?[a-z-]+/.test(text)).map(({ text }) => text)).toEqual([]))
  const nameOf = ({ text }: (typeof ran)[number]) => /run (?:-s )?(\S+)/.exec(text)?.[1]
  const isFirst = (one: (typeof ran)[number]) => ran.find((other) => nameOf(other) === nameOf(one)) === one
  it.each(ran.filter((one) => isFirst(one) || onlyWhole([one]).length > 0))('$page: $text', async ({ text }) => {
    const { code, said } = await run(text)
    expect(codesOf(text), said).toContain(code)
    expect(said).not.toMatch(/^Cannot /m)
  })
  it.each(commands.filter(({ text }) => isStart(text) && text.includes(' -- ')))('$page: $text', async ({ text }) => {
    const given = words(text).slice(words(text).indexOf('--') + 1)
    const server = await startServer(
      given.flatMap((word, at) => (word === '--db' || given[at - 1] === '--db' ? [] : [word])),
    )
    try {
      expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
    } finally {
      await server.stop()
    }
  })
})
