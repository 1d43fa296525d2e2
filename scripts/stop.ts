/** A terminal sends its signal to the launcher and to us, and the launcher passes it on: two at once are one. */
const SAME = 200

/**
 * The first SIGINT or SIGTERM aborts the signal returned, so that work can end well; the next one ends the process.
 *
 * @param onFirst says to the user what is happening
 */
export function stopSignal(onFirst: () => void): AbortSignal {
  const stop = new AbortController()
  let first: number | null = null
  const on = () => {
    const now = performance.now()
    if (first === null) {
      first = now
      onFirst()
      stop.abort(new Error('Stopped'))
    } else if (now - first > SAME) process.exit(130)
  }
  process.on('SIGINT', on)
  process.on('SIGTERM', on)
  return stop.signal
}
