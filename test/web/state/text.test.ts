import { effect, signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../../web/core/languages.ts'
import { catalogues } from '../../../web/i18n/catalogues.ts'
import type { Catalogues, Part } from '../../../web/i18n/words.ts'
import { makeText } from '../../../web/state/text.ts'
import { settle, until } from './madeWindow.ts'

const parts = Object.keys(catalogues.en) as readonly Part[]

describe('makeText', () => {
  it('words() refuses to write before its part is loaded', async () => {
    const { words, load } = makeText(signal<Language>('en'), catalogues)
    expect(() => words('page')).toThrow('"page"')
    await load('page')
    expect(words('page').chart).toBe('Chart')
    expect(() => words('study')).toThrow('"study"')
  })
  it('words and numbers change together, when the words are there', async () => {
    const wanted = signal<Language>('en')
    const { spoken, words, format, load } = makeText(wanted, catalogues)
    await load('page')
    await load('study')
    const seen: unknown[] = []
    effect(() => {
      seen.push([spoken.value, words('page').chart, words('study').title, format.value.price(1234.5)])
    })
    wanted.value = 'id'
    await until(() => spoken.value === 'id')
    expect(seen).toEqual([
      ['en', 'Chart', 'Event study', '1,234.50'],
      ['id', 'Grafik', 'Studi peristiwa', '1.234,50'],
    ])
  })
  it('of two changes in a row the last one holds, whichever arrives first', async () => {
    const arrivals: (() => void)[] = []
    const late: Catalogues = {
      ...catalogues.id,
      page: () => new Promise((done) => arrivals.push(() => done(catalogues.id.page()))),
    }
    const wanted = signal<Language>('en')
    const { spoken, load } = makeText(wanted, { ...catalogues, id: late })
    await load('page')
    wanted.value = 'id'
    wanted.value = 'en'
    await settle()
    for (const arrive of arrivals) arrive()
    await settle()
    expect(spoken.value).toBe('en')
  })
  it('load() during a change of language gives the part in both', async () => {
    const wanted = signal<Language>('en')
    const { spoken, words, load } = makeText(wanted, catalogues)
    await load('page')
    wanted.value = 'id'
    await load('data')
    expect(words('data').start).toBe(spoken.value === 'id' ? 'Mulai' : 'Start')
    await until(() => spoken.value === 'id')
    expect(words('data').start).toBe('Mulai')
  })
  it.each(parts)('every language has the words of "%s"', async (part) => {
    const [en, id] = await Promise.all([catalogues.en[part](), catalogues.id[part]()])
    expect(Object.keys(id.catalogue).sort()).toEqual(Object.keys(en.catalogue).sort())
  })
})
