/** Offices of a company; the first group leads it. */
const offices =
  /\b(?:(chief executive(?: officer)?|CEO|kepala eksekutif|direktur utama|dirut|presiden direktur|presdir)|chair(?:man|woman|person)?|president|chief \w+ officer|C[FOT]O|managing director|board member|komisaris utama|komut|presiden komisaris|komisaris|ketua dewan|direktur)\b/giu

type Change = 'takes' | 'gives' | 'leaves'

/** Verbs and their nouns by what they do to whom: take an office from somebody, give it, or leave it oneself. */
const changes: readonly (readonly [change: Change, words: RegExp])[] = [
  [
    'takes',
    /\b(remov(?:es?|ed|ing|al)|oust(?:s|ed|ing|er)?|fir(?:es?|ed|ing)|sack(?:s|ed|ing)?|dismiss(?:es|ed|ing|al)?|replac(?:es?|ed|ing|ement)|(?:mem|di)berhentikan(?:nya)?|pemberhentian(?:nya)?|memecat(?:nya)?|dipecat|pemecatan(?:nya)?|mencopot(?:nya)?|dicopot|pencopotan(?:nya)?|(?:meng|di)gulingkan|(?:men|di)depak|(?:meng|di)ganti(?:kan)?)\b/giu,
  ],
  [
    'gives',
    /\b(appoint(?:s|ed|ing|ment)?|nam(?:es?|ed|ing)|(?:re)?hir(?:es?|ed|ing)|elect(?:s|ed|ing|ion)?|select(?:s|ed)?|pick(?:s|ed)?|tap(?:s|ped)|cho(?:oses?|sen?)|promot(?:es?|ed|ing|ion)|reinstat(?:es?|ed|ing|ement)|bec(?:omes?|oming|ame)|return(?:s|ed|ing)?|succeed(?:s|ed|ing)?|tak(?:es?|ing) over|took over|menunjuk(?:nya)?|ditunjuk|penunjukan(?:nya)?|mengangkat(?:nya)?|diangkat|pengangkatan(?:nya)?|memilih(?:nya)?|dipilih|terpilih|merekrut(?:nya)?|direkrut|menetapkan|ditetapkan|kembali(?:nya)?)\b/giu,
  ],
  [
    'leaves',
    /\b(resign(?:s|ed|ing|ation)?|step(?:s|ped|ping)? (?:down|aside)|quit(?:s|ting)?|depart(?:s|ed|ing|ure)?|retir(?:es?|ed|ing|ement)|(?:(?:forced|pushed) )?out(?! of\b)|leav(?:es?|ing)|left|(?:meng|peng)undur(?:kan|an) diri(?:nya)?|mundur|keluar|hengkang|lengser|meletakkan jabatan(?:nya)?)\b/giu,
  ],
]

/** What leads to an office from afar: "removed Sam Altman, a founder, as its chief executive"; "with" only where one is replaced. */
const link =
  /(?:^|[\s,])(?:as|from|to be|(?:role|post|position) of|sebagai|selaku|dari|menjadi|jadi|(?<=repla.*)with|(?<=ganti.*)dengan)(?:\s+(?:an?|the|its|their|his|her|new|interim|acting|permanent|jabatan|kursi|posisi|\p{Lu}[\w&]*(?:['’]s?)?))*\s+$/u
/** Words before an office that are its own, or the name of its holder. */
const modifier =
  /^(?:an?|the|its|their|his|her|new|next|first|interim|acting|permanent|current|longtime|long-time|embattled|co-?founder|founder|and|of|sang|para|menjabat|menduduki|baru|sementara|pendiri|sekaligus|dan|\p{Lu}.*|\S*['’]s?)$/u
/** Words between an office and what its holder does that say no more than when or how. */
const auxiliary = /\b(?:was|were|is|are|be|been|being|gets?|got|has|have|had|will|to|resmi|telah|akan|baru|\w+ly)\b|,/g
/** An office that somebody held before is not the one that changes hands. */
const past = /\b(?:[Ff]ormer|[Ee]x|[Mm]antan|[Bb]ekas|then)[\s-]+(?:\p{Lu}\S*\s+){0,2}$/u
const incoming = { before: /\b(?:new|next|interim|acting)\s+$/i, after: /^\s*(?:baru|interim|sementara)\b/i }
const passive = /\b(?:was|were|is|are|be|been|being|gets?|got)\s+(?:\w+ly\s+)?$/i
/** What follows a participle that has no object: "CEO Sam Altman ousted in a coup". */
const noObject =
  /^\s*(?:$|[.,;:!?)"”–—-]|(?:by|as|from|in|on|at|after|over|amid|for|following|last|this|today|yesterday)\b)/i
/** "As chief executive Satya Nadella said": a clause of its own. */
const speaks = /^(?:\s+\p{Lu}\S*)*\s+(?:said|says|told|warned|announced|kata|ujar|mengatakan)\b/u

/** Characters beside an office that are looked at. */
const REACH = 150

interface Found {
  readonly start: number
  readonly end: number
}

/**
 * Who takes, gives or leaves an office of a company, as a sentence says it in English or Indonesian: by a verb before the
 * office or after it, active or passive.
 *
 * @returns the words from one to the other; null where no verb and office belong together
 */
export function officeChange(text: string): { readonly type: string; readonly word: string } | null {
  let other: string | null = null
  for (const { index, 0: name, 1: leading } of text.matchAll(offices)) {
    // Only so many words are looked at, so the work grows with the length alone.
    const from = Math.max(0, index - REACH)
    const near = text.slice(from, index + name.length + REACH)
    const office = { start: index - from, end: index - from + name.length }
    if (past.test(near.slice(0, office.start))) continue
    for (const [change, words] of changes)
      for (const match of near.matchAll(words)) {
        const verb = { start: match.index, end: match.index + match[0].length }
        if (!belongs(near, change, verb, office)) continue
        const word = near.slice(Math.min(verb.start, office.start), Math.max(verb.end, office.end)).slice(0, 80)
        if (leading !== undefined) return { type: 'management.ceo', word }
        other ??= word
      }
  }
  return other === null ? null : { type: 'management.other', word: other }
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '')

function belongs(text: string, change: Change, verb: Found, office: Found): boolean {
  const [from, to] = verb.end <= office.start ? [verb.end, office.start] : [office.end, verb.start]
  const between = text.slice(from, to)
  if (between.length > 100 || /[;:?!"“”]/.test(between)) return false
  if (to === office.start) {
    if (link.test(text.slice(verb.start, office.start))) return !speaks.test(text.slice(office.end))
    // Whoever leaves has no object: "left the chief executive alone".
    return change !== 'leaves' && wordsOf(between).every((word) => modifier.test(word) && !word.endsWith(','))
  }
  if (!wordsOf(between.replace(auxiliary, ' ')).every((word) => modifier.test(word))) return false
  const written = text.slice(verb.start, verb.end)
  const isPassive =
    /^(?:di(?!smiss)|ter)/i.test(written) ||
    (/ed$/i.test(written) && (passive.test(between) || noObject.test(text.slice(verb.end))))
  switch (change) {
    case 'leaves':
      return true
    case 'takes':
      return isPassive
    case 'gives':
      // A chief executive may be named in a suit; a new one that is named gets the office.
      return isPassive && (incoming.before.test(text.slice(0, office.start)) || incoming.after.test(between))
  }
}
