import type { Yearish } from '../meaning.ts'
import type { Token } from '../token.ts'
import { half, monthsOfYear, monthsTo, quarter, wholeYear, years } from '../yearly.ts'
import { n, of, word, y } from './words.ts'

/** Results are of a quarter that is over, though they may be announced in the future. */
const areResults = (tokens: readonly Token[], to: number): boolean =>
  /^(results|earnings|profit|profits|revenue|sales|report|figures|numbers|financial|net|operating)$/.test(
    word(tokens, to),
  )

const glued = (tokens: readonly Token[], from: number, count: number): boolean =>
  tokens.slice(from, from + count).every((token) => token.glued) && tokens[from + 1]?.text.length === 2

/** Another year stands shortly before, as in "from 2020 to 2023". */
const yearBefore = (tokens: readonly Token[], from: number): boolean =>
  tokens.slice(Math.max(0, from - 3), from).some((token) => /^(19|20)\d\d$/.test(token.text))

/** "Its worst loss of 2023", but neither "a total of 2023" nor "the Chips Act of 2022". */
function ofThatYear(tokens: readonly Token[], from: number): boolean {
  const [what, of, after] = [tokens[from - 2], tokens[from - 1], tokens[from + 1]]
  const isEnded =
    after === undefined || after.kind === 'mark' || /^(and|but|when|after|as|in|on|at|was|were)$/.test(after.lower)
  return (
    of?.lower === 'of' &&
    isEnded &&
    what?.kind === 'word' &&
    !what.capital &&
    !/^(total|record|height|high|low|level|price|value|average|maximum|minimum|class|number|sum|target)$/.test(
      what.lower,
    )
  )
}

/** Quarters, halves and years. */
export const periods = [
  // quarters and halves
  of('<qord> [-] quarter [of] [<yearish>]', ({ qord, yearish }, tokens, _, to) =>
    quarter(y(yearish), n(qord), areResults(tokens, to)),
  ),
  of('q <qdigit> [of] [,] [-] [<yearish>]', ({ qdigit, yearish }, tokens, from, to) =>
    tokens[from + 1]?.glued ? quarter(y(yearish), n(qdigit), areResults(tokens, to)) : null,
  ),
  of('<year> [-] q <qdigit>', ({ qdigit, year }) => quarter(y(year), n(qdigit))),
  of('<qdigit> q [<yearish>]', ({ qdigit, yearish }, tokens, from) =>
    tokens[from + 1]?.glued ? quarter(y(yearish), n(qdigit)) : null,
  ),
  of('<qdigit> q <num>', ({ qdigit, num }, tokens, from) =>
    glued(tokens, from + 1, 2) ? quarter({ year: 2000 + n(num) }, n(qdigit)) : null,
  ),
  of('<qord> [-] half [of] [<yearish>]', ({ qord, yearish }, tokens, _, to) =>
    yearish === undefined && word(tokens, to) === 'of' ? null : half(y(yearish), n(qord)),
  ),
  of('h <qdigit> [of] [<yearish>]', ({ qdigit, yearish }, tokens, from) =>
    tokens[from + 1]?.glued ? half(y(yearish), n(qdigit)) : null,
  ),
  of('<qdigit> h <num>', ({ qdigit, num }, tokens, from) =>
    glued(tokens, from + 1, 2) ? half({ year: 2000 + n(num) }, n(qdigit)) : null,
  ),
  of('[the] first <num> months of <yearish>', ({ num, yearish }) => monthsOfYear(y(yearish), n(num))),
  of(
    '[the] <num> months to|ended|ending|through [end] [of] <month> [,] [<yearish>]',
    ({ num, month, yearish }, tokens, _, to) =>
      tokens[to]?.kind === 'number' ? null : monthsTo(y(yearish), n(month), n(num)),
  ),
  // years
  of('<year> -|–|—|to|through <year2>', ({ year, year2 }) => years(y(year), y(year2))),
  of('<year>', ({ year }, tokens, from) =>
    /^(in|since|due|by|until|till|from|during|through|throughout|before|after|between|and|to|of|full-year|year|year-end)$/.test(
      word(tokens, from - 1),
    ) &&
    (!/^(of|and|to|after)$/.test(word(tokens, from - 1)) || yearBefore(tokens, from) || ofThatYear(tokens, from))
      ? wholeYear(y(year) as Yearish)
      : null,
  ),
  of('<year> results|earnings|revenue|revenues|profit|profits|sales|record|high|low|peak', ({ year }, tokens, from) =>
    tokens[from - 1]?.capital === true && !tokens[from - 1]?.first ? null : wholeYear(y(year) as Yearish),
  ),
  of('[the] full|whole year <year>', ({ year }) => wholeYear(y(year) as Yearish)),
  of('all of <year>', ({ year }) => wholeYear(y(year) as Yearish)),
]
