import type { Window } from '../../../server/stats/settings.ts'
import { windowOf, windowText } from '../../../server/stats/windowText.ts'
import type { lookKeyNames } from './asked.ts'

/** What the rows of events can be in the order of. */
export const sortings = ['day0', 'ticker', 'car', 't', 'p'] as const
export type Sorting = (typeof sortings)[number]

/** How the answer of a study is looked at. */
export type StudyLook = {
  /** The window whose CARs are shown event by event; null: the headline. */
  readonly of: Window | null
  /** Is each event a thin line behind the average? */
  readonly lines: boolean
  readonly sort: { readonly by: Sorting; readonly descending: boolean }
}

export const firstLook: StudyLook = { of: null, lines: true, sort: { by: 'day0', descending: false } }

const written = ({ of, lines, sort }: StudyLook): Readonly<Record<(typeof lookKeyNames)[number], string>> => ({
  of: of === null ? '' : windowText(of),
  lines: lines ? '1' : '0',
  sort: `${sort.descending ? '-' : ''}${sort.by}`,
})

/** Every key of the address that says how a study is looked at, with its value, and whether it is as it begins. */
export function lookKeys(look: StudyLook): readonly (readonly [key: string, value: string, isFirst: boolean])[] {
  const first = written(firstLook)
  return Object.entries(written(look)).map(([key, value]) => [key, value, value === first[key as keyof typeof first]])
}

/** How an address asks to look. Unreadable values are as if they were not there. */
export function parseLook(asked: string): StudyLook {
  const query = new URLSearchParams(asked)
  const sort = /^(-?)(\w+)$/.exec(query.get('sort') ?? '')
  const by = sortings.find((each) => each === sort?.[2])
  return {
    of: windowOf(query.get('of') ?? ''),
    lines: query.get('lines') !== '0',
    sort: by === undefined ? firstLook.sort : { by, descending: sort?.[1] === '-' },
  }
}
