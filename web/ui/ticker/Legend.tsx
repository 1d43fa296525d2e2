import './Legend.css'
import { noteKinds, noteSigns } from '../../core/ticker/notes.ts'
import { useWords } from '../page.ts'
import { Glyph } from './Glyph.tsx'

/** Nothing is selected: how to read the marks and how to pick one. */
export function Legend() {
  const text = useWords('page')
  const { legend, kinds } = useWords('quality')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <article class="card legend" tabIndex={0} aria-labelledby="pick-title">
      <h2 id="pick-title">{text.pickEvent}</h2>
      <p>{text.pickEventHow}</p>
      <h3>{text.howToRead}</h3>
      <ul>
        <li>
          <Glyph rail="governance" letter="G" verdict="significant" /> {text.legend.filled}
        </li>
        <li>
          <Glyph rail="governance" letter="G" verdict="not" /> {text.legend.hollow}
        </li>
        <li>
          <Glyph rail="governance" letter="G" verdict="unknown" /> {text.legend.dashed}
        </li>
        <li>
          <svg class="glyph elbow" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 11h10V2" />
            <circle cx="3" cy="11" r="2.4" />
          </svg>{' '}
          {text.legend.between}
        </li>
        <li>
          <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M.8 4h14.4v8H.8z" />
          </svg>{' '}
          {text.legend.possible}
        </li>
        <li>
          <svg class="glyph candles" viewBox="0 0 16 16" aria-hidden="true">
            <path class="hollow" d="M4.5 1v3m0 7v3M2 4h5v7H2z" />
            <path class="filled" d="M11.5 2v3m0 7v3M9 5h5v7H9z" />
          </svg>{' '}
          {text.legend.candle}
        </li>
        <li>
          <Glyph rail="other" letter="★" verdict="not" /> {text.milestoneNote}
        </li>
        <li>
          <span class="glyph signs" aria-hidden="true">
            {noteSigns.checked}
          </span>{' '}
          <span>
            {legend}: {noteKinds.map((kind) => `${noteSigns[kind]} ${kinds[kind]}`).join(', ')}
          </span>
        </li>
      </ul>
      <p class="soft">{text.disclaimer}</p>
    </article>
  )
}
