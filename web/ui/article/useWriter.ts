import { useMemo } from 'preact/hooks'
import { type Writer, writerOf } from '../../core/article/writer.ts'
import { usePage } from '../page.ts'

/** What writes figures and dates of reasons in the language on screen. */
export function useWriter(): Writer {
  const { format, spoken } = usePage()
  return useMemo(() => writerOf(format.value, spoken.value), [format.value, spoken.value])
}
