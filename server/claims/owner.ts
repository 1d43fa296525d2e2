import { clauseBefore } from './aside.ts'
import { directionAt, moveVerbs } from './speech.ts'

/** A name of a sentence that stands for a ticker, with its place in the sentence. */
export interface NamedHere {
  readonly symbol: string
  readonly isSubject: boolean
  readonly start: number
  readonly end: number
}

/** Whose figure it is: a ticker, a name that nobody knows, or what the sentence as a whole is about. */
export type Owner =
  | { readonly kind: 'ticker'; readonly symbol: string }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'sentence' }

/** Words of a clause that say nothing of whose figure it is: when, how and where. */
const plain = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
   october november december jan feb mar apr jun jul aug sep sept oct nov dec senin selasa rabu kamis jumat sabtu minggu
   januari februari maret mei juni juli agustus oktober desember wall street nyse
   a an the its their his this that these which who it they he she on in at by for from of to up with as when than then also
   had has have having was were is are been being did do does will would could may might not never again later earlier
   already still even just only once more less about around nearly almost some over after before during while and or but
   close closed closing end ended ending finish finished settled opened trading traded trade day session week month year
   early late morning afternoon today yesterday regular another third second first straight row record another
   inc corp corporation co ltd plc tbk pt persero ceo respectively both each total part much little changed so far
   next broader wider biggest largest best worst hit touched
   yang telah sudah sempat kembali ditutup dibuka diperdagangkan pada di ke dari dengan untuk dan atau tetapi hingga sampai
   perdagangan hari sesi pekan bulan tahun kemarin ini itu tersebut juga lagi masih akan bisa tidak belum lebih kurang
   sekitar hampir sebesar setelah sebelum saat ketika karena ia mereka bahwa adalah menjadi dalam kemudian sehari dua tiga
   harga nilai volume price prices value points poin analysts analis menurut sebanyak s us usd rp`.split(/\s+/),
)
/** Words that stand for the share or company that the sentence is about, or for its index. */
const carriers =
  /^(shares?|stocks?|sahamnya|saham|company|firm|group|giant|maker|perusahaan|perseroan|emiten|raksasa|index|indeks|benchmark|patokan|market)$/i
const venue = /\b(?:on|in|di|at) (?:the )?(?:Nasdaq|NYSE|New York|Wall Street|Bursa \p{Lu}\p{L}*)/gu
/** What follows a figure and tells whose it is: "a 0.7% gain for the S&P 500", "kenaikan 0,7% S&P 500". */
const after =
  /^\s*(?:(?:gain|rise|advance|jump|loss|fall|drop|decline|slide)\s+)?(?:(?:for|in|of|by|di|pada|oleh|untuk)\s+)?(?:the\s+|indeks\s+|index\s+)?(\p{Lu}[\p{L}\p{N}&.'’-]*)/u

/**
 * Whose figure stands at a place, told by the name nearest before the verb of its own clause, or by the one right
 * after it. A clause without a name is about what the sentence is about.
 */
export function ownerAt(text: string, start: number, end: number, named: readonly NamedHere[]): Owner {
  const follows = after.exec(text.slice(end, end + 60))
  if (follows !== null) {
    const at = end + follows[0].length - (follows[1]?.length ?? 0)
    const known = named.find((one) => one.isSubject && one.start <= at && one.end > at)
    if (known !== undefined) return { kind: 'ticker', symbol: known.symbol }
  }
  const clause = clauseBefore(text, start)
  const from = start - clause.length
  const verb = lastVerb(clause)
  const region = clause.slice(0, verb ?? clause.length).replaceAll(venue, (match) => ' '.repeat(match.length))
  let owner: Owner = { kind: 'sentence' }
  let other: string | null = null
  for (const match of region.matchAll(/[\p{L}\p{N}][\p{L}\p{N}&.-]*/gu)) {
    const at = from + match.index
    const name = named.find((one) => one.start <= at && one.end > at)
    const word = match[0].replace(/[.-]+$/, '')
    if (name?.isSubject === true) [owner, other] = [{ kind: 'ticker', symbol: name.symbol }, null]
    else if (named.some(({ symbol }) => symbol === word)) continue
    else if (carriers.test(word)) {
      // "The tech giant's shares" are of the sentence, "Zoom shares" are not.
      if (other !== null && !/^\p{Lu}/u.test(other)) other = null
    } else if (!plain.has(word.toLowerCase()) && !/^\d/.test(word) && (verb !== null || /^\p{Lu}/u.test(word)))
      other ??= word
  }
  return other === null ? owner : { kind: 'unknown', name: other }
}

/** Where the last verb of a move begins; null without one. */
function lastVerb(clause: string): number | null {
  let at: number | null = null
  for (const match of clause.matchAll(new RegExp(moveVerbs.source, 'giu'))) at = match.index
  return at
}

/** The direction that the figure's own clause gives it; a clause that only names somebody takes it from the one before. */
export function ownDirection(
  text: string,
  start: number,
  end: number,
  named: readonly NamedHere[],
): 'down' | 'up' | null {
  const clause = clauseBefore(text, start)
  const from = start - clause.length
  const own = directionAt(clause + text.slice(start, end + 20), clause.length, clause.length + end - start)
  if (own !== null && (lastVerb(clause) !== null || isSaidAfter(text, end))) return own
  const rest = [...clause.matchAll(/[\p{L}][\p{L}&.-]*/gu)].filter((match) => {
    const at = from + match.index
    return !named.some((one) => one.start <= at && one.end > at) && !plain.has(match[0].toLowerCase())
  })
  return rest.length === 0 ? directionAt(text.slice(0, start), start) : null
}

const isSaidAfter = (text: string, end: number): boolean =>
  /^\s*(?:gain|rise|jump|advance|higher|lebih tinggi|loss|fall|drop|decline|slide|lower|lebih rendah)\b/i.test(
    text.slice(end, end + 20),
  )
