import type { NotedFinding } from '../../core/ticker/notes.ts'
import { useChecks } from './useChecks.ts'

type Props = { readonly finding: Pick<NotedFinding, 'check' | 'evidence' | 'observed' | 'expected'> }

/** What a check found, in the reader's words and numbers; a finding of an older release that has only a text stays English. */
export function Observed({ finding }: Props) {
  const told = useChecks().sentencesOf(finding)
  return told === null ? <span lang="en">{finding.observed}</span> : told.observed
}

/** What a check expects: its rule, and what that came to here where values say so. */
export function Expected({ finding }: Props) {
  const { ruleOf, sentencesOf } = useChecks()
  const rule = ruleOf(finding.check)
  const told = sentencesOf(finding)
  const own = told === null ? finding.expected : told.expects
  return (
    <>
      {rule}
      {rule !== null && own !== null && ' ('}
      {own !== null && (told === null ? <span lang="en">{own}</span> : own)}
      {rule !== null && own !== null && ')'}
    </>
  )
}
