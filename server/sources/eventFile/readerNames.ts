/** Forms of other programs in which events are read, in the order in which they are tried. */
export const foreignReaders = [
  'edgar',
  'edgar-header',
  'edgar-index',
  'feed',
  'icalendar',
  'eventstudytools',
  'gdelt',
  'news',
  'grafana',
] as const
export type ForeignReader = (typeof foreignReaders)[number]

/** Names of the readers of events, for those who want to force one. */
export const eventReaders = ['csv', 'json', 'jsonl', ...foreignReaders] as const
