import './AddTicker.css'
import { useSignal } from '@preact/signals'
import { ticker as tickerOf } from '../../../server/market/ticker.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { useCount, usePage, useWords } from '../page.ts'
import { useBoard } from './useBoard.ts'

/** A ticker of the reader's own: fetched here, without a terminal. @param ticker what stands in the field at first */
export function AddTicker({ ticker = '' }: { readonly ticker?: string }) {
  const words = useWords('board')
  const { go } = usePage()
  const { own, stored } = useBoard()
  const typed = useSignal(ticker)
  const told = useSignal<string | null>(null)
  const isBusy = own.own.value.kind === 'fetching'
  const send = () => {
    const word = typed.peek().trim()
    const symbol = tickerOf(word)
    if (word === '') return
    told.value = symbol === null ? words.wrongTicker(word) : null
    if (symbol === null) return
    if (stored.peek()?.some(({ ticker }) => ticker === symbol)) {
      go({ screen: { kind: 'ticker', ticker: symbol }, event: null, query: '' })
      return
    }
    void own.fetch(symbol)
  }
  return (
    <section class="panel" aria-labelledby="own-head">
      <h2 id="own-head">{words.own}</h2>
      <form
        class="own-form scripted"
        method="dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <label class="field">
          <span>{words.ownName}</span>
          <input
            class="entry"
            type="text"
            name="own"
            autocomplete="off"
            spellcheck={false}
            placeholder={words.ownHint}
            value={typed.value}
            aria-invalid={told.value !== null}
            aria-describedby={told.value === null ? undefined : 'own-told'}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value
              told.value = null
            }}
          />
        </label>
        <button type="submit" class="action primary" aria-disabled={isBusy}>
          {words.fetch}
        </button>
      </form>
      {told.value !== null && (
        <p class="caution" id="own-told" role="alert">
          {told.value}
        </p>
      )}
      <div role="status">
        <Progress />
      </div>
      <p class="soft">{words.dropHow}</p>
      <p class="soft">{words.private}</p>
    </section>
  )
}

function Progress() {
  const words = useWords('board')
  const count = useCount()
  const { own } = useBoard()
  const state = own.own.value
  switch (state.kind) {
    case 'none':
      return null
    case 'fetching':
      return (
        <p>
          {state.of === 0
            ? words.asking(state.ticker)
            : words.fetching(state.ticker, count(state.done), count(state.of))}
        </p>
      )
    case 'refused':
      return <Failed failure={state.failure} kept retry={() => void own.fetch(state.ticker)} />
    case 'done':
      return state.outcome === 'complete' || state.outcome === 'partial' ? (
        <p>
          {words.fetched(state.ticker)}{' '}
          <Link to={{ screen: { kind: 'ticker', ticker: state.ticker }, event: null, query: '' }}>
            {words.toChart(state.ticker)}
          </Link>
        </p>
      ) : (
        <p class="caution">{words.notFetched(state.ticker, state.reasons.join(', ') || state.outcome)}</p>
      )
  }
}
