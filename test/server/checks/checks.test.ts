import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CheckName, checkNamed, checkNames } from '../../../server/checks/checks.ts'
import { inEnglish } from '../../../server/checks/english.ts'
import { tell } from '../../../server/checks/sentence.ts'
import { makeFormat } from '../../../web/core/format.ts'
import { catalogue as checkEn } from '../../../web/i18n/en/check.ts'
import { catalogue as checkId } from '../../../web/i18n/id/check.ts'
import { hits } from './hits.ts'

const root = join(import.meta.dirname, '../../..')
const files = ['answer', 'comparison', 'file', 'intraday', 'pair', 'series'].flatMap((scope) =>
  readdirSync(join(root, 'server/checks', scope), { encoding: 'utf8' }).map((file) => ({ scope, file })),
)
const docs = readFileSync(join(root, 'docs/data-quality.md'), 'utf8')
const foundBy = (name: CheckName) =>
  hits[name]()
    .filter((found) => found?.check === name)
    .flatMap((found) => found ?? [])
const numbers = (text: string) => [...text.matchAll(/\d+/g)].map(([digits]) => digits)

it('every file of a scope declares one check, which is in the list under its scope', () => {
  const declared = files.map(({ scope, file }) => {
    const names = [...readFileSync(join(root, 'server/checks', scope, file), 'utf8').matchAll(/^ {2}name: '(\w+)',$/gm)]
    return { scope, names: names.map(([, name]) => name ?? '') }
  })
  expect(declared.filter(({ names }) => names.length !== 1)).toEqual([])
  expect(declared.flatMap(({ names }) => names).sort()).toEqual([...checkNames].sort())
  for (const { scope, names } of declared) expect(checkNamed(names[0] ?? '')?.scope, names[0]).toBe(scope)
})

describe.each(checkNames)('%s', (name) => {
  const check = checkNamed(name)
  it('finds something, as grave as it declares or less, and holds bars only if it declares so', () => {
    const found = foundBy(name)
    expect(found.length).toBeGreaterThan(0)
    const weights = ['info', 'warn', 'error']
    for (const { severity, holds } of found) {
      expect(weights.indexOf(severity)).toBeLessThanOrEqual(weights.indexOf(check?.severity ?? 'info'))
      if (holds !== null) expect([check?.holds, severity]).not.toContain('nothing')
      if (holds !== null) expect(severity).toBe('error')
    }
    expect(found.some(({ holds }) => holds !== null)).toBe(check?.holds !== 'nothing')
    // What spans a history without being about all of it marks nothing: its sessions have findings of their own.
    if (name !== 'RESTATE_MIXED') expect(check?.about.length).toBeGreaterThan(0)
  })

  it('says in both languages what it found, with the same numbers, and what it expects', () => {
    for (const found of foundBy(name)) {
      const [english, indonesian] = [checkEn, checkId].map(({ sentences }, at) =>
        tell(found, sentences, makeFormat(at === 0 ? 'en-GB' : 'id-ID').evidence),
      )
      expect(english?.observed).toBeTruthy()
      // Grouping and decimals differ by language, the digits do not.
      expect(numbers(indonesian?.observed ?? '')).toEqual(numbers(english?.observed ?? ''))
      expect(indonesian?.expects == null ? [] : numbers(indonesian.expects)).toEqual(numbers(english?.expects ?? ''))
      const said = inEnglish(found)
      expect(said.observed).not.toMatch(/undefined|null null|NaN|\[object/)
      expect(`${said.observed} ${said.expected ?? ''}`).not.toMatch(/\b1 (sessions|bars|rows)\b/)
    }
    for (const { says, rules } of [checkEn, checkId]) expect([says[name], rules[name]].every(Boolean)).toBe(true)
    expect(checkId.says[name]).not.toBe(checkEn.says[name])
    expect(checkId.rules[name]).not.toBe(checkEn.rules[name])
  })

  it('stands in docs/data-quality.md with its evidence', () => {
    const table = docs.slice(docs.indexOf('## Evidence'))
    for (const { evidence } of foundBy(name)) {
      const line = table.split('\n').find((row) => row.startsWith(`| \`${name}\` | \`${evidence.kind}\` |`))
      expect(line, `${name} ${evidence.kind}`).toBeDefined()
      const told = [...((line ?? '').split('|')[3]?.matchAll(/`(\w+)`/g) ?? [])].map(([, value]) => value)
      expect(told).toEqual(Object.keys(evidence.values))
    }
    expect(docs.slice(0, docs.indexOf('## Evidence'))).toMatch(new RegExp(`(?<![A-Z_])${name}(?![A-Z_])`))
  })
})
