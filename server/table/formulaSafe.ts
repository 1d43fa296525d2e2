/**
 * Spreadsheets run a cell that begins with one of these as a formula. One apostrophe before it keeps it text; the rule
 * counts apostrophes that are there already, so that writing and reading are inverse for every text. Full-width
 * signs and signs after a space are no formula and stay as they are.
 */
export const guarded = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** What `guarded` was given. */
export const unguarded = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
