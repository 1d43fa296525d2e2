/** The lanes of the families of events under the price, in order. Each lane has its own shape, letter and colour. */
export const families = ['governance', 'deals', 'product', 'legal', 'macro', 'earnings', 'other'] as const
/** All lanes: below the families, where it is switched on, what happened to every market at once. */
export const rails = [...families, 'world'] as const
export type Rail = (typeof rails)[number]

/** Pixels: how far a glyph reaches from its middle, and from there to the next one's room; merged lanes have larger ones. */
export const glyphRadius = (merged: boolean): number => (merged ? 11 : 9)
export const glyphRoom = (merged: boolean): number => glyphRadius(merged) * 1.3 + 2.5

/** Is the abnormal return of the event's session distinguishable from a normal day? `unknown`: it can not be computed. */
export type Verdict = 'significant' | 'not' | 'unknown'
