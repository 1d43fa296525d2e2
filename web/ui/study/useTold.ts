import { useFormat, useWords } from '../page.ts'
import { useStudy } from './useStudy.ts'

/** What is studied, in a line. */
export function useTold(): string {
  const text = useWords('study')
  const { models } = useWords('page')
  const write = useFormat()
  const { form, file } = useStudy()
  const { tickers, families, tags, find, model, from, to } = form.value
  if (file.value !== null) return file.value.name
  const words = [
    tickers.join(', '),
    families.map((family) => text.familyNames[family]).join(', '),
    tags.join(', '),
    find,
    from === null && to === null
      ? ''
      : `${from === null ? '…' : write.date(from)} – ${to === null ? '…' : write.date(to)}`,
    models[model],
  ]
  return words.filter((part) => part !== '').join(' · ')
}
