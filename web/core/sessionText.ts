/** `+1`, `0`, `−1` */
export const sessionText = (rel: number): string => (rel > 0 ? `+${rel}` : String(rel).replace('-', '−'))

/** `[−1, +1]` */
export const sessionsText = (from: number, to: number): string => `[${sessionText(from)}, ${sessionText(to)}]`
