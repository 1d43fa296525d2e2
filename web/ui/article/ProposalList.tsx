import { useSignal } from '@preact/signals'
import type { Words } from '../../i18n/words.ts'
import type { ProposalView, Reading } from '../../state/article/api.ts'
import { useEvents } from '../events/useEvents.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { useCount, useFormat, useWords } from '../page.ts'
import { useArticle } from './useArticle.ts'

/** The events that the article speaks of. Each waits for a person: nothing is stored before one says so. */
export function ProposalList({ reading }: { readonly reading: Reading }) {
  const words = useWords('article')
  const count = useCount()
  const { edits } = useEvents()
  const { article, proposals } = reading
  const { refused } = edits
  return (
    <section class="panel" aria-labelledby="proposals-head">
      <h2 id="proposals-head">
        {words.proposals} <small class="soft">{count(proposals.length)}</small>
      </h2>
      <p class="soft">{proposals.length === 0 ? words.noProposals : words.proposalsHow}</p>
      {refused.value !== null && <Failed failure={refused.value} kept retry={() => (refused.value = null)} />}
      <ul class="proposals">
        {proposals.map((proposal) => (
          <Proposal key={proposal.quote} proposal={proposal} language={article.language} />
        ))}
      </ul>
      {article.left_out.length > 0 && (
        <details>
          <summary class="opens">{words.leftOut(count(article.left_out.length))}</summary>
          <ul class="left-out">
            {article.left_out.map(({ quote, why }) => (
              <li key={quote}>
                <b>{words.whyLeft[why]}</b> <q lang={article.language}>{quote}</q>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Proposal({ proposal, language }: { readonly proposal: ProposalView; readonly language: 'en' | 'id' }) {
  const words = useWords('article')
  const { roles } = useWords('event')
  const write = useFormat()
  const { stored, store, takeBack } = useArticle()
  const { isBusy } = useEvents().edits
  const title = useSignal(proposal.title)
  const { quote, public_at, from, to, dated, tickers, type, type_word, matches, public_later: later, event } = proposal
  const done = stored.value.get(quote)
  const when =
    public_at !== null
      ? public_at.length === 10
        ? write.date(public_at)
        : `${write.instant(public_at, 'UTC')} UTC`
      : from !== null && to !== null
        ? `${write.date(from)} – ${write.date(to)}`
        : words.unknown
  return (
    <li class={done === undefined ? 'proposal' : `proposal ${done.status}`}>
      <blockquote lang={language}>{quote}</blockquote>
      <dl class="facts">
        <div>
          <dt>{words.when}</dt>
          <dd>
            <b>{when}</b> <span class="soft">{datedBy(dated, words)}</span>
          </dd>
        </div>
        <div>
          <dt>{words.tickers}</dt>
          <dd>
            {tickers.map(({ symbol, role, told }) => (
              <span key={symbol} class="ticker">
                <b>{symbol}</b> {role !== 'subject' && roles[role]} <Told symbol={symbol} told={told} />
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{words.type}</dt>
          <dd>
            {type} <span class="soft">{words.byWord(type_word)}</span>
          </dd>
        </div>
        {matches.length > 0 && (
          <div>
            <dt>{words.maybe}</dt>
            <dd>
              {matches.map((id) => (
                <Link key={id} to={{ screen: { kind: 'event', event: id } }}>
                  {id}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {later !== null && (
        <p class="caution">
          {words.told.publicLater(
            later.event_id,
            `${write.instant(later.occurred, 'UTC')} UTC`,
            `${write.instant(later.public, 'UTC')} UTC`,
          )}
        </p>
      )}
      {done !== undefined ? (
        <p class="decide" role="status">
          <b>{words.became[done.status]}</b>{' '}
          <button type="button" class="action" aria-disabled={isBusy.value} onClick={() => void takeBack(quote)}>
            {words.takeBack}
          </button>
        </p>
      ) : event === null ? (
        <p class="caution">{words.noTime}</p>
      ) : (
        <>
          <label class="field">
            <span>{words.proposalTitle}</span>
            <input
              class="entry"
              type="text"
              maxLength={300}
              lang={language}
              value={title.value}
              onInput={({ currentTarget }) => (title.value = currentTarget.value)}
            />
          </label>
          <p class="decide">
            <button
              type="button"
              class="action primary"
              aria-disabled={isBusy.value || title.value.trim() === ''}
              onClick={() => void store(proposal, title.value.trim(), 'confirmed')}
            >
              {words.confirm} <span class="unseen">{quote}</span>
            </button>{' '}
            <button
              type="button"
              class="action"
              aria-disabled={isBusy.value || title.value.trim() === ''}
              onClick={() => void store(proposal, title.value.trim(), 'proposed')}
            >
              {words.keepProposed} <span class="unseen">{quote}</span>
            </button>
          </p>
        </>
      )}
    </li>
  )
}

/** What told the time of a proposal, in words. */
function datedBy({ by, written, anchor, tier }: ProposalView['dated'], words: Words['article']): string {
  const { told, tiers } = words
  if (by === 'publication') return told.datedByPublication(tier === undefined ? '' : tiers[tier])
  const quoted = told.datedByText(written ?? '')
  if (anchor === undefined || anchor === 'absolute') return quoted
  const counted =
    anchor === 'reference' || anchor === 'previous'
      ? told.countedFrom[anchor]
      : told.countedFrom.event(anchor.replace(/^event:/, ''))
  return `${quoted}, ${counted}`
}

/** What told a ticker; the note of the table of names is in its own language. */
function Told({ symbol, told }: { readonly symbol: string; readonly told: ProposalView['tickers'][number]['told'] }) {
  const { told: words, relations } = useWords('article')
  const write = useFormat()
  const { written, by, note, from, to, nearby } = told
  const day = (iso: string | null) => (iso === null ? '' : write.date(iso))
  const text =
    by === 'symbol'
      ? words.writtenAs(written)
      : by === 'name'
        ? words.named(written, symbol)
        : words.related(written, day(from), day(to))
  return (
    <span class="soft">
      {text}
      {note !== null && (
        <>
          {': '}
          {relations[note] ?? <span lang="en">{note}</span>}
        </>
      )}
      {nearby === true && `, ${words.nearby}`}
    </span>
  )
}
