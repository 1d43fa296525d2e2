import { Problem } from '../problem.ts'

/** @throws Problem 400 for a range that ends before it starts */
export function inOrder<T extends { readonly from?: string | undefined; readonly to?: string | undefined }>(
  range: T,
): T {
  if (range.from !== undefined && range.to !== undefined && range.from > range.to)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot use a range that ends on ${range.to}, before it starts on ${range.from}`,
      'to',
    )
  return range
}
