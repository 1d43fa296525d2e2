import type { Writer } from '../../server/checks/sentence.ts'

const fields = ['open', 'high', 'low', 'close', 'volume', 'adjusted'] as const

/** `open 1, high 2, …, volume none`: a bar as it was delivered, or as it was stored before. */
export const replacedBar = (
  values: Readonly<Record<string, number | null>>,
  suffix: '' | 'Stored',
  names: Readonly<Record<(typeof fields)[number] | 'none', string>>,
  write: Writer,
): string =>
  fields
    .map((field) => {
      const value = values[`${field}${suffix}`] ?? null
      const written = value === null ? names.none : field === 'volume' ? write.count(value) : write.exact(value)
      return `${names[field]} ${written}`
    })
    .join(', ')
