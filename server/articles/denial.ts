/** Words that say no to what comes right after them: "did not remove", "no takeover", "tidak memecat". */
const no =
  /\b(?:not(?! (?:only|just|merely|least)\b)|never|cannot|nor|neither|without|(?:nobody|no one|none)(?: \p{L}+){0,5}? (?:was|were|is|are|has|have|had)(?=\s)|no(?! (?:comment|details?|word|information|statement|reason|date|longer)\b)|(?:decid|vot|choos|cho)\w* against|(?:has|have|had) yet to|refus(?:es?|ed|ing) to|declin(?:es?|ed|ing) to|fail(?:s|ed|ing)? to|stopp(?:ed|ing) short of|instead of|rather than|rul(?:es?|ed|ing) out|(?:tidak|tak|bukan)(?:lah)?(?! (?:hanya|cuma|sekadar|saja)\b)|belum|tanpa|batal|urung|enggan|gagal|menolak(?= (?:untuk )?(?:me|mundur|diganti))|alih-alih)\b|n['’]t\b/giu
/** Words between those and the word of the event, which say when, how or whether it was meant. */
const gap =
  /(?:\s+(?:be|been|being|is|was|were|have|has|had|having|to|of|for|on|yet|ever|even|also|at all|in fact|actually|\p{L}+ly|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|intentions?|seek(?:s|ing)?|sought|tr(?:y|ies|ied|ying)|want(?:s|ed|ing)?|decid(?:es?|ed|ing)|decision|agree(?:s|d|ing)?|consider(?:s|ed|ing)?|vot(?:es?|ed|ing)|talks?|about|going|set|asked|forced|a|an|the|any|its|their|his|her|new|more|further|mass|such|hostile|staff|pernah|jadi|lagi|juga|akan|sedang|telah|sudah|sempat|ingin|mau|bisa|dapat|sampai|berencana|berniat|bermaksud|memutuskan|keputusan|sepakat|setuju|untuk|ada|adanya|rencana|niat|melakukan|mengadakan|mengalami|benar-benar|karena|yang|karyawan|secara \p{L}+))*\s+/iuy
/** Where what is said no to ends. */
const end =
  /[;:!?]|,(?!\s+(?:that|bahwa)\b)|\s(?:but|though|although|while|whereas|after|before|because|when|since|until|tetapi|tapi|namun|melainkan|sementara|sedangkan|setelah|sebelum|karena|ketika|sejak|hingga)\s/iu

/** Whoever says of a whole statement that it is not so; a court that turns a request down says nothing of the kind. */
const denies =
  /\b(?:den(?:y|ies|ied|ying|ials?)|refut(?:es?|ed|ing|ation)|rebut(?:s|ted|ting|tal)?|debunk(?:s|ed|ing)?|(?:(?:dismiss|reject|contradict|quash)(?:s|es|ed|ing)?|(?:shot|shoots|knock(?:s|ed)|slap(?:s|ped)|bat(?:s|ted)) down) (?:\p{L}+ ){0,2}(?:reports?|rumou?rs?|claims?|suggestions?|speculation|allegations?)|(?:call|label|labell|describ|brand)(?:s|ed|es) (?:\p{L}+ ){0,3}(?:reports?|rumou?rs?|claims?|speculation)(?=.{0,120}\b(?:baseless|false|untrue|unfounded|fake|wrong|nonsense)\b)|contrary to|(?:is|was|are|were|'s|’s)(?: simply)? (?:not true|untrue|false|wrong|incorrect) that|(?:false|wrong|mistaken|erroneous)ly (?:said|says|reported|claimed|stated|announced)|(?:mem)?bantah(?:an)?(?: keras)?|menyangkal|sangkalan|menampik|menepis|tepis|tampik|(?:tidak benar|keliru) (?:bahwa|jika|kalau)|bertentangan dengan)\b(?!.{0,60}\b(?:requests?|motions?|bids?|appeals?|petitions?|applications?|injunctions?|permission|bail|banding|permohonan)\b)/giu
/** What was told and is not so: "reports that it fired him are false", "kabar bahwa … tidak benar". */
const untrue =
  /\b(?:reports?|claims?|rumou?rs?|speculation|suggestions?|allegations?|stories|story|kabar|isu|rumor|klaim|berita|tudingan|informasi|pemberitaan)\b[^;]{0,200}?\b(?:(?:is|are|was|were|proved|turned out)(?: to be)?(?: \p{L}+ly| simply| all)? (?:not true|not correct|untrue|false|incorrect|wrong|baseless|unfounded|denied|refuted|a hoax|hoaxes|fake|fabricated)|tidak benar|tak benar|tidak berdasar|hoaks|hoax|keliru|palsu|bohong|(?:di|ter)bantah(?:kan)?|disangkal|ditepis|ditampik)\b/giu

/** "On Monday, in a statement, that it fired him". */
const remark = /^[^,;]{0,40},[^,;]{1,80},(?=\s+(?:that|bahwa|having|it|telah)\b)/i

interface Part {
  readonly start: number
  readonly end: number
}

/**
 * A text with spaces in place of what it says did not happen, in English or Indonesian: what is left may tell events.
 *
 * @param tellsAt whether a word of an event begins at a place of the text
 */
export function withoutDenied(text: string, tellsAt: (text: string, at: number) => boolean): string {
  const denied = [
    ...[...text.matchAll(untrue)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
    ...[...text.matchAll(denies)].map((match) => upToEnd(text, match.index, match.index + match[0].length)),
    ...[...text.matchAll(no)].flatMap((match) => {
      gap.lastIndex = match.index + match[0].length
      return gap.test(text) && tellsAt(text, gap.lastIndex) ? [upToEnd(text, match.index, gap.lastIndex)] : []
    }),
  ]
  let [left, at] = ['', 0]
  for (const { start, end } of denied.sort((a, b) => a.start - b.start)) {
    if (end <= at) continue
    const from = Math.max(start, at)
    left += text.slice(at, from) + ' '.repeat(end - from)
    at = end
  }
  return left + text.slice(at)
}

/** Characters of a statement that are looked at, so that the work grows with the length alone. */
const REACH = 400

/** To where a statement ends that is said no to. A remark that is set off by two commas ends none. */
function upToEnd(text: string, start: number, from: number): Part {
  const rest = text.slice(from, from + REACH)
  const aside = remark.exec(rest)?.[0].length ?? 0
  const stop = end.exec(rest.slice(aside))
  return { start, end: from + (stop === null ? rest.length : aside + stop.index) }
}
