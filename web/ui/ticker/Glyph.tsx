import './Glyph.css'
import type { Rail, Verdict } from '../../core/ticker/rails.ts'

const shapes: Readonly<Record<Rail, string>> = {
  governance: 'M8 1.6a6.4 6.4 0 1 1 0 12.8 6.4 6.4 0 0 1 0-12.8z',
  deals: 'M8 .6 15.4 8 8 15.4.6 8z',
  product: 'M2 2h12v12H2z',
  legal: 'M8 .2 15.6 14.4H.4z',
  macro: 'M14.8 8 11.4 14H4.6L1.2 8l3.4-6h6.8z',
  earnings: 'M2 2h12v8l-6 5-6-5z',
  other: 'M1 3.6h10L15.4 8 11 12.4H1z',
  world: 'M5 1.4h6L14.6 5v6L11 14.6H5L1.4 11V5z',
}

/** The mark of an event: shape and colour name the family, the fill the verdict. */
export function Glyph({
  rail,
  letter,
  verdict,
}: {
  readonly rail: Rail
  readonly letter: string
  readonly verdict: Verdict
}) {
  return (
    <svg class={`glyph ${rail} ${verdict}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[rail]} />
      <text x="8" y={rail === 'legal' ? 12.8 : 11.6} text-anchor="middle">
        {letter}
      </text>
    </svg>
  )
}
