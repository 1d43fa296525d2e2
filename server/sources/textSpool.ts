import type { Spill } from './priceFile/barSpool.ts'

/** Bytes that are kept in memory before they are written; a text that is longer gets a room of its own. */
const ROOM = 256 * 1024
/** Each text follows its length in bytes. */
const LENGTH = 4
/** UTF-8 takes at most three bytes for each unit of a string. */
const WIDEST = 3

/** Texts one after another, to be had again in that order or each by its place, whatever their number. */
export interface TextSpool {
  /** @returns the place of the text */
  readonly add: (text: string) => number
  readonly at: (place: number) => string
  /** What was added until it is asked for. */
  readonly all: () => Iterable<string>
}

export function textSpool(spill: Spill): TextSpool {
  /** Bytes of each room that was written. */
  const rooms: number[] = []
  let [room, used, written] = [Buffer.allocUnsafe(ROOM), 0, 0]
  const flush = () => {
    if (used === 0) return
    spill.write(room.subarray(0, used))
    rooms.push(used)
    ;[used, written] = [0, written + used]
  }
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafe(length)
    spill.read(at, bytes)
    return bytes
  }
  return {
    add: (text) => {
      const most = LENGTH + WIDEST * text.length
      if (used + most > room.byteLength) {
        flush()
        room = Buffer.allocUnsafe(Math.max(ROOM, most))
      }
      const place = written + used
      const length = room.write(text, used + LENGTH)
      room.writeUInt32LE(length, used)
      used += LENGTH + length
      return place
    },
    at: (place) => {
      flush()
      return read(place + LENGTH, read(place, LENGTH).readUInt32LE()).toString()
    },
    all: function* () {
      flush()
      let from = 0
      for (const length of rooms) {
        const bytes = read(from, length)
        for (let at = 0; at < length; ) {
          const end = at + LENGTH + bytes.readUInt32LE(at)
          yield bytes.toString('utf8', at + LENGTH, end)
          at = end
        }
        from += length
      }
    },
  }
}
