import type { ComponentChildren } from 'preact'
import { usePage, useStillDrawing } from '../page.ts'

/** The head of a column by which rows can be put in order: a button, and which way it goes now. */
export function SortHead({
  sorted,
  sort,
  children,
}: {
  /** Null: the rows are in the order of another column. */
  readonly sorted: 'ascending' | 'descending' | null
  readonly sort: (descending: boolean) => void
  readonly children: ComponentChildren
}) {
  const { narrow } = usePage()
  const isStill = useStillDrawing() !== null
  // There rows are lists, and heads are only heard; where no script runs nothing can be pressed.
  if (narrow.value || isStill) return <th scope="col">{children}</th>
  return (
    <th scope="col" aria-sort={sorted ?? 'none'}>
      <button type="button" class="sort" onClick={() => sort(sorted === 'ascending')}>
        {children}
        <span aria-hidden="true">{sorted === null ? '↕' : sorted === 'ascending' ? '↑' : '↓'}</span>
      </button>
    </th>
  )
}
