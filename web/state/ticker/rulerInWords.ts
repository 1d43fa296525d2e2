import type { Format } from '../../core/format.ts'
import type { Between } from '../../core/ticker/between.ts'
import type { Words } from '../../i18n/words.ts'

type Telling = {
  readonly text: Words['hands']
  readonly page: Words['page']
  readonly write: Format
  /** Are the bars sessions? */
  readonly daily: boolean
  /** When the bar at a place is of, with its year or in brief. */
  readonly momentAt: (place: number, isBrief: boolean) => string
  readonly isBrief: boolean
}

/** What a ruler says: figures with their names, what must be known of them, and both as a sentence and in a few words. */
export type RulerTold = {
  readonly ends: string
  readonly figures: readonly { readonly name: string; readonly value: string; readonly help?: string }[]
  readonly notes: readonly string[]
  readonly sentence: string
  readonly brief: string
}

export function rulerInWords(between: Between, { text, page, write, daily, momentAt, isBrief }: Telling): RulerTold {
  const { first, last, bars, missing, held, change, days, minutes, abnormal } = between
  const ends = `${momentAt(first, isBrief)} – ${momentAt(last, isBrief)}`
  const whole = (value: number) => write.plain(value, 0)
  const count = text.bars(whole(bars), bars, daily)
  const sign = (value: number) => `${value > 0 ? '+' : ''}${write.price(value).replace('-', '−')}`
  const moved =
    change === null
      ? []
      : [
          {
            name: text.change,
            value: `${write.percent(change.fraction)} (${sign(change.price)})`,
            help: text.changeHelp,
          },
          { name: text.log, value: write.plain(change.log, 4), help: text.logHelp },
        ]
  const without = abnormal === null ? 0 : [...abnormal.without.values()].reduce((sum, each) => sum + each, 0)
  const isSummed = abnormal !== null && abnormal.awaited === 0 && abnormal.sessions > 0
  const summed = isSummed ? [{ name: text.abnormal, value: write.percent(abnormal.sum), help: text.abnormalHelp }] : []
  const figures = [
    ...moved,
    ...summed,
    { name: text.length, value: count },
    { name: text.elapsed, value: minutes === null ? text.days(whole(days)) : text.time(minutes) },
  ]
  const notes = [
    ...(change === null ? [text.noClose] : []),
    ...(held > 0 ? [text.held(whole(held))] : []),
    ...(missing > 0 ? [text.missing(whole(missing))] : []),
    ...(abnormal === null
      ? [daily ? text.noBenchmark : text.notDaily]
      : abnormal.awaited > 0
        ? [text.awaited]
        : [
            ...(without > 0
              ? [
                  text.without(
                    whole(without),
                    [...abnormal.without.keys()].map((reason) => page.reasons[reason] ?? reason).join(', '),
                  ),
                ]
              : []),
            ...(isSummed ? [text.noTest] : []),
          ]),
  ]
  const said = figures.map(({ name, value }) => `${name} ${value}`).join(', ')
  return {
    ends,
    figures,
    notes,
    sentence: `${text.ruler}, ${ends}: ${said}. ${notes.join(' ')}`,
    brief: [change === null ? text.noCloseBrief : write.percent(change.fraction), count].join(' · '),
  }
}
