/** Forms that a list of events is written in. */
export const eventForms = ['csv', 'aligned', 'json', 'icalendar', 'grafana', 'eventstudytools'] as const
export type EventForm = (typeof eventForms)[number]

/** Where the events of a question are as a file. */
export function eventsFileAddress(
  form: EventForm,
  question: Readonly<Record<string, string>>,
  language: string,
): string {
  if (form === 'csv') return `/api/events.csv?${new URLSearchParams({ ...question, l: language })}`
  const asked = form === 'aligned' ? { format: 'csv', with_alignment: 'true' } : { format: form }
  return `/api/exports/events?${new URLSearchParams({ ...question, ...asked })}`
}
