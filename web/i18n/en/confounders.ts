const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

/** What else may have moved a price: words of the card and of the event's page. */
export const confounders = {
  title: 'What else may have moved it',
  kinds: {
    earnings: 'own results',
    index: 'index change',
    dividend: 'dividend',
    split: 'split',
    world: 'world event',
  },
  sum: (event: number, estimation: number) => `${event} in the event window, ${estimation} in the estimation window.`,
  sameSession: 'same session',
  sessions: (rel: number) => `${rel > 0 ? '+' : '−'}${many(Math.abs(rel), 'session', 'sessions')}`,
  inEvent: 'In the event window',
  inEstimation: (count: number) => `In the estimation window: ${count}`,
  others: {
    event: (count: number) => `Other events of the ticker in the event window: ${count}`,
    estimation: (count: number) => `Other events of the ticker in the estimation window: ${count}`,
  },
  more: (count: number) => `and ${count} more`,
  dots: 'Dots at the foot of the prices; hollow where they are left out.',
  maskNote: 'Abnormal returns are estimated without confounders.',
  unmask: 'Use all sessions',
  mask: 'Leave these sessions out',
  masked: ({ estimation, M }: { estimation: number; M: number }) =>
    `Left out: ${many(estimation, 'session', 'sessions')} of the estimation window, and those around other events of the ticker; ${many(M, 'session is', 'sessions are')} left to estimate from. The event's own session always stays.`,
  windows: 'Windows without them',
  with: 'all sessions',
  without: 'without them',
  minus: (sessions: string) => `without ${sessions}`,
  onDay0: 'One of them hit the session of the event itself: what each did to it cannot be told apart.',
  tooFew: 'Too few sessions are left to estimate from.',
}
