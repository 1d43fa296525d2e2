/** What somebody decided of an event. Apart from events themselves, as the page's addresses name them. */
export const statuses = ['confirmed', 'proposed', 'rejected'] as const
