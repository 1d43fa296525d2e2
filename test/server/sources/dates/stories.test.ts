import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DateLanguage } from '../../../../server/sources/dates/languages.ts'
import { type DateMention, findDates } from '../../../../server/sources/dates.ts'

const folder = 'test/fixtures/articles/stories'
const shown = ({ instant, from, to }: DateMention): string => instant ?? (from === to ? from : `${from}..${to}`)

describe('dates of whole articles', () => {
  it.each(readdirSync(folder).filter((file) => file.endsWith('.txt')))('%s', (file) => {
    const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').split('\n')
    const [, reference = '', language = ''] = /^> (\S+) (en|id)$/.exec(head) ?? []
    const marked = (marks: RegExp) => lines.filter((line) => marks.test(line)).map((line) => line.slice(2).split(' | '))
    const found = findDates(
      lines
        .filter((line) => !/^[=+!?] /.test(line))
        .join('\n')
        .trim(),
      {
        language: language as DateLanguage,
        reference,
        zone: language === 'id' ? 'Asia/Jakarta' : 'America/New_York',
        dateOrder: null,
        anchors: [],
      },
    )
    // What is not decided, or is known to be read otherwise, counts neither way.
    const open = new Set(marked(/^[?!] /).map(([span]) => span))
    const gold = marked(/^[=+] /)
    const named = (text: string, span: string) => text.includes(span) || span.includes(text)
    expect(
      gold.filter(([span = '', value]) => !found.some((one) => shown(one) === value && named(one.text, span))),
    ).toEqual([])
    expect(
      found
        .filter((one) => !open.has(one.text) && !gold.some(([span = '']) => named(one.text, span)))
        .map(({ text }) => text),
    ).toEqual([])
  })
})
