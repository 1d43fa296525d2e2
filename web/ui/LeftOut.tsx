import { leftOutState } from '../state/leftOut.ts'
import { usePage, useWords } from './page.ts'

/** Says of a file that was dropped with others which of them are not looked at. @param file its name */
export function LeftOut({ file }: { readonly file: string }) {
  const left = leftOutState(usePage()).value
  return left === null || left.file !== file ? null : <Told {...left} />
}

/** Its words are here once files were dropped. */
function Told({ file, others }: { readonly file: string; readonly others: readonly string[] }) {
  return <p class="caution">{useWords('events').oneAtATime(file, others.join(', '))}</p>
}
