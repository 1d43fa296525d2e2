const WIDTH = 24

/** A line on stderr that is redrawn on a terminal; elsewhere each `note` is a line and `draw` says nothing. */
export interface ProgressLine {
  readonly draw: (done: number, total: number, text: string) => void
  readonly note: (text: string) => void
  readonly clear: () => void
}

export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const live = stream.isTTY === true
  const clear = () => {
    if (live) stream.write('\r\x1b[2K')
  }
  return {
    clear,
    draw: (done, total, text) => {
      if (!live) return
      const filled = total === 0 ? 0 : Math.round((WIDTH * done) / total)
      const line = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done}/${total} ${text}`
      stream.write(`\r\x1b[2K${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`)
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
