/** The lanes under the price, in order. Each has its own shape, letter and colour. */
export const rails = ['governance', 'deals', 'product', 'legal', 'macro', 'other'] as const
export type Rail = (typeof rails)[number]

/** Is the abnormal return of the event's session distinguishable from a normal day? `unknown`: it can not be computed. */
export type Verdict = 'significant' | 'not' | 'unknown'
