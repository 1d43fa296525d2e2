import { ABSENT } from '../../core/format.ts'
import { evidenceOf } from '../../core/ticker/evidence.ts'
import { checkWords } from '../../i18n/checkText.ts'
import { format } from '../../i18n/format.ts'

/** Decimals that a number was written with, at most six. */
const decimalsOf = (text: string): number => Math.min(6, /\.(\d+)$/.exec(text)?.[1]?.length ?? 0)

/** What a check found, in the reader's numbers and words; a text that has neither stays English and says so. */
export function Evidence({ text }: { readonly text: string }) {
  const { fields, told, nothing } = checkWords.value
  const write = format.value
  const evidence = evidenceOf(text)
  switch (evidence.kind) {
    case 'values':
      return (
        <>
          {evidence.values
            .map(({ field, value }) => {
              const written = field === 'volume' ? write.plain(value, 0) : write.price(value)
              return `${fields[field]} ${written === ABSENT ? nothing : written}`
            })
            .join(', ')}
        </>
      )
    case 'told':
      return (
        <>
          {told[evidence.as](
            ...evidence.numbers.map((number) =>
              number.includes(':') ? number : write.plain(Number(number), decimalsOf(number)),
            ),
          )}
        </>
      )
    case 'words':
      return <span lang="en">{evidence.text}</span>
  }
}

/** What a check expects: its rule, and the value it stood for here where there is one. */
export function Expectation({ check, text }: { readonly check: string; readonly text: string | null }) {
  const rule = checkWords.value.rules[check]
  // Numbers or a name of this case; other words only repeat the rule.
  const own = text !== null && (rule === undefined || evidenceOf(text).kind !== 'words' || /\d|: /.test(text))
  return (
    <>
      {rule}
      {rule !== undefined && own && ' ('}
      {own && text !== null && <Evidence text={text} />}
      {rule !== undefined && own && ')'}
    </>
  )
}
