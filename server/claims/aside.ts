import type { WhyCode } from './why.ts'

/** Words after which a percentage is of the business and no price, up to the next word for a share (not "75 cents a share"). */
const business =
  /\b(revenues?|sales|profits?|earnings|income|margins?|costs?|deposits?|loans?|orders?|deliveries|output|growth|dividends?|payouts?|pendapatan|penjualan|laba|keuntungan|rugi|kerugian|biaya|kredit|simpanan|produksi|pertumbuhan|dividen)\b(?!.*(?<!\b(?:an?|per|each)\s(?:lembar\s)?)\b(?:shares?|stocks?|saham(?:nya)?)\b)/is
/** Words that turn a statement round; "not only" and the like leave it as it is. */
const negated =
  /\b(?:not(?! (?:only|just|merely|least|long|far|surprisingly|unexpectedly)\b)|never|cannot|neither|nor|without|fail(?:s|ed|ing)? to|refus(?:es?|ed|ing) to|stopped short of|den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|rebut(?:s|ted)?|far from|contrary to|false(?:ly)?|untrue|instead of|rather than|(?:tidak|tak|bukan)(?! (?:hanya|cuma|sekadar|saja|lama|jauh|terduga|terbayang\w*|disangka)\b)|bukannya|bukanlah|tidaklah|belum|tanpa|gagal|enggan|urung|membantah|dibantah|bantah(?:an)?|menyangkal|disangkal|menampik|menepis|alih-alih|hoaks)\b|n['’]t\b/i
/** What may happen; the month of May is none of it. */
const possible = /\b(?:could|might|may|will|would|should|[Ii]f|[Mm]ungkin|bisa|akan|[Jj]ika|[Kk]alau)\b/
const unhappened = (text: string): boolean => negated.test(text) || possible.test(text)

/** Does a sentence say of anything that it was not? What exactly is not told here. */
export const isNegated = (text: string): boolean => negated.test(text)

/** What took longer than a session. */
const longer =
  /\b(since|so far|year[ -]to[ -]date|(?:this|last|past|previous) (?:week|month|quarter|year)|for the (?:week|month|quarter|year)|from a (?:week|month|quarter|year)|(?:week|month|year) (?:earlier|ago)|(?:over|in|within) (?:the )?(?:past |last )?(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) (?:days|sessions|weeks|months|trading days)|sejak|sepanjang|selama|sepekan|sebulan|setahun|dalam (?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa|\d+) (?:hari|sesi|pekan|minggu|bulan))\b/i
const outsideHours =
  /\b(pre-?market|after[ -]hours|post-?market|late trading|extended (?:hours|trading)|before the (?:bell|open)|prapasar|pra-pembukaan|setelah jam (?:perdagangan|bursa)|pascapenutupan)\b/i
const target =
  /\b(price target|target price|targets?|fair value|forecasts?|estimates?|expect(?:s|ed)?|consensus|target(?: harga)?|proyeksi|diperkirakan|konsensus)\b/i
/** What is held, weighed or owed: a part of something, which may itself rise or fall. */
const level =
  /\b(stakes?|owns?|owned|owning|holds?|holding|weight(?:ing)?|yields?|rates?|share of|menguasai|memiliki|kepemilikan|porsi|bobot|imbal hasil|suku bunga|bunga)\b/i
/** What leads to an end of a range: "between 2% and 3%", "2–3%". */
const toRange =
  /(?:\b(?:between|antara)\s+(?:[-+−]?\d[\d.,]*\s*(?:%|percent|per cent|persen)?\s+(?:and|dan)\s+)?|\d\s*(?:%|percent|persen)?\s*–\s*)$/i
const fromRange = /^\s*–\s*\d/
const bare = /^\s*(?:up|down|naik|turun)\s+(?:by\s+|about\s+|sebesar\s+|sekitar\s+)?$/i
const increase = /^\s*(?:gain|rise|jump|loss|drop|fall|decline|slide|advance|higher|lower|lebih)\b/i

/** The clause that leads to a place: from the last mark or word that begins another. */
export const clauseBefore = (text: string, start: number): string =>
  text
    .slice(Math.max(0, start - 120), start)
    .split(
      /[;:]\s|,\s(?!(?:\d{4}|at|to|or|di|ke|pada|atau)\b)|\s(?:and|dan|but|tetapi|while|whereas|sementara|sedangkan|serta|versus|after|setelah|before|sebelum|compared with|dibandingkan)\s/i,
    )
    .at(-1) ?? ''

/** Why a percentage is not said of the return of one session; null where it may be. Its clause alone is looked at. */
export function unsaidOf(text: string, start: number, end: number): WhyCode | null {
  const lead = clauseBefore(text, start)
  const [trail = ''] = text.slice(end, end + 50).split(/[;:,]|\s(?:and|dan)\s/)
  if (toRange.test(text.slice(0, start)) || fromRange.test(text.slice(end))) return 'range'
  // "Its worst day since January, when it fell 4.4%".
  const said = text.slice(0, Math.max(0, start - lead.length))
  if (/^(?:when|ketika|saat)\b/i.test(lead.trim()) && /\b(?:since|sejak)\b[^,;]*,\s*$/i.test(said)) return 'longer'
  // "Declared a dividend of 75 cents, up 10%": a bare word of a move is of what the clause before it speaks of.
  const whole = bare.test(lead) ? clauseBefore(text, start - lead.length - 2) + lead : lead
  if (business.test(whole)) return 'business'
  if (unhappened(lead) || (increase.test(trail) && unhappened(trail))) return 'unhappened'
  if (target.test(lead)) return 'target'
  if (level.test(lead) || /\b(?:to|menjadi|ke)\s*$/i.test(lead)) return 'level'
  // "The most since October" tells when it last was so, not since when it moved.
  const since = trail.replace(
    /\b(?:the )?(?:most|biggest|largest|worst|best|terbesar|terburuk) (?:fall |drop |gain |rise )?(?:since|sejak)\b/i,
    '',
  )
  if (longer.test(lead) || longer.test(since)) return 'longer'
  return outsideHours.test(lead) || outsideHours.test(trail) ? 'outside_hours' : null
}
