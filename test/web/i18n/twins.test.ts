import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { failures } from '../../../server/verbs/failures.ts'
import { en } from '../../../web/i18n/en/catalogues.ts'
import { id } from '../../../web/i18n/id/catalogues.ts'
import { faults } from '../../../web/i18n/id/faults.ts'
import { refusals } from '../../../web/i18n/id/refusals.ts'
import { relations } from '../../../web/i18n/id/relations.ts'
import { catalogue as study } from '../../../web/i18n/id/study.ts'
import type { Part } from '../../../web/i18n/words.ts'

const root = join(import.meta.dirname, '../../..')
const filesUnder = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(join(root, folder, name), 'utf8')] as const)

type Leaf = readonly [path: string, value: unknown]
/** Every word of a catalogue with where it stands; what a word takes is filled in with its place. */
function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (typeof value === 'object' && value !== null && path !== 'methods.blocks')
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`))
  return [[path, value]]
}

/** Words that are the same in both languages: names, symbols, words that Indonesian took over. */
const isSame = (word: string): boolean =>
  !/[a-z]{3}/i.test(word) ||
  // Symbols of exchanges and of the field.
  /^[A-Z0-9^.=-]+$/.test(word) ||
  // biome-ignore format: a list of words
  new Set([
    'Data', 'Model', 'Media', 'Total', 'Volume', 'Volatil', 'Log', 'CAR', 'CAAR', 'Median', 'Dimson', 'Scholes-Williams',
    'Carhart', 'BMP, Kolari-Pynnonen', 'CSV', 'PNG', 'SVG', 'JSON', 'YTD', 'UTC', 'New York', 'Status', 'Format', 'Tag',
    'Token', 'Ticker', 'volume', 'Interval', 'interval', 'total', 'raw', 'split', 'CAPM', 'Panel', 'Vol', 'final', 'Home End', 'Enter', 'Esc', 'Yahoo', 'Yahoo Finance', 'Grafana', 'iCalendar', 'EventStudyTools',
    'MSFT ^GSPC OPENAI:investee', 'Ctrl Z',
  ]).has(word)

describe('the words of the page', () => {
  const parts = Object.keys(en) as readonly Part[]
  it.each(parts)('%s has a twin for every word, none of which is left in English', async (part) => {
    const [english, indonesian] = await Promise.all([en[part](), id[part]()])
    const [words, twins] = [leavesOf(english.catalogue, part), new Map(leavesOf(indonesian.catalogue, part))]
    // Sentences a code stand in other languages only: the server tells them in English.
    const paths = words
      .map(([path]) => path)
      .filter((path) => !/^(methods\.blocks|page\.format|check\.sentences)/.test(path))
    expect(paths.filter((path) => !twins.has(path))).toEqual([])
    const left = words.filter(
      ([path, word]) =>
        typeof word === 'string' && twins.get(path) === word && !isSame(word) && !path.endsWith('.kind'),
    )
    expect(left).toEqual([])
  })

  it('no number parts from its percent sign at the end of a line', () => {
    const parted = filesUnder('web/i18n', '.ts').flatMap(([name, text]) =>
      text
        .split('\n')
        .filter((line) => /[\d}] %/.test(line) && !/^\s*(\/?\*|\/\/)/.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    )
    expect(parted).toEqual([])
  })
  it('every code of a fault, of a refusal and every shipped relation has an Indonesian sentence', () => {
    const server = filesUnder('server', '.ts')
    const codes = new Set(
      server.flatMap(([name, text]) =>
        name.startsWith('study/') ? [] : [...text.matchAll(/'([EW]_[A-Z_]+)'/g)].map(([, code]) => code),
      ),
    )
    const ofPrices = server.flatMap(([name, text]) =>
      name.startsWith('sources/priceFile/')
        ? [...text.matchAll(/'((?:BAR|RESP)_[A-Z_]+)'/g)].map(([, code = '']) => code)
        : [],
    )
    expect(ofPrices.filter((code) => !(code in faults))).toEqual([])
    expect([...codes].filter((code) => code !== undefined && !(code in faults))).toEqual([])
    const ofSpecs = new Set(
      server.flatMap(([name, text]) =>
        name.startsWith('study/') ? [...text.matchAll(/'(E_[A-Z_]+)'/g)].map(([, code = '']) => code) : [],
      ),
    )
    expect([...ofSpecs].filter((code) => !(code in study.specWhy))).toEqual([])
    expect(Object.keys(failures).filter((code) => code !== 'E_…' && !(code in refusals))).toEqual([])
    const rows = parse(readFileSync(join(root, 'db/sample/relations.csv')), { columns: true }) as { reason: string }[]
    expect(rows.map(({ reason }) => reason).filter((reason) => reason !== '' && !(reason in relations))).toEqual([])
  })

  it('stands in the catalogues and not in components: no text of JSX, no label, title or placeholder is a word', () => {
    const said = filesUnder('web', '.tsx')
      .filter(([name]) => !name.startsWith('dist'))
      .flatMap(([name, text]) => saidIn(parseAst(text, { lang: 'tsx' })).map((word) => `${name}: ${word}`))
    // Names: of the product, of forms of files, of figures that have the same letters everywhere; what a terminal is told.
    const names = /: (Aftershock|CSV|JSON|PNG|SVG|AAR|CAAR|CAR|UTC|npm run study -- SPEC\.json)$/
    expect(said.length).toBeGreaterThan(5)
    expect(said.filter((each) => !names.test(each))).toEqual([])
  })
})

type Node = { readonly type: string; readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** Attributes that are read or heard. */
const heard: ReadonlySet<unknown> = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label'])
const isWord = (text: string) => /[A-Za-z]{3,}/.test(text)

/** Words that a component says itself: between tags, and in attributes that are read or heard. */
function saidIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(saidIn)
  if (!isNode(node)) return []
  if (node.type === 'JSXText') return isWord(String(node.value)) ? [String(node.value).trim()] : []
  if (node.type === 'JSXAttribute' && isNode(node.name) && !heard.has(node.name.name))
    return isNode(node.value) && node.value.type === 'Literal' ? [] : saidIn(node.value)
  if (node.type === 'JSXAttribute' && isNode(node.value) && node.value.type === 'Literal')
    return isWord(String(node.value.value)) ? [String(node.value.value)] : []
  if (node.type === 'JSXExpressionContainer' && isNode(node.expression) && node.expression.type === 'Literal')
    return typeof node.expression.value === 'string' && isWord(node.expression.value) ? [node.expression.value] : []
  return Object.values(node).flatMap(saidIn)
}
