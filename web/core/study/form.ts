import { isoDate } from '../../../server/market/day.ts'
import { ratePair } from '../../../server/market/exchange/ratePair.ts'
import { type ModelName, modelNames } from '../../../server/stats/models.ts'
import type { Window } from '../../../server/stats/settings.ts'
import { windowOf, windowText } from '../../../server/stats/windowText.ts'
import { askedOf, formKeyNames, type StudyKey } from './asked.ts'
import { firstLook, lookKeys, type StudyLook } from './look.ts'

export const studyGroups = ['none', 'family', 'type', 'session', 'ticker', 'expected_direction'] as const
export type StudyGroup = (typeof studyGroups)[number]
export const studyFamilies = ['governance', 'deals', 'product', 'legal', 'macro', 'earnings', 'other'] as const
export type StudyFamily = (typeof studyFamilies)[number]
export const studyLevels = ['0.1', '0.05', '0.01'] as const
export type StudyLevel = (typeof studyLevels)[number]

/** What the study page asks for; every part of it stands in the address. */
export type StudyForm = {
  readonly tickers: readonly string[]
  /** Null: the server's choice. */
  readonly benchmark: string | null
  /** Exchange rates that may bring a benchmark into its security's currency. */
  readonly convert: readonly string[]
  /** Empty: all. */
  readonly families: readonly StudyFamily[]
  readonly tags: readonly string[]
  readonly from: string | null
  readonly to: string | null
  readonly find: string
  /** Also proposed events. */
  readonly proposed: boolean
  readonly model: ModelName
  readonly log: boolean
  readonly estimation: Window
  readonly event: Window
  readonly windows: readonly Window[]
  readonly level: StudyLevel
  readonly mask: boolean
  readonly group: StudyGroup
  readonly robust: boolean
  /** Events left out by hand. */
  readonly without: readonly string[]
}

export const firstForm: StudyForm = {
  tickers: ['MSFT'],
  benchmark: null,
  convert: [],
  families: [],
  tags: [],
  from: null,
  to: null,
  find: '',
  proposed: false,
  model: 'market',
  log: false,
  estimation: [-260, -11],
  event: [-10, 10],
  windows: [
    [0, 0],
    [0, 1],
    [-1, 1],
    [0, 5],
    [-5, 5],
    [-10, 10],
  ],
  level: '0.05',
  mask: false,
  group: 'none',
  robust: false,
  without: [],
}

export const windowsText = (windows: readonly Window[]): string => windows.map(windowText).join(', ')

/** Windows as a reader writes them; null when one of them is none. */
export function windowsOf(text: string): readonly Window[] | null {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  const windows = parts.flatMap((part) => {
    const window = windowOf(part.trim().replaceAll('−', '-'))
    return window === null ? [] : [window]
  })
  return windows.length > 0 && windows.length === parts.length && windows.length <= 20 ? windows : null
}

/** Words separated by commas. */
export const listOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]

/** Exchange rates as a reader writes them; null when one of them is none. */
export function ratesOf(text: string): readonly string[] | null {
  const rates = listOf(text.toUpperCase())
  return rates.length <= 20 && rates.every((rate) => ratePair(rate) !== null) ? rates : null
}

/** Every key of the form in an address with its value, and whether it is as it begins. */
export function formKeys(form: StudyForm): readonly (readonly [key: StudyKey, value: string, isFirst: boolean])[] {
  const written = writtenForm(form)
  const first = writtenForm(firstForm)
  return formKeyNames.map((key) => [key, written[key], written[key] === first[key]])
}

/** The form, and how its answer is looked at, as an address writes them; what is as it begins is left out. */
export const askedBy = (form: StudyForm, look: StudyLook = firstLook): string =>
  askedOf(
    new URLSearchParams(
      [...formKeys(form), ...lookKeys(look)].flatMap(([key, value, isFirst]) => (isFirst ? [] : [[key, value]])),
    ),
  )

const writtenForm = (form: StudyForm): Readonly<Record<StudyKey, string>> => ({
  tickers: form.tickers.join(','),
  benchmark: form.benchmark ?? '',
  convert: form.convert.join(','),
  families: form.families.join(','),
  tags: form.tags.join(','),
  from: form.from ?? '',
  to: form.to ?? '',
  find: form.find,
  proposed: form.proposed ? '1' : '',
  model: form.model,
  returns: form.log ? 'log' : '',
  estimation: windowText(form.estimation),
  window: windowText(form.event),
  windows: windowsText(form.windows).replaceAll(' ', ''),
  level: form.level,
  mask: form.mask ? '1' : '',
  group: form.group,
  robust: form.robust ? '1' : '',
  without: form.without.join(','),
})

/** The form that an address asks for. Unreadable values are as if they were not there. */
export function parseForm(asked: string): StudyForm {
  const query = new URLSearchParams(asked)
  const text = (key: string) => query.get(key) ?? ''
  const one = <T extends string>(key: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => value === query.get(key)) ?? otherwise
  const list = (key: string, otherwise: readonly string[]) => (query.has(key) ? listOf(text(key)) : otherwise)
  return {
    tickers: list('tickers', firstForm.tickers).slice(0, 50),
    benchmark: text('benchmark') || null,
    convert: ratesOf(text('convert')) ?? [],
    families: studyFamilies.filter((family) => listOf(text('families')).includes(family)),
    tags: listOf(text('tags')).slice(0, 20),
    from: isoDate(text('from')),
    to: isoDate(text('to')),
    find: text('find').slice(0, 200),
    proposed: text('proposed') === '1',
    model: one('model', modelNames, firstForm.model),
    log: text('returns') === 'log',
    estimation: windowOf(text('estimation')) ?? firstForm.estimation,
    event: windowOf(text('window')) ?? firstForm.event,
    windows: windowsOf(text('windows')) ?? firstForm.windows,
    level: one('level', studyLevels, firstForm.level),
    mask: text('mask') === '1',
    group: one('group', studyGroups, firstForm.group),
    robust: text('robust') === '1',
    without: listOf(text('without')),
  }
}

/** The form as a study spec: docs/study-spec.md. */
export function specOf(form: StudyForm): Readonly<Record<string, unknown>> {
  return {
    settings: {
      model: form.model,
      returnType: form.log ? 'log' : 'simple',
      estimation: form.estimation,
      event: form.event,
      windows: form.windows,
      alpha: Number(form.level),
      estimationMask: form.mask ? 'events' : 'none',
    },
    tickers: form.tickers,
    ...(form.benchmark === null ? {} : { benchmark: form.benchmark }),
    ...(form.convert.length === 0 ? {} : { convert: form.convert }),
    events: {
      ...(form.families.length === 0 ? {} : { family: form.families }),
      ...(form.tags.length === 0 ? {} : { tags: form.tags }),
      ...(form.from === null ? {} : { from: form.from }),
      ...(form.to === null ? {} : { to: form.to }),
      ...(form.find === '' ? {} : { q: form.find }),
      ...(form.without.length === 0 ? {} : { except: form.without }),
      status: form.proposed ? 'any' : 'confirmed',
    },
    group: form.group,
    robustness: form.robust,
  }
}
