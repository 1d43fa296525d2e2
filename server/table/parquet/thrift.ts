import type { Bytes } from './bytes.ts'

/** A value of Thrift's compact protocol, in which Parquet writes what it says of itself: its type, and how it is written. */
export interface Value {
  readonly type: number
  readonly write: (to: Bytes) => void
}

export const i32 = (value: number): Value => ({ type: 5, write: (to) => to.zigzag(value) })
export const i64 = (value: number): Value => ({ type: 6, write: (to) => to.zigzag(value) })
export const yes: Value = { type: 1, write: () => {} }
export const text = (value: string): Value => ({
  type: 8,
  write: (to) => {
    const bytes = Buffer.from(value)
    to.varint(bytes.length)
    to.add(bytes)
  },
})

/** A list of values of one type. */
export const list = (values: readonly Value[]): Value => ({
  type: 9,
  write: (to) => {
    const type = values[0]?.type ?? 5
    if (values.length < 15) to.byte((values.length << 4) | type)
    else {
      to.byte(0xf0 | type)
      to.varint(values.length)
    }
    for (const { write } of values) write(to)
  },
})

/** A structure by the numbers of its fields, ascending; what is undefined is left out. */
export const struct = (fields: Readonly<Record<number, Value | undefined>>): Value => ({
  type: 12,
  write: (to) => {
    let before = 0
    for (const [id, value] of Object.entries(fields)) {
      if (value === undefined) continue
      to.byte(((Number(id) - before) << 4) | value.type)
      before = Number(id)
      value.write(to)
    }
    to.byte(0)
  },
})
