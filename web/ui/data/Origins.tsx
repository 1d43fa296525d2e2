import { latest } from '../../state/resource.ts'
import { useWords } from '../page.ts'
import { useData } from './useData.ts'

/** What the source last said, when it may be asked again, and when the database was last looked after. */
export function Origins() {
  const words = useWords('data')
  const { stored, moments } = useData()
  const { clock, when } = moments
  const quality = latest(stored.findings.state.value)
  if (quality === null) return <dl class="origins" />
  const { provider, care, zone_data: zones } = quality
  const waits = provider?.resume_at != null && new Date(provider.resume_at).getTime() > clock.value
  return (
    <dl class="origins">
      <div>
        <dt>{words.provider}</dt>
        <dd>
          {provider === null ? (
            words.providerNever
          ) : (
            <>
              <span class={provider.outcome === 'ok' ? 'mark ok' : 'mark warn'} aria-hidden="true" />
              {words.providerNames[provider.name] ?? provider.name}{' '}
              <strong>{words.reasons[provider.outcome] ?? provider.outcome}</strong>
              {provider.updated_at !== null && <span class="soft"> {words.providerAt(when(provider.updated_at))}</span>}
              {provider.resume_at !== null && (
                <span> · {waits ? words.nextTry(when(provider.resume_at)) : words.mayRetry}</span>
              )}
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{words.store}</dt>
        <dd>
          {words.verified(care.verified_at === null ? null : when(care.verified_at))} ·{' '}
          {words.backedUp(care.backup_at === null ? null : when(care.backup_at))}
        </dd>
      </div>
      <div>
        <dt>{words.zoneData}</dt>
        <dd>
          {zones.is_older && <span class="mark warn" aria-hidden="true" />}
          {zones.is_older ? words.zonesOlder(zones.version, zones.tested) : zones.version}
        </dd>
      </div>
    </dl>
  )
}
