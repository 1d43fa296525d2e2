/** What of the data page is on screen. */
export type DataShown = {
  /** Only what concerns this ticker; null: everything. */
  readonly ticker: string | null
  readonly severity: DataSeverity
  readonly status: DataStatus
  /** The series whose calendar is open, as `MSFT 1d`. */
  readonly series: string | null
}

/** `serious`: errors and warnings. */
export const dataSeverities = ['serious', 'error', 'warn', 'info', 'any'] as const
export type DataSeverity = (typeof dataSeverities)[number]
export const dataStatuses = ['open', 'accepted', 'resolved'] as const
export type DataStatus = (typeof dataStatuses)[number]

export const firstData: DataShown = { ticker: null, severity: 'serious', status: 'open', series: null }

/** Keys of the address with their values, and whether each is as it begins. */
export const dataKeys = (shown: DataShown): readonly (readonly [key: string, value: string, isFirst: boolean])[] => [
  ['t', shown.ticker ?? '', shown.ticker === null],
  ['sv', shown.severity, shown.severity === firstData.severity],
  ['st', shown.status, shown.status === firstData.status],
  ['sr', shown.series ?? '', shown.series === null],
]

export const parseData = (query: URLSearchParams): DataShown => ({
  ticker: query.get('t') || null,
  severity: dataSeverities.find((known) => known === query.get('sv')) ?? firstData.severity,
  status: dataStatuses.find((known) => known === query.get('st')) ?? firstData.status,
  series: query.get('sr') || null,
})

export const severitiesOf = (severity: DataSeverity): string | null => {
  switch (severity) {
    case 'serious':
      return 'error,warn'
    case 'any':
      return null
    case 'error':
    case 'warn':
    case 'info':
      return severity
  }
}
