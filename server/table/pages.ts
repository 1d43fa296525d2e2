/**
 * The rows of a table, page by page as the store gives them: waiting once a page instead of once a row. A table at hand is
 * one page.
 */
export type Pages<Row> = AsyncIterable<Iterable<Row>> | Iterable<Iterable<Row>>
