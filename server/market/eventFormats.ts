/** Forms in which events are written: ours, as CSV or JSON, and those of other programs. */
export const eventFormats = ['csv', 'json', 'eventstudytools', 'grafana', 'icalendar'] as const
export type EventFormat = (typeof eventFormats)[number]
