import type { PlacedEvent } from '../../api.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, useWords } from '../page.ts'
import { useEvent } from './useEvent.ts'

const SHOWN = 20

/** Every change of the event, the newest first, from the history of the store. */
export function History({ event: { alignment } }: { readonly event: PlacedEvent }) {
  const words = useWords('event')
  const write = useFormat()
  const { history } = useEvent()
  const versions = latest(history.state.value) ?? []
  if (versions.length === 0) return null
  return (
    <section class="panel" aria-labelledby="history-head">
      <h2 id="history-head">{words.history}</h2>
      <ul class="history">
        {versions.slice(0, SHOWN).map(({ change, at, verb, changed, before }) => (
          <li key={change}>
            <span class="when">{write.instant(at, alignment.zone)}</span>{' '}
            {before === null ? words.wasStored : words.wasChanged(changed.join(', '))}{' '}
            <small class="soft">{verb === null ? words.unknownVerb : (words.verbs[verb] ?? verb)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
