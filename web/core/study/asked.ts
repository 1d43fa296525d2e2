/** Keys of the address that are of the form of a study. */
export const formKeyNames = [
  'tickers',
  'benchmark',
  'convert',
  'families',
  'tags',
  'from',
  'to',
  'find',
  'proposed',
  'model',
  'returns',
  'estimation',
  'window',
  'windows',
  'level',
  'mask',
  'group',
  'robust',
  'without',
] as const
export type StudyKey = (typeof formKeyNames)[number]
/** Keys that say how its answer is looked at: they ask for nothing else. */
export const lookKeyNames = ['of', 'lines', 'sort'] as const
const studyKeys = [...formKeyNames, ...lookKeyNames]

/** What an address asks of the form, unread: only the screen of studies needs the form itself. */
export const askedOf = (query: URLSearchParams): string =>
  new URLSearchParams(
    studyKeys.flatMap((key) => {
      const value = query.get(key)
      return value === null ? [] : [[key, value]]
    }),
  ).toString()

/** The same as keys of an address: none of them is as it begins, else it were not there. */
export const askedKeys = (asked: string): readonly (readonly [key: string, value: string, isFirst: boolean])[] =>
  [...new URLSearchParams(asked)].map(([key, value]) => [key, value, false])
