/** Upper ends of the classes of durations, in seconds. */
const CLASSES = [0.01, 0.05, 0.25, 1, 5, 30] as const

interface Durations {
  /** Requests of each class, and longer ones last. */
  readonly classes: number[]
  seconds: number
}

/** What was asked and how long answers took, since the server started. */
export interface Metrics {
  /** @param seconds until the answer began */
  readonly count: (method: string, route: string, status: number, seconds: number) => void
  /** In Prometheus' text form, version 0.0.4, with gauges of the moment. */
  readonly text: (gauges: readonly Gauge[]) => string
}

export interface Gauge {
  /** In snake case without the prefix of the program. */
  readonly name: string
  readonly help: string
  readonly values: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[]
}

const PREFIX = 'aftershock_'

/** A value of a label: backslash, quote and line end follow a backslash. */
const labelled = (labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const lines = (
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  samples: readonly (readonly [suffix: string, labels: Readonly<Record<string, string>>, value: number])[],
): readonly string[] => [
  `# HELP ${PREFIX}${name} ${help}`,
  `# TYPE ${PREFIX}${name} ${type}`,
  ...samples.map(([suffix, labels, value]) => `${PREFIX}${name}${suffix}${labelled(labels)} ${value}`),
]

/** @see https://prometheus.io/docs/instrumenting/exposition_formats */
export function metrics(): Metrics {
  const requests = new Map<string, { readonly labels: Record<string, string>; count: number }>()
  const durations = new Map<string, Durations>()
  return {
    count: (method, route, status, seconds) => {
      const key = `${method} ${route} ${status}`
      const known = requests.get(key) ?? { labels: { method, route, status: String(status) }, count: 0 }
      known.count++
      requests.set(key, known)
      const own = durations.get(route) ?? { classes: Array<number>(CLASSES.length + 1).fill(0), seconds: 0 }
      const at = CLASSES.findIndex((end) => seconds <= end)
      const place = at < 0 ? CLASSES.length : at
      own.classes[place] = (own.classes[place] ?? 0) + 1
      own.seconds += seconds
      durations.set(route, own)
    },
    text: (gauges) => {
      const samples = [...durations].flatMap(([route, { classes, seconds }]) => {
        let sum = 0
        const buckets = classes.map((count, at) => {
          sum += count
          const le = at < CLASSES.length ? String(CLASSES[at]) : '+Inf'
          return ['_bucket', { route, le }, sum] as const
        })
        return [...buckets, ['_sum', { route }, seconds] as const, ['_count', { route }, sum] as const]
      })
      return [
        ...lines(
          'requests_total',
          'counter',
          'Requests answered, by route and status',
          [...requests.values()].map(({ labels, count }) => ['', labels, count] as const),
        ),
        ...lines('request_seconds', 'histogram', 'Seconds until an answer began', samples),
        ...gauges.flatMap(({ name, help, values }) =>
          lines(
            name,
            'gauge',
            help,
            values.map(([labels, value]) => ['', labels, value] as const),
          ),
        ),
        '',
      ].join('\n')
    },
  }
}
