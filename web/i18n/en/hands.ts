const many = (count: number | string, one: string, more: string) => `${count} ${String(count) === '1' ? one : more}`

/** Words of what is moved by hand on the chart, ruler and windows; see `page` for the rules. */
export const catalogue = {
  ruler: 'Ruler',
  close: 'Take the ruler away',
  ends: ['Ruler, one end', 'Ruler, other end'] as readonly [string, string],
  offAxis: 'The ends of the ruler are no bars of this chart.',
  change: 'change',
  changeHelp: 'of the close, dividends aside',
  log: 'log return',
  logHelp: 'natural logarithm of the later close over the earlier',
  abnormal: 'Σ AR',
  abnormalHelp: 'abnormal returns of the sessions after the first bar, added up: those of /api/abnormal',
  length: 'length',
  bars: (written: string, count: number, sessions: boolean) =>
    `${written} ${sessions ? (count === 1 ? 'session' : 'sessions') : count === 1 ? 'bar' : 'bars'}`,
  elapsed: 'elapsed',
  days: (count: string) => many(count, 'day', 'days'),
  time: (minutes: number) =>
    [
      [Math.floor(minutes / 1440), 'd'] as const,
      [Math.floor((minutes % 1440) / 60), 'h'] as const,
      [minutes % 60, 'min'] as const,
    ]
      .filter(([count]) => count > 0)
      .map((part) => part.join(' '))
      .join(' ') || '0 min',
  noClose: 'No change: a bar at an end has no close that may be shown.',
  noCloseBrief: 'no close',
  held: (count: string) => `${many(count, 'bar is', 'bars are')} held back by checks.`,
  missing: (count: string) => `${many(count, 'session has', 'sessions have')} no bar.`,
  noBenchmark: 'No abnormal returns: nothing fits this ticker.',
  notDaily: 'No abnormal returns: they are figures of sessions.',
  awaited: 'Abnormal returns are under way.',
  without: (count: string, reasons: string) =>
    `${many(count, 'session has', 'sessions have')} no abnormal return (${reasons}) and ${count === '1' ? 'is' : 'are'} not in the sum.`,
  noTest: 't of the sum is not known: each session is forecast by a fit of its own. A window of an event has one.',

  edges: {
    from: 'Event window, first session',
    to: 'Event window, last session',
    estimationFrom: 'Estimation window, first session',
    estimationTo: 'Estimation window, last session',
  },
  session: (rel: string, date: string | null) => (date === null ? rel : `${rel}, ${date}`),
  live: 'Figures of the windows as they are moved',
  window: 'window',
  estimation: (from: string, to: string) => `estimation ${from} to ${to}`,
  day0: 'event day',
  loading: 'The figures are under way.',
  failed: 'The figures cannot be worked out here; when you let go the server is asked.',
  contaminated: (count: number, leftOut: boolean) =>
    `${many(count, 'session', 'sessions')} of the estimation window with other events (dots)${leftOut ? ', left out' : ''}.`,
}
