import { isSignificant } from '../../../server/stats/significance.ts'
import type { Format } from '../../core/format.ts'
import { sessionsText } from '../../core/sessionText.ts'
import type { Words } from '../../i18n/words.ts'
import type { StudyAnswer } from './study.ts'

/** The window that is spoken of first: the day and the one after it, else the first there is. */
export function headlineOf({ multi }: StudyAnswer) {
  return multi?.windows.find(({ from, to }) => from === 0 && to === 1) ?? multi?.windows[0] ?? null
}

/** The sentence that may be quoted; where there are too few events for a test, that. */
export function studySentence(answer: StudyAnswer, text: Words['study'], write: Format): string {
  const { alpha } = answer.spec.settings
  const column = headlineOf(answer)
  if (column === null) return text.tooFew(answer.untested?.N ?? 0)
  const { from, to, mean, tKp, pKp, grankT, grankTP, n } = column
  const measured = { count: n, window: sessionsText(from, to), caar: write.percent(mean) }
  if (mean === null) return text.tooFewInWindow(measured)
  if (tKp === null || pKp === null) return text.notTested(measured)
  const sentence = text.finding({
    ...measured,
    distinguishable: isSignificant(pKp, alpha),
    level: write.level(alpha),
    t: write.statistic(tKp),
    p: write.p(pKp),
  })
  if (grankT === null || grankTP === null) return sentence
  const conclusion = (t: number, p: number) => (isSignificant(p, alpha) ? Math.sign(t) : 0)
  const told = conclusion(tKp, pKp)
  const ranked = conclusion(grankT, grankTP)
  const check = ranked === told ? 'agrees' : told === 0 ? 'hidden' : 'carried'
  return `${sentence} ${text.rankCheck(check, write.statistic(grankT), write.p(grankTP))}`
}
