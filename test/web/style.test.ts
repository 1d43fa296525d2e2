import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', 'web')
const filesOf = (ending: RegExp) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ending.test(file) && !file.startsWith('dist'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

const sheets = filesOf(/\.css$/).map(({ file, text }) => ({ file, text: text.replaceAll(/\/\*[\s\S]*?\*\//g, '') }))
const screens = sheets.filter(({ file }) => file.startsWith('ui/'))
const sources = filesOf(/\.tsx?$/)

/** Lines that select and not declare. */
const selectors = (text: string) => text.split('\n').filter((line) => !/:.*;\s*$/.test(line) && !/^\s*@/.test(line))
const classesIn = (text: string) =>
  selectors(text)
    .flatMap((line) => line.match(/\.-?[a-z][\w-]*/g) ?? [])
    .map((name) => name.slice(1))
const styled = new Set(sheets.flatMap(({ text }) => classesIn(text)))

/** Words of attributes that name classes, as they stand or as one of several. */
const worn = new Set(
  sources
    .flatMap(({ text }) => [...text.matchAll(/class=(?:"([^"]*)"|\{([^\n]*)\})/g)])
    .flatMap(([, plain, chosen]) =>
      (plain ?? [...(chosen ?? '').matchAll(/['`]([^'`]*)['`]/g)].map(([, words]) => words).join(' ')).split(
        /[\s${}]+/,
      ),
    )
    .filter((word) => /^[a-z][\w-]*[a-z0-9]$/.test(word)),
)

/** What the rule around a place declares itself, without the rules nested in it. */
function declarationsAround(text: string, at: number): string {
  const outside = (part: string) => {
    let flat = part
    while (/\{[^{}]*\}/.test(flat)) flat = flat.replaceAll(/[^{};]*\{[^{}]*\}/g, '')
    return flat
  }
  const before = outside(text.slice(0, at))
  const after = outside(text.slice(at))
  return before.slice(before.lastIndexOf('{') + 1) + after.slice(0, after.indexOf('}'))
}

describe('style sheets', () => {
  it('every class that is styled is worn: by its name, or by that of what it shows', () => {
    const all = sources.map(({ text }) => text).join('\n')
    const dead = [...styled].filter(
      (name) =>
        !worn.has(name) &&
        !new RegExp(`['"\`]${name}['"\`]`).test(all) &&
        !/^repair-(accepted|undone|proposed)$/.test(name),
    )
    expect(dead).toEqual([])
  })
  it('every class that is worn is styled, or names a table for those who look for it', () => {
    const plain = sources.flatMap(({ text }) =>
      [...text.matchAll(/class="([^"]*)"/g)].flatMap(([, words]) => words?.split(' ') ?? []),
    )
    expect([...new Set(plain)].filter((name) => !styled.has(name)).sort()).toEqual(['prices', 'tests'])
  })
  it('the sheet of a screen stands in its layer, and no word of it is another screen’s', () => {
    expect(
      screens.filter(({ text }) => !text.trimStart().startsWith('@layer screens {')).map(({ file }) => file),
    ).toEqual([])
    const owners = Map.groupBy(
      screens.flatMap(({ file, text }) =>
        [...text.matchAll(/^ {2}(\.[a-z][\w-]*)/gm)].map(([, name]) => ({ file, name: name ?? '' })),
      ),
      ({ name }) => name,
    )
    const shared = [...owners].filter(([, places]) => new Set(places.map(({ file }) => file)).size > 1)
    expect(shared.map(([name, places]) => [name, [...new Set(places.map(({ file }) => file))]])).toEqual([])
  })
  it('only sheets of controls say how a control looks', () => {
    const controls = ['action', 'toggle', 'switch', 'icon', 'pick', 'field', 'entry', 'opens']
    const looks = screens.flatMap(({ file, text }) =>
      [...text.matchAll(new RegExp(`^ {2}\\.(${controls.join('|')})\\b`, 'gm'))].map(
        ([rule]) => `${file}: ${rule.trim()}`,
      ),
    )
    expect(looks).toEqual([])
  })
  it('sizes of text and gaps are steps of the tokens', () => {
    const strays = sheets
      .filter(({ file }) => file !== 'style/tokens.css')
      .flatMap(({ file, text }) =>
        text
          .split('\n')
          .filter((line) => /^\s*(font-size|(row-|column-)?gap):/.test(line))
          .filter((line) => /\d+px/.test(line.replaceAll(/\b[01]px/g, '')))
          .map((line) => `${file}: ${line.trim()}`),
      )
    expect(strays).toEqual([])
  })
  it('what scrolls is where what is hidden but read aloud stands: else it would lengthen the page unseen', () => {
    const strays = sheets.flatMap(({ file, text }) =>
      [...text.matchAll(/overflow(?:-[xy])?: (?:auto|scroll)/g)]
        .map(({ index }) => declarationsAround(text, index))
        .filter((own) => !own.includes('position:'))
        .map((own) => `${file}: ${own.trim()}`),
    )
    expect(strays).toEqual([])
  })
  it('colours stand in the tokens alone', () =>
    expect(
      sheets
        .filter(({ file }) => file !== 'style/tokens.css')
        .flatMap(({ file, text }) =>
          [...text.matchAll(/#[0-9a-f]{3,8}\b|rgb\(/gi)].map(([colour]) => `${file}: ${colour}`),
        ),
    ).toEqual([]))
})
