import { on } from '../check.ts'
import { median } from '../dailySeries.ts'
import { isDividend } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence = { readonly kind: 'amount'; readonly values: { readonly amount: number; readonly usual: number } }

/** A dividend 30 to 300 times off the median of the symbol's own, of which there must be three. */
export const div100xPeer: SeriesCheck<'DIV_100X_PEER', Evidence> = {
  name: 'DIV_100X_PEER',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: ({ actions }) => {
    const dividends = actions.filter(isDividend)
    const usual = median(dividends.map(({ amount }) => amount))
    if (usual === null || dividends.length < 3) return []
    return dividends.flatMap(({ date, amount }) => {
      const times = Math.max(amount / usual, usual / amount)
      if (times < 30 || times > 300) return []
      return [{ ...on(date), evidence: { kind: 'amount', values: { amount, usual } } }]
    })
  },
}
