import { useRef } from 'preact/hooks'
import { citation, citationForms } from '../../core/citation.ts'
import { figureAddress } from '../../core/figureAddress.ts'
import { ABSENT } from '../../core/format.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { latest } from '../../state/resource.ts'
import { putBeside } from '../beside.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** What is on screen to be taken away as a picture, a sentence or a citation. */
export function FigureMenu() {
  const text = useWords('figure')
  const write = useFormat()
  const { view, market, scheme, spoken, page, copyText } = usePage()
  const { viewport } = useTicker()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const impact = latest(market.impact.state.value)
  const prices = latest(market.bars.state.value)
  const axis = viewport.series.value?.axis
  const also = { l: spoken.value, theme: scheme.value, save: '1' } as const
  const finding = impact?.kind === 'measured' ? impact.finding[spoken.value] : null
  const close = () => menu.current?.hidePopover()
  const cited = () => {
    const { first, last } = barsIn(viewport.span.peek(), axis?.dates.length ?? 1)
    const [from, to] = [first, last].map((at) => write.date(axis?.dates[at] ?? ''))
    const version = impact?.data_version ?? prices?.data_version ?? ABSENT
    const { source = null, retrieved_at: at = null } = prices ?? {}
    const origin = source === null ? text.unknownSource : text.source(source, at === null ? ABSENT : write.date(at))
    return {
      title: `${market.ticker.value}, ${text.span(from ?? '', to ?? '')}`,
      address: page.location.href,
      seen: new Date(page.Date.now()).toISOString().slice(0, 10),
      version,
      note: `${origin}; ${text.version(version)}.`,
    }
  }
  const copy = (what: () => string) => async () => {
    close()
    await copyText(what())
  }
  return (
    <>
      <button type="button" class="action opener" ref={button} popovertarget="figure">
        {text.figure}
      </button>
      <div
        id="figure"
        class="menu"
        popover="auto"
        role="dialog"
        aria-label={text.figure}
        ref={menu}
        onBeforeToggle={({ currentTarget }) => {
          if (button.current !== null) putBeside(button.current, currentTarget, 280)
        }}
      >
        <ul>
          {(['png', 'svg', 'html'] as const).map((type) => (
            <li key={type}>
              <a href={figureAddress(view.value, type, also) ?? ''} onClick={close}>
                <b>{type.toUpperCase()}</b> <span>{text.types[type]}</span>
              </a>
            </li>
          ))}
        </ul>
        <ul>
          {finding !== null && (
            <li>
              <button type="button" onClick={copy(() => finding)}>
                {text.copySentence}
              </button>
            </li>
          )}
          {citationForms.map((form) => (
            <li key={form}>
              <button type="button" onClick={copy(() => citation(form, cited()))}>
                {text.cite[form]}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
