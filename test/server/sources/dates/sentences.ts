import { readFileSync } from 'node:fs'
import type { DateLanguage } from '../../../../server/sources/dates/languages.ts'
import { type Anchor, type DateMention, findDates } from '../../../../server/sources/dates.ts'
import type { DateOrder } from '../../../../server/sources/eventFile/time.ts'

/** Weekdays: no set has a holiday between the days that it counts. */
export const isSession = (day: number): boolean => (day + 3) % 7 < 5

export interface Expected {
  readonly text: string
  readonly from: string
  readonly to: string
  /** A moment in UTC; it decides then, not the days. */
  readonly instant?: string | undefined
}

export interface Sentence {
  readonly text: string
  readonly language: DateLanguage
  readonly reference: string
  readonly zone: string
  readonly dateOrder: DateOrder | null
  readonly anchors: readonly Anchor[]
  readonly expected: readonly Expected[]
}

/** Sentences of test/fixtures/dates, whose head says their form: the first set, and five that were written apart from the rules. */
export function sentencesOf(language: DateLanguage): readonly Sentence[] {
  const found: Sentence[] = []
  let [reference, zone, order] = ['', '', '']
  let anchors: Anchor[] = []
  const sets = ['', '-second', '-third', '-fourth', '-fifth', '-sixth'].map((set) =>
    readFileSync(`test/fixtures/dates/${language}${set}.txt`, 'utf8'),
  )
  for (const line of sets.join('\n').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('> ')) {
      ;[reference = '', zone = '', order = ''] = line.slice(2).split(' ')
      anchors = []
    } else if (line.startsWith('@ ')) {
      const [head = '', names = ''] = line.slice(2).split(' : ')
      const [id = '', date = ''] = head.split(' = ')
      const [label = '', ...aliases] = names.split('; ')
      anchors.push({ id, date, label, aliases })
    } else {
      const [text = '', ...rest] = line.split(/ \|(?: |$)/)
      const expected = rest.filter((part) => part !== '').map(expectedOf)
      found.push({
        text,
        language,
        reference,
        zone,
        dateOrder: order === '' ? null : (order as DateOrder),
        anchors,
        expected,
      })
    }
  }
  return found
}

function expectedOf(part: string): Expected {
  const [text = '', value = ''] = part.split(' = ')
  if (value.includes('T')) return { text, from: '', to: '', instant: value }
  const [from = '', to = from] = value.split('..')
  return { text, from, to }
}

/** The answer to a sentence, beside what was expected, by the rules of the case file: overlap, and equal time. */
export function scored({ text, expected, ...rules }: Sentence): {
  readonly exact: boolean
  readonly right: number
  readonly mentions: readonly DateMention[]
} {
  const mentions = findDates(text, { ...rules, isSession })
  const left = new Set(expected)
  let right = 0
  for (const { start, end, from, to, instant } of mentions)
    for (const one of left) {
      const at = text.indexOf(one.text)
      if (at < 0) throw new Error(`The sentence "${text}" does not hold "${one.text}"`)
      const isSame = one.instant === undefined ? from === one.from && to === one.to : instant === one.instant
      if (start >= at + one.text.length || end <= at || !isSame) continue
      left.delete(one)
      right++
      break
    }
  return { exact: right === mentions.length && left.size === 0, right, mentions }
}
