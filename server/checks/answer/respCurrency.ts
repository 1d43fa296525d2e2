import { type Check, finding } from '../check.ts'
import type { Finding, Sessions } from '../finding.ts'

type Evidence =
  | { readonly kind: 'none'; readonly values: { readonly stored: string | null } }
  | { readonly kind: 'changed'; readonly values: { readonly told: string; readonly stored: string } }

/** Another currency than before would be mistaken for a change of price: nothing of the answer is stored. */
export const respCurrency: Check<'RESP_CURRENCY', Evidence> = {
  name: 'RESP_CURRENCY',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range'],
}

/** @param told as the answer has it, case kept: `GBp` is not `GBP` */
export function checkCurrency(
  told: string | null,
  stored: string | null,
  { from, to }: Sessions,
): Finding<'RESP_CURRENCY', Evidence> | null {
  if (told === null)
    return finding(respCurrency, { from, to, severity: 'warn', evidence: { kind: 'none', values: { stored } } })
  if (stored === null || stored === told) return null
  return finding(respCurrency, { from, to, evidence: { kind: 'changed', values: { told, stored } } })
}
