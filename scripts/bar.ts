const [WIDEST, NARROWEST] = [24, 8]

/** A line on stderr that is redrawn on a terminal; elsewhere each `note` and each new `wait` is a line of its own. */
export interface ProgressLine {
  readonly draw: (done: number, total: number, text: string) => void
  /** Says what is waited for, before anything can be counted. */
  readonly wait: (text: string) => void
  readonly note: (text: string) => void
  readonly clear: () => void
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY'> & { readonly columns?: number }

export function progressLine(stream: Stream = process.stderr): ProgressLine {
  const live = stream.isTTY === true
  let said = ''
  const clear = () => {
    if (live) stream.write('\r\x1b[2K')
  }
  const redraw = (line: string, columns: number) => stream.write(`\r\x1b[2K${line.slice(0, Math.max(20, columns))}`)
  // The last column stays free: some terminals begin a new line when it is filled.
  const columns = () => (stream.columns ?? 80) - 1
  return {
    clear,
    draw: (done, total, text) => {
      if (!live) return
      const rest = ` ${done}/${total} ${text}`
      // The words say more than the bar: where there is little room, the bar gives way.
      const width = Math.min(WIDEST, Math.max(NARROWEST, columns() - rest.length - 2))
      const filled = total === 0 ? 0 : Math.round((width * done) / total)
      redraw(`[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]${rest}`, columns())
    },
    wait: (text) => {
      if (live) redraw(text, columns())
      else if (text !== said) stream.write(`${text}\n`)
      said = text
    },
    note: (text) => {
      clear()
      stream.write(`${text}\n`)
    },
  }
}

/** `1:05` or `2:03:07` from milliseconds. */
export function clock(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
