import type { DateLanguage } from '../sources/dates/languages.ts'
import { withoutDenied } from './denial.ts'
import { officeChange } from './offices.ts'

/** Words that tell what kind of event a sentence speaks of, surest first. */
const words: readonly (readonly [type: string, RegExp | typeof officeChange])[] = [
  [
    'earnings.results',
    /\b((quarterly|third-quarter|first-quarter|second-quarter|fourth-quarter|annual|financial) results|reports? (earnings|results)|reported (earnings|results|a profit|a loss)|laporan keuangan|kinerja (kuartal|keuangan)|laba bersih)\b/i,
  ],
  ['earnings.guidance', /\b(guidance|forecasts?|outlook|proyeksi|panduan kinerja)\b/i],
  ['legal.lawsuit', /\b(sues?|sued|lawsuit|menggugat(?:nya)?|gugatan(?:nya)?)\b/i],
  ['regulation.action', /\b(regulators?|antitrust|watchdog|fined|blocks?|blocked|denda|regulator|otoritas)\b/i],
  ['security.incident', /\b(hack(ed|ers?)?|breach|cyberattack|peretas(an)?|serangan siber|kebocoran data)\b/i],
  [
    'deal.acquisition',
    /\b(acquir(e|es|ed|ing)|acquisition|takeover|merger|mengakuisisi(?:nya)?|akuisisi(?:nya)?|mencaplok(?:nya)?)\b/i,
  ],
  ['management', officeChange],
  [
    'management.other',
    /\b(resign(s|ed|ation)?|steps? down|stepped down|ousted|fired|dismissed|hires?|hired|joins?|joined|joining|quits?|leaves? the (board|company)|(?:nam|appoint|tap|pick|select)\w* (?:\S+ ){1,5}to (?:lead|run|head|oversee)|(?:menunjuk|ditunjuk) (?:\S+ ){0,5}(?:memimpin|mengepalai)|bergabung|mengundurkan diri|pengunduran diri(?:nya)?|dipecat|memecat(?:nya)?|merekrut(?:nya)?|perekrutan(?:nya)?|keluar dari|resmi\W{1,3}keluar|digulingkan)(?![\w-])/i,
  ],
  [
    'governance',
    /\b(board (dispute|fight|coup)|dispute|infighting|feud|pertikaian|perkelahian|perselisihan|kisruh)\b/i,
  ],
  [
    'labour',
    /\b(lay-?offs?|la(?:ys?|id|ying) off|job cuts|(?:cuts?|cutting|slash(?:es|ed|ing)?|axe[sd]?) (?:about |some |up to |around )?[\d.,]+ (?:jobs|positions|roles)|merumahkan|strike|PHK|pemutusan hubungan kerja|mogok)\b/i,
  ],
  ['capital.buyback', /\b(buyback|repurchase|pembelian kembali saham)\b/i],
  ['capital.dividend', /\b(dividends?|dividen)\b/i],
  [
    'product.launch',
    /\b(launch(es|ed|ing)?|unveil(s|ed|ing)?|releas(es|ed|ing)|introduc(es|ed|ing)|rolled out|meluncurkan|merilis|memperkenalkan|diluncurkan|dirilis)\b/i,
  ],
  ['partnership', /\b(partners? with|partnership|collaborat\w+|kemitraan|kerja sama|bermitra)\b/i],
  ['macro.rates', /\b(rate (hike|cut|decision)|interest rates?|suku bunga)\b/i],
  [
    'disclosure',
    /\b(said|says|told|announc(e|es|ed|ement)|disclos\w+|statement|interview|mengatakan|berbicara|mengumumkan|menyatakan|menegaskan|wawancara|pernyataan)\b/i,
  ],
]

/** What the price did: an outcome, checked as a claim and never proposed as a cause. */
const outcomes =
  /\b(shares?|stocks?|share price|saham(?:nya)?|harga saham(?:nya)?|indeks|index|market (value|cap\w*)|kapitalisasi pasar)\b.{0,80}\b(fell|fallen|rose|risen|falls?|drop|dropped|slid|slump\w*|tumbl\w+|plung\w+|climb\w+|jump\w*|surg\w+|gain\w*|los(t|es)|clos(e|ed)|record|turun|naik|anjlok|ambles|merosot|melonjak|melemah|menguat|jatuh|ditutup|rekor|tertinggi)\b/i

/** What may be, could be or is asked: a view, never an event. */
const opinions: Readonly<Record<DateLanguage, RegExp>> = {
  en: /\b(might|may|could|would|should|wouldn['’]t|i think|in my (view|opinion)|surprised if|perhaps|possibly|likely to|rumou?r\w*|if )\b|\?["”]?$/i,
  id: /\b(mungkin|barangkali|seandainya|jika|kalau|apabila|saya (kira|rasa|pikir|tidak akan terkejut)|tampaknya|sepertinya|kabarnya|konon|bisa jadi|akan musnah)\b|\?["”]?$/i,
}

export interface Told {
  readonly type: string
  readonly word: string
}

/** Does a word of an event begin at a place? That something is said is none. */
function tellsAt(text: string, at: number): boolean {
  const clause = text.slice(at, at + 100).split(/[,;:.!?]/, 1)[0] ?? ''
  if (clause.startsWith(officeChange(clause)?.word ?? ' ')) return true
  return words.some(([type, pattern]) => {
    if (typeof pattern === 'function' || type === 'disclosure') return false
    const here = new RegExp(pattern.source, 'iy')
    return here.test(clause)
  })
}

/** What a sentence tells, and whether it tells something else of which it says that it was not so. */
export function toldBy(text: string): {
  readonly told: Told | null
  readonly left: string
  readonly isDenied: boolean
} {
  const left = withoutDenied(text, tellsAt)
  const told = typeOfSentence(left)
  // Whoever denies something says so: that is not told for itself.
  const isDenied = left !== text && (told === null || told.type === 'disclosure') && typeOfSentence(text) !== null
  return { told: isDenied ? null : told, left, isDenied }
}

/** The type a sentence speaks of and the word that told it; null where none does. */
export function typeOfSentence(text: string): Told | null {
  for (const [type, pattern] of words) {
    if (typeof pattern === 'function') {
      const told = pattern(text)
      if (told !== null) return told
      continue
    }
    const match = pattern.exec(text)
    if (match !== null) return { type, word: match[0].slice(0, 80) }
  }
  return null
}

/** Somebody's words, two or more, in quotation marks, with a verb that says so or a colon before them. */
export const isQuotation = (text: string): boolean =>
  /["“][^"”]*\p{L}+\s+\p{L}+[^"”]*(?:["”]|$)/u.test(text) &&
  /:\s*["“]|\b(said|says|told|replied|wrote|called|kata|ujar|tutur|menjawab|menulis|menyebut|mengatakan|disebut|disamakan|jadi)\b/i.test(
    text,
  )

export const isOutcomeSentence = (text: string): boolean => outcomes.test(text)
export const isOpinion = (text: string, language: DateLanguage): boolean => opinions[language].test(text)
