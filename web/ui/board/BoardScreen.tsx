import './BoardScreen.css'
import { presets } from '../../core/ticker/presets.ts'
import { boardState, STEP } from '../../state/board/board.ts'
import { answered, latest } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { TwinLinks } from '../TwinLinks.tsx'
import { useTitle } from '../useTitle.ts'
import { AddTicker } from './AddTicker.tsx'
import { FindingCard } from './FindingCard.tsx'
import { LatestEvents } from './LatestEvents.tsx'
import { MostAbnormal } from './MostAbnormal.tsx'
import { StalePanel } from './StalePanel.tsx'
import { TickerCard } from './TickerCard.tsx'
import { useBoard } from './useBoard.ts'

// Its field comes in with the board's.
export { NoPrices } from './NoPrices.tsx'
export { BoardScreen as Part }

/** Waits until the board is there, or is refused. */
export async function settle(state: State): Promise<void> {
  boardState(state)
  await answered(state)
}

/** What moved and what the news did to it, across every ticker that is stored. */
function BoardScreen() {
  const words = useWords('board')
  const text = useWords('page')
  const { market } = usePage()
  const { board, stored, lines } = useBoard()
  useTitle(words.title)
  const state = board.state.value
  const tickers = market.tickers.state.value
  const failure = state.kind === 'failed' ? state.failure : tickers.kind === 'failed' ? tickers.failure : null
  if (stored.value?.length === 0) return <Empty />
  return (
    <main class="board-page" id="content" tabIndex={-1} aria-busy={state.kind === 'loading'}>
      <header class="board-head">
        <h1>{words.title}</h1>
        <Span />
        <Presets />
        <TwinLinks />
      </header>
      {failure !== null && (
        <Failed
          failure={failure}
          kept={lines.value.length > 0}
          retry={state.kind === 'failed' ? board.retry : market.tickers.retry}
        />
      )}
      <div class="board-top">
        <FindingCard />
        <div class="board-aside">
          <AddTicker />
          <StalePanel />
        </div>
      </div>
      {latest(state) === null ? (
        failure === null && <p class="soft">{text.loading}</p>
      ) : (
        <>
          <Tickers />
          <div class="board-tables">
            <LatestEvents />
            <MostAbnormal />
          </div>
        </>
      )}
    </main>
  )
}

function Span() {
  const words = useWords('board')
  const write = useFormat()
  const { from, to } = useBoard().days.value
  return (
    <p class="soft" aria-live="polite">
      {from === null || to === null ? words.allDays : words.span(write.date(from), write.date(to))}
    </p>
  )
}

/** Ranges that mean something across tickers: one session is a matter of a chart. */
const offered = presets.filter((preset) => preset !== '1d' && preset !== '5d')

function Presets() {
  const text = useWords('page')
  const { view, go } = usePage()
  const { range } = view.value
  return (
    <fieldset class="switch" aria-label={text.range}>
      {offered.map((preset) => (
        <button
          key={preset}
          type="button"
          title={text.presets[preset][1]}
          aria-pressed={range.kind === 'preset' && range.preset === preset}
          onClick={() => go({ range: { kind: 'preset', preset } })}
        >
          {text.presets[preset][0]}
        </button>
      ))}
    </fieldset>
  )
}

function Tickers() {
  const words = useWords('board')
  const count = useCount()
  const { board, lines, shown: many } = useBoard()
  const total = latest(board.state.value)?.total ?? 0
  const shown = lines.value.length
  return (
    <section class="board-tickers" aria-labelledby="tickers-head">
      <header>
        <h2 id="tickers-head">{words.tickers}</h2>
        {shown < total && <p class="soft">{words.shownOf(count(shown), count(total))}</p>}
      </header>
      <ul class="ticker-cards">
        {lines.value.map((line) => (
          <TickerCard key={line.ticker} line={line} />
        ))}
      </ul>
      {shown < total && (
        <button type="button" class="action" onClick={() => (many.value += STEP)}>
          {words.more(count(Math.min(STEP, total - shown)))}
        </button>
      )}
    </section>
  )
}

/** A store that holds no prices: what to do. */
function Empty() {
  const words = useWords('board')
  const { copyText } = usePage()
  const command = 'npm run backfill -- MSFT ^GSPC'
  return (
    <main class="board-page empty" id="content" tabIndex={-1}>
      <h1>{words.empty}</h1>
      <p>{words.emptyHow}</p>
      <AddTicker />
      <p>{words.inTerminal}</p>
      <p class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={() => copyText(command)}>
          {words.copy}
        </button>
      </p>
    </main>
  )
}
