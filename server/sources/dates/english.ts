import { numbered } from './classes.ts'
import { clockAt, english as clockWords } from './clock.ts'
import { aroundToday } from './english/aroundToday.ts'
import { calendarDates } from './english/calendarDates.ts'
import { fromBefore } from './english/fromBefore.ts'
import { periods } from './english/periods.ts'
import { places } from './english/places.ts'
import { months, shortMonths, shortWeekdays, weekdays } from './english/words.ts'
import type { Language } from './language.ts'
import { grammar } from './pattern.ts'

/** Words that have a capital letter and begin a date all the same. */
const dated = [
  numbered('thanksgiving christmas new labor memorial independence juneteenth easter good black cyber', 1),
  months,
  shortMonths,
  weekdays,
  shortWeekdays,
  new Map([
    ['q', 1],
    ['h', 1],
  ]),
]

/** English as the wires write it. */
export const english: Language = {
  grammar: grammar([...calendarDates, ...periods, ...aroundToday, ...places, ...fromBefore]),
  clock: (tokens, at) => clockAt(tokens, at, clockWords),
  between: new Set([
    'on',
    'at',
    'of',
    ',',
    '(',
    ')',
    'the',
    'around',
    'about',
    'late',
    'early',
    'in',
    'morning',
    'afternoon',
    'evening',
    'night',
    'just',
    'shortly',
    'soon',
  ]),
  until: new Set(['to', 'until', 'till', 'through', 'thru', '-', '–', '—']),
  fillers: new Set([
    'the',
    'a',
    'an',
    'its',
    'his',
    'her',
    'their',
    'that',
    'this',
    'these',
    'so',
    '-',
    'called',
    'of',
    'when',
    'as',
    'on',
  ]),
  fiscal: new Set(['fiscal', 'fy']),
  isName: (lower) => !dated.some((words) => words.has(lower)),
  future: new Set([
    'should',
    'will',
    'll',
    'shall',
    'won',
    'expected',
    'due',
    'scheduled',
    'slated',
    'set',
    'planned',
    'plans',
    'expects',
    'aims',
    'intends',
    'upcoming',
    'going',
    'anticipated',
    'forecast',
    'poised',
    'likely',
    'must',
    'may',
    'could',
    'can',
    'might',
  ]),
  undoing: new Set(['was', 'were', 'had', 'been', 'originally', 'previously', 'initially']),
  past: new Set(
    `said fell rose was were had did made went came took gave told left began met held sold bought beat hit lost won grew became saw got ran led spoke wrote drew broke sank slid shot sent paid brought thought found kept felt knew sought fled struck flew stood cut put shut quit climbed jumped tumbled cost swung shook withdrew spent built threw drove chose wiped rang swept burst spread`.split(
      /\s+/,
    ),
  ),
  isVerb: (word, before) =>
    /[a-z]{2}ed$/.test(word) && !/^(the|a|an|its|his|her|their|this|that|be|been|being|get|of|and)$/.test(before),
  verbTense: 'past',
  present: new Set(
    'takes begins starts expires comes resumes reopens matures meets opens goes runs take begin expire resume reopen'.split(
      ' ',
    ),
  ),
  article: /^(the|a|an|its|his|her|their|this|that|to|will|would|could|may|might|can|should|must|did|does|do)$/,
  happenings: new Set(
    `announcement decision vote removal ousting ouster dismissal firing departure resignation news filing report listing ipo
     merger sale launch attack crash outage deal offer meeting ruling result results statement post collapse bankruptcy
     failure closure release hearing election split recall breach hack update acquisition purchase appointment`.split(
      /\s+/,
    ),
  ),
  lists: new Set(['and', '&', ',']),
  carries: /^(be|been|being|is|are|to|get)$/,
  dateOrder: (zone) => (/^(America|US|Pacific\/Honolulu)/.test(zone) ? 'MDY' : 'DMY'),
  numericAfter: new Set(['on', 'since', 'until', 'before', 'after', 'dated']),
  pre: [
    ['before', 'the', 'bell'],
    ['before', 'the', 'open'],
    ['before', 'the', 'opening'],
    ['before', 'markets', 'open'],
    ['before', 'the', 'market', 'opens'],
    ['before', 'the', 'market', 'opened'],
    ['before', 'markets', 'opened'],
    ['pre', '-', 'market'],
    ['premarket'],
    ['ahead', 'of', 'the', 'open'],
    ['ahead', 'of', 'the', 'bell'],
    ['before', 'trading', 'opened'],
  ],
  post: [
    ['after', 'the', 'bell'],
    ['after', 'the', 'close'],
    ['after', 'the', 'closing', 'bell'],
    ['after', 'markets', 'closed'],
    ['after', 'markets', 'close'],
    ['after', 'the', 'market', 'closed'],
    ['after', 'the', 'market', 'closes'],
    ['after', 'market', 'close'],
    ['after', '-', 'hours'],
    ['after', 'hours'],
    ['post', '-', 'market'],
    ['postmarket'],
  ],
}
