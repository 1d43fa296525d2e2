import type { Format } from '../../core/format.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { modelNameOf } from '../../core/study/modelName.ts'
import type { Words } from '../../i18n/words.ts'
import { headlineOf } from './finding.ts'
import type { StudyAnswer } from './study.ts'

/** Where the prices of a ticker come from. */
export interface Origin {
  readonly ticker: string
  readonly bars: readonly {
    readonly interval: string
    readonly source: string | null
    readonly retrieved_at: string | null
  }[]
}

/** Events left out that are told one by one. */
const MOST = 12

/**
 * How a study was made, as a paragraph for a paper: sample, estimator, windows, tests, result, who was left out and why,
 * sources and versions.
 *
 * @param origins of the stored tickers
 */
export function methodsParagraph(
  answer: StudyAnswer,
  origins: readonly Origin[],
  leftByHand: number,
  { text, reasons }: { readonly text: Words['study']; readonly reasons: Readonly<Record<string, string>> },
  write: Format,
): string {
  const say = text.paragraph
  const whole = (value: number) => write.plain(value, 0)
  const { settings } = answer.spec
  const { single, excluded } = answer
  const days = single.map(({ day0 }) => day0).toSorted()
  const distinct = (names: readonly (string | null)[]) => [
    ...new Set(names.flatMap((name) => (name === null ? [] : [name]))),
  ]
  const tickers = distinct(single.map(({ ticker }) => ticker))
  const benchmarks = distinct(single.map(({ market }) => market))
  const name = modelNameOf(settings)
  const observations = single.map(({ model }) => model.M).toSorted((a, b) => a - b)
  const [first, last] = [days[0], days.at(-1)]
  const estimated = {
    model: name === null ? say.factors(settings.factors.join(', ')) : say.models[name],
    benchmarks: settings.model === 'factors' || settings.model === 'mean' ? '' : benchmarks.join(', '),
    returns: settings.returnType === 'log' ? text.log : text.simple,
    estimation: sessionsText(...settings.estimation),
    M: whole(observations[Math.floor((observations.length - 1) / 2)] ?? 0),
  }
  const headline = headlineOf(answer)
  const confounded = single.filter((event) => event.confounded).length
  const because = excluded
    .slice(0, MOST)
    .map(
      ({ id, ticker, day0, reason }) =>
        `${id} (${ticker}${day0 === null ? '' : `, ${write.date(day0)}`}): ${reasons[reason] ?? reason}`,
    )
  const used = new Set([...tickers, ...benchmarks])
  // A study is one of daily bars, wherever those of other lengths came from.
  const known = origins.flatMap(({ ticker, bars }) =>
    bars.flatMap(({ interval, source, retrieved_at }) =>
      used.has(ticker) && interval === '1d' && source !== null && retrieved_at !== null
        ? [say.priced(ticker, source, write.date(retrieved_at))]
        : [],
    ),
  )
  return [
    first === undefined || last === undefined
      ? ''
      : say.sample({
          count: whole(single.length),
          tickers: tickers.join(', '),
          from: write.date(first),
          to: write.date(last),
        }),
    settings.model === 'market-adjusted' || settings.model === 'mean'
      ? say.adjusted(estimated)
      : say.estimated(estimated),
    settings.estimationMask === 'none' ? '' : say.masked,
    say.windows(settings.windows.map((window) => sessionsText(...window)).join(', ')),
    headline === null ? say.untested(whole(single.length)) : say.tests(write.level(settings.alpha)),
    headline === null
      ? ''
      : say.result({
          window: sessionsText(headline.from, headline.to),
          caar: write.percent(headline.mean),
          t: write.statistic(headline.tKp),
          p: write.p(headline.pKp),
          rank: write.statistic(headline.grankT),
          rankP: write.p(headline.grankTP),
        }),
    confounded === 0 ? '' : say.shared(whole(confounded), whole(single.length)),
    excluded.length === 0
      ? say.noneLeft
      : say.left(
          whole(excluded.length),
          [...because, ...(excluded.length > MOST ? [say.more(whole(excluded.length - MOST))] : [])].join('; '),
        ),
    leftByHand === 0 ? '' : say.byHand(whole(leftByHand)),
    'series' in answer.spec ? say.inline : known.length === 0 ? '' : say.prices(known.join('; ')),
    say.computed(answer.version, answer.data_version, answer.data_hash.slice(0, 16)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}
