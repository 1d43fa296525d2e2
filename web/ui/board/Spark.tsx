import { sparkPath } from '../../core/board/sparkPath.ts'
import type { BoardLine } from '../../state/board/board.ts'
import { useFormat, useWords } from '../page.ts'

const [WIDTH, HEIGHT] = [240, 48]

/** The closes of the range as a small line without axes: its ends, lowest and highest are in its name. */
export function Spark({ ticker, kind, spark }: Pick<BoardLine, 'ticker' | 'kind' | 'spark'>) {
  const words = useWords('board')
  const write = useFormat()
  const { line, end, low, high } = sparkPath(spark.closes, WIDTH, HEIGHT)
  const [first, last] = [spark.dates[0], spark.dates.at(-1)]
  if (end === null || first === undefined || last === undefined) return null
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.line(
        ticker,
        write.date(first),
        write.date(last),
        write.price(low, kind),
        write.price(high, kind),
      )}
    >
      <path d={line} />
      <path class="end" d={`M${end.x} ${end.y}h.01`} />
    </svg>
  )
}
