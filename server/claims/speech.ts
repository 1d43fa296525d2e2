import type { DateLanguage } from '../sources/dates/languages.ts'

/** How news speaks of prices, in both languages at once: each word belongs to one of them only. */
const down =
  /\b(f(?:e|a)ll(?:s|en|ing)?|drop(?:s|ped|ping)?|slid(?:es|e)?|slump(?:s|ed|ing)?|tumbl(?:es?|ed|ing)|plung(?:es?|ed|ing)|s(?:a|i|u)nk|declin(?:es?|ed|ing)|los(?:t|es|ing)|shed(?:s|ding)?|lower|g(?:ave|ives?|iving) back|drag(?:s|ged|ging)|down|dip(?:s|ped)|eased|slipped|crash(?:ed|es)|falling|sinking|sliding|penurunan|susut|menyusut|terpangkas|tergerus|turun|anjlok|ambles|merosot|melemah|jatuh|terkoreksi|tergelincir|rontok|terjun)\b/i
const up =
  /\b(r(?:o|i)se[sn]?|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:es?|ed|ing)|soar(?:s|ed|ing)?|rall(?:y|ied|ies)|advanc(?:es?|ed)|lift(?:s|ed|ing)|boost(?:s|ed|ing)|higher|up|add(?:s|ed|ing)|rising|rebounded|kenaikan|naik|menguat|melonjak|meroket|melesat|melambung|pulih)\b/i
const sharp =
  /\b(sharply|steeply|heavily|plung\w+|tumbl\w+|slump\w*|crash\w*|soar\w*|surg\w+|tajam|anjlok|ambles|meroket|melonjak|drastis|terjun|rontok)\b/i
const cause =
  /\b(because(?: of)?|due to|owing to|as a result of|thanks to|hit by|driven by|dragged down by|caused by|on (?:the )?news|on fears|following|amid|in response to|after|karena|akibat|disebabkan|menyusul|dipengaruhi|dipicu|imbas|gara-gara|lantaran|berkat|didorong|setelah|usai|pasca)\b/i
const priced =
  /\b(shares?|stocks?|share price|stock price|saham(?:nya)?|closed?|closes|ditutup|index|indeks|bursa|trading|perdagangan)\b/i
const record =
  /\b((?:closed|closes|ended|finished|settled) at (?:a |an )?(?:new )?(?:record|all-time high)|(?:ditutup|berakhir) (?:di|pada) (?:level |posisi )?(?:rekor(?: tertinggi)?|tertinggi sepanjang (?:sejarah|masa))|record (?:high|close|closing|level)|closed at a record|all-time high|highest (?:market (?:value|cap\w*)|close|closing|price|level|valuation)|highest .{0,30}\b(?:ever|in history|on record)|kapitalisasi pasar tertinggi|nilai pasar tertinggi|rekor(?: tertinggi| penutupan)?|tertinggi sepanjang (?:sejarah|masa))\b/i
const collapse =
  /\b(?:runtuh|ambruk|hancur|musnah|collapsed?|crumbl\w+|wiped out|destroyed)\b.{0,40}\b(?:dalam semalam|overnight)\b|\b(?:dalam semalam|overnight)\b.{0,40}\b(?:runtuh|ambruk|hancur|collapsed?|crumbl\w+)\b/i
const figure =
  /(?:US\$|Rp|[$€£¥])\s?\d[\d.,]*(?:\s?(?:billion|million|trillion|bn|tn|miliar|juta|triliun))?|\d[\d.,]*\s?(?:%|percent\b|per cent\b|persen\b|(?:billion|million|trillion|miliar|juta|triliun|points?|poin)\b)/giu

/** What a clause leaves to the one before it: "and 1.3% on Tuesday" says neither of what nor which way. */
export type Understood = Pick<Spoken, 'direction' | 'isPriced'> & { readonly isNegated: boolean }

export interface Spoken {
  readonly direction: 'down' | 'up' | null
  readonly sharp: string | null
  readonly cause: string | null
  readonly isPriced: boolean
  readonly record: string | null
  readonly collapse: string | null
  readonly figures: readonly WrittenFigure[]
}

/** A figure as a text writes it. */
export interface WrittenFigure {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly unit: 'percent' | 'money' | 'large' | 'points'
  readonly value: number
  /** Digits after the decimal mark. */
  readonly decimals: number
}

/** `1,7` in Indonesian and `1.7` in English are one number; `2.023` in Indonesian and `2,023` in English are two thousand. */
export function numberOf(
  text: string,
  language: DateLanguage,
): { readonly value: number; readonly decimals: number } | null {
  const [mark, group] = language === 'id' ? [',', '.'] : ['.', ',']
  const other = text.replaceAll(/[.,]+$/g, '')
  const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${mark}\\d+)?$`)
  const plain = new RegExp(`^\\d+(\\${mark}\\d+)?$`)
  // A group mark before one, two or more than three digits is the other language's decimal mark.
  const foreign = new RegExp(`^\\d+\\${group}(\\d{1,2}|\\d{4,})$`)
  const canonical = grouped.test(other)
    ? other.replaceAll(group, '').replace(mark, '.')
    : plain.test(other)
      ? other.replace(mark, '.')
      : foreign.test(other)
        ? other.replace(group, '.')
        : null
  if (canonical === null || canonical.length > 18) return null
  return { value: Number(canonical), decimals: canonical.split('.')[1]?.length ?? 0 }
}

/** Does a text speak of shares, an index or their trading? */
export const isPriced = (text: string): boolean => priced.test(text)

export function figuresIn(text: string, language: DateLanguage): readonly WrittenFigure[] {
  return [...text.matchAll(figure)].flatMap((match): readonly WrittenFigure[] => {
    const written = match[0].replace(/[.,]+$/, '')
    const read = numberOf(/\d[\d.,]*/.exec(written)?.[0] ?? '', language)
    if (read === null) return []
    const unit = /%|per\s?cent|persen/i.test(written)
      ? 'percent'
      : /illion|bn|tn|miliar|juta|triliun/i.test(written)
        ? 'large'
        : /point|poin/i.test(written)
          ? 'points'
          : 'money'
    return [{ text: written, start: match.index, end: match.index + written.length, unit, ...read }]
  })
}

/**
 * What a sentence says of a price; its direction is that of the figure that it gives.
 *
 * @param isFigure whether a figure is said of what the sentence is about
 */
export function spokenOf(
  text: string,
  language: DateLanguage,
  understood: Pick<Understood, 'direction' | 'isPriced'> = { direction: null, isPriced: false },
  isFigure: (figure: WrittenFigure) => boolean = () => true,
): Spoken {
  const figures = figuresIn(text, language).filter(isFigure)
  const percent = figures.find(({ unit }) => unit === 'percent')
  return {
    direction: directionAt(text, percent?.start ?? 0, percent?.end) ?? understood.direction,
    sharp: sharp.exec(text)?.[0] ?? null,
    cause: cause.exec(text)?.[0] ?? null,
    isPriced: isPriced(text) || understood.isPriced,
    record: record.exec(text)?.[0] ?? null,
    collapse: collapse.exec(text)?.[0] ?? null,
    figures,
  }
}

/** Every word of a sentence that says the one came of the other. */
export function causesIn(
  text: string,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(new RegExp(cause.source, 'giu'))].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Verbs of both ways. */
export const moveVerbs = new RegExp(`${down.source}|${up.source}`, 'iu')

/** The direction of the verb nearest before a place, else the first after it. */
export function directionAt(text: string, at: number, end = at): 'down' | 'up' | null {
  // "A 0.7% gain" and "1% lower" say themselves which way.
  const own =
    /^\s*(?:(gain|rise|jump|advance|higher|lebih tinggi)|(loss|fall|drop|decline|slide|lower|lebih rendah))\b/i.exec(
      text.slice(end, end + 20),
    )
  if (end > at && own !== null) return own[1] === undefined ? 'down' : 'up'
  const all = [
    ...[...text.matchAll(new RegExp(down.source, 'giu'))].map((match) => ({ at: match.index, way: 'down' as const })),
    ...[...text.matchAll(new RegExp(up.source, 'giu'))].map((match) => ({ at: match.index, way: 'up' as const })),
  ].sort((a, b) => a.at - b.at)
  return (all.findLast((one) => one.at < at) ?? all.find((one) => one.at > at))?.way ?? null
}
