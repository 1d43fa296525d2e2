import type { ComponentChildren } from 'preact'
import { figureAddress } from '../core/figureAddress.ts'
import { unbroken } from '../core/format.ts'
import { studyFigureAddress } from '../core/study/figureAddress.ts'
import { presets } from '../core/ticker/presets.ts'
import { latest } from '../state/resource.ts'
import { Link } from './Link.tsx'
import { usePage, useWords } from './page.ts'
import { StillEvents } from './StillEvents.tsx'
import { TwinLinks } from './TwinLinks.tsx'
import { useFiles } from './ticker/Downloads.tsx'
import { EventsInView } from './ticker/EventsInView.tsx'

/** What reads an article, or a draft, on the command line. */
const reading = {
  read: 'npm run ingest -- story.html --as article',
  check: 'npm run check-draft -- draft.txt',
} as const

/** Tickers that are named. */
const MOST = 300

/** What a page without scripts says besides its picture: the events as a table of links, and the files. */
export function StillTables() {
  const text = useWords('still')
  const { view } = usePage()
  const { screen } = view.value
  const { kind } = screen
  return (
    <noscript>
      <div class="still">
        <h2>{text.title}</h2>
        {kind === 'board' && <OfBoard />}
        {kind === 'ticker' && <OfTicker />}
        {kind === 'study' && <OfStudy />}
        {kind === 'data' && <OfData />}
        {kind === 'events' && <StillEvents />}
        {kind === 'article' && <p>{text.article}</p>}
        {kind === 'article' && (
          <p>
            {text.articleHow} <code>{reading[screen.task]}</code>
          </p>
        )}
        <Tickers />
      </div>
    </noscript>
  )
}

function OfTicker() {
  const text = useWords('still')
  const page = useWords('page')
  const { view, market, spoken } = usePage()
  const files = useFiles()
  const impact = latest(market.impact.state.value)
  return (
    <>
      <p>{text.ticker}</p>
      {impact?.kind === 'measured' && (
        <section>
          <h3>{text.finding}</h3>
          <p class="finding">{unbroken(impact.finding[spoken.value])}</p>
        </section>
      )}
      <EventsInView />
      <Links name={text.files}>
        {files.map(({ key, href }) => (
          <a key={key} href={href}>
            {page.csv[key][0]}
          </a>
        ))}
      </Links>
      <Links name={text.figure}>
        {(['png', 'svg', 'html'] as const).map((type) => (
          <a key={type} href={figureAddress(view.value, type, { l: spoken.value, theme: 'light' }) ?? ''}>
            {type.toUpperCase()}
          </a>
        ))}
      </Links>
      <Ranges />
    </>
  )
}

function OfBoard() {
  const text = useWords('still')
  const page = useWords('page')
  return (
    <>
      <p>{text.board}</p>
      <Links name={text.files}>
        <a href="/api/board.csv">{page.board}</a>
        <a href="/api/events.csv">{text.allEvents}</a>
      </Links>
      <Ranges />
    </>
  )
}

function Ranges() {
  const text = useWords('still')
  const page = useWords('page')
  return (
    <Links name={text.ranges}>
      {presets.map((preset) => (
        <Link key={preset} to={{ range: { kind: 'preset', preset } }}>
          {page.presets[preset][1]}
        </Link>
      ))}
    </Links>
  )
}

function OfStudy() {
  const text = useWords('still')
  const study = useWords('study')
  const { view, spoken } = usePage()
  const also = { l: spoken.value, theme: 'light' }
  return (
    <>
      <p>{text.study}</p>
      <TwinLinks />
      <p>
        <img
          src={studyFigureAddress(view.value, 'caar', 'svg', also)}
          width={1200}
          height={675}
          loading="lazy"
          alt={study.plot}
        />
      </p>
      <p>
        <img
          src={studyFigureAddress(view.value, 'events', 'svg', also)}
          width={1200}
          height={675}
          loading="lazy"
          alt={study.eventsTitle}
        />
      </p>
      <p>
        {text.studyHow} <code>npm run study -- SPEC.json</code>
      </p>
    </>
  )
}

function OfData() {
  const text = useWords('still')
  return (
    <>
      <p>{text.data}</p>
      <Links name="API">
        <a href="/api/quality">{text.coverage}</a>
        <a href="/api/backfills">{text.backfills}</a>
        <a href="/api/imports">{text.imports}</a>
        <a href="/api/events.csv">{text.allEvents}</a>
      </Links>
    </>
  )
}

function Tickers() {
  const text = useWords('still')
  const known = latest(usePage().market.tickers.state.value) ?? []
  if (known.length === 0) return null
  return (
    <section>
      <h3>{text.tickers}</h3>
      <ul>
        {known.slice(0, MOST).map(({ ticker, name }) => (
          <li key={ticker}>
            <b>{ticker}</b> {name} · <Link to={{ screen: { kind: 'ticker', ticker }, event: null }}>{text.chart}</Link>{' '}
            · <a href={`/api/bars/${encodeURIComponent(ticker)}.csv`}>{text.prices}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Links({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  const all = Array.isArray(children) ? children.flat() : [children]
  return (
    <section>
      <h3>{name}</h3>
      <ul class="links">
        {all.map((link, i) => (
          <li key={i}>{link}</li>
        ))}
      </ul>
    </section>
  )
}
