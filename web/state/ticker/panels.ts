import { signal } from '@preact/signals'

/** Is the list of keys open? */
export const keysOpen = signal(false)
/** Is the side panel shown beside the chart? */
export const sideOpen = signal(true)
/** Is the sheet of a narrow screen drawn up over the chart? */
export const sheetUp = signal(false)
