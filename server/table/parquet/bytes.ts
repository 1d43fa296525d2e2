/** Bytes that grow at their end. */
export interface Bytes {
  readonly byte: (value: number) => void
  readonly add: (bytes: Uint8Array) => void
  /** A whole number from 0 on, seven bits a byte, the low ones first. */
  readonly varint: (value: number) => void
  /** The same of any whole number up to 2^52 in size, positive and negative in turns. */
  readonly zigzag: (value: number) => void
  /** What is there; the array is used again after the next byte. */
  readonly taken: () => Uint8Array
}

export function growing(): Bytes {
  let held = new Uint8Array(1024)
  let length = 0
  const room = (more: number) => {
    if (length + more <= held.length) return
    const grown = new Uint8Array(2 * (length + more))
    grown.set(held)
    held = grown
  }
  const byte = (value: number): void => {
    room(1)
    held[length++] = value
  }
  const varint = (value: number): void => {
    let rest = value
    while (rest > 127) {
      byte((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    byte(rest)
  }
  return {
    byte,
    add: (bytes) => {
      room(bytes.length)
      held.set(bytes, length)
      length += bytes.length
    },
    varint,
    zigzag: (value) => varint(value < 0 ? -2 * value - 1 : 2 * value),
    taken: () => held.subarray(0, length),
  }
}

/**
 * Whole numbers in `width` bits each as Parquet's hybrid of runs and packed bits has them: one run where all are equal.
 *
 * @param values each below 2^width, at least one; width at most 24
 */
export function packed(values: Int32Array, width: number): Uint8Array {
  const to = growing()
  const count = values.length
  const first = values[0] as number
  let same = 1
  while (same < count && values[same] === first) same++
  if (same >= count) {
    to.varint(count * 2)
    for (let bit = 0; bit < width; bit += 8) to.byte((first >>> bit) & 0xff)
    return to.taken()
  }
  const groups = Math.ceil(count / 8)
  to.varint(groups * 2 + 1)
  const bits = new Uint8Array(groups * width)
  let at = 0
  let held = 0
  let waiting = 0
  for (let i = 0; i < count; i++) {
    held |= (values[i] as number) << waiting
    waiting += width
    while (waiting >= 8) {
      bits[at++] = held
      held >>>= 8
      waiting -= 8
    }
  }
  if (waiting > 0) bits[at] = held
  to.add(bits)
  return to.taken()
}
