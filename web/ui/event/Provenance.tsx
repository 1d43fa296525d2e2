import type { PlacedEvent } from '../../api.ts'
import { placeName } from '../../core/zones.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { useEvent } from './useEvent.ts'

/** Where the time of the event comes from, and how sure it is. */
export function Provenance({ event }: { readonly event: PlacedEvent }) {
  const words = useWords('event')
  const { time_source: from, time_note: note, precision, uncertainty, timezone, public_at: publicAt, extra } = event
  const rows: readonly (readonly [name: string, value: string | null | undefined])[] = [
    [words.timeFrom, from === null ? null : words.timeSources[from]],
    [words.precision, words.precisions[precision]],
    [words.uncertainty, uncertainty === null ? null : `± ${uncertainty.replace(/^P/, '').replace('T', '')}`],
    [words.zone, timezone],
    [words.stored, publicAt ?? event.occurred_at],
    [words.happened, publicAt === null ? null : event.occurred_at],
    [words.sourceSays, extra.source_published_at],
    [words.fetched, extra.retrieved_at],
  ]
  return (
    <section class="panel" aria-labelledby="time-head">
      <h2 id="time-head">{words.provenance}</h2>
      {publicAt === null && <p class="caution">{words.onlyHappened}</p>}
      <dl class="facts">
        {rows.map(([name, value]) =>
          value == null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {note !== null && <p class="soft">{note}</p>}
      <Witnesses />
    </section>
  )
}

/** Everybody who says when it was public, how far apart they are, and what each session that they admit would give. */
function Witnesses() {
  const words = useWords('event')
  const text = useWords('page')
  const write = useFormat()
  const { spoken } = usePage()
  const { passport } = useEvent()
  const state = passport.state.value
  const found = latest(state)
  if (found === null)
    return state.kind === 'failed' ? <Failed failure={state.failure} kept={false} retry={passport.retry} /> : null
  const { witnesses, sessions, spread_seconds: spread, same_conclusion: isSame, zone } = found
  const timeOf = (at: string) => (at.length > 10 ? `${write.instant(at, zone)} ${placeName(zone)}` : at)
  return (
    <>
      <h3>{words.witnesses}</h3>
      {witnesses.length === 0 && <p class="soft">{words.noWitnesses}</p>}
      <ul class="witnesses">
        {witnesses.map(({ kind, at, place, note, seconds, agrees, session, used }) => (
          <li key={`${kind} ${at} ${place}`}>
            <b>{words.witnessKinds[kind]}</b> {timeOf(at)}{' '}
            <span class="soft">
              {[
                used ? words.usedTime : agrees ? words.agrees : seconds === null ? words.differs : words.off(seconds),
                session === null ? null : words.wouldHit(write.date(session)),
                place === '' ? null : place,
                note,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {spread !== null && <p class="soft">{words.spread(spread)}</p>}
      {sessions.length > 1 && (
        <>
          <h3>{words.sessions}</h3>
          {isSame !== null && <p class={isSame ? 'soft' : 'caution'}>{isSame ? words.sameEnd : words.otherEnd}</p>}
          <ul class="witnesses">
            {sessions.map(({ session, used, ar, t, p, finding, reason }) => (
              <li key={session}>
                <b>{write.weekday(session)}</b> {used && <span class="soft">{words.usedSession} · </span>}
                {reason !== null ? (
                  <span class="soft">{text.notComputable}</span>
                ) : (
                  <span class="number" title={finding?.[spoken.value]}>
                    {text.ar} {write.percent(ar)}, t {write.statistic(t)}, p {write.p(p)}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
