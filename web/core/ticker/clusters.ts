import type { Span } from './axis.ts'
import { type Rail, rails, type Verdict } from './rails.ts'

/** One event as the rails draw it. */
export type Mark = {
  readonly id: string
  readonly rail: Rail
  readonly letter: string
  /** Place on the axis in bar indices; between two bars for news outside a session. */
  readonly x: number
  /** Index of the bar that could first react. */
  readonly effective: number
  readonly between: boolean
  /** Without an hour: the bars of the sessions it may have hit. */
  readonly possible: Span | null
  readonly verdict: Verdict
  /** Abnormal return of its session, a fraction. */
  readonly ar: number | null
}

/** Neighbouring events of one lane, and what is drawn of all of them. */
export type Dealt = {
  readonly rail: Rail
  /** Bucket number: together with the lane and the bucket's size it names the cluster. */
  readonly bucket: number
  readonly marks: readonly Mark[]
  /** The event with the largest abnormal return among those that were tested. */
  readonly face: Mark
  /** Significant when one of its events is, unknown only when all are. */
  readonly verdict: Verdict
  /** The bar that the last of its events that stands between two bars waits for; null: none does. */
  readonly waitsFor: number | null
}

/** The same where it is drawn. */
export type Cluster = Dealt & { readonly x: number }

/** Bars a bucket spans: the smallest power of two that is at least `pixels` wide, so that panning never re-deals the events. */
export const bucketSize = (barWidth: number, pixels: number): number => 2 ** Math.ceil(Math.log2(pixels / barWidth))

/**
 * Deals events into buckets that are anchored to the bars, not to the screen: they stay while the reader moves, and so does
 * what is told of each.
 *
 * @param marks by place, ascending
 * @param size bars a bucket spans (`bucketSize`)
 * @param merged one lane for all families (narrow screens)
 * @returns buckets by lane, then by place; every event is in exactly one
 */
export function dealt(marks: readonly Mark[], size: number, merged = false): readonly Dealt[] {
  const lanes = new Map<Rail, { bucket: number; members: Mark[] }[]>(rails.map((rail) => [rail, []]))
  for (const mark of marks) {
    const buckets = lanes.get(merged ? rails[0] : mark.rail)
    const bucket = Math.floor(mark.x / size)
    const last = buckets?.at(-1)
    if (last?.bucket === bucket) last.members.push(mark)
    else buckets?.push({ bucket, members: [mark] })
  }
  return [...lanes.values()].flatMap((buckets) =>
    buckets.map(({ bucket, members }): Dealt => {
      const face = members.reduce((best, mark) => (weight(mark) > weight(best) ? mark : best))
      const waitsFor = members.findLast(({ between }) => between)?.effective ?? null
      return { rail: face.rail, bucket, marks: members, face, verdict: verdictOf(members), waitsFor }
    }),
  )
}

/**
 * Puts them where they are drawn, at their events as far as they keep off the edges of their buckets.
 *
 * @param size bars a bucket spans
 * @param margin bars a glyph keeps from the edges of its bucket, so that neighbours never touch
 */
export function placed(all: readonly Dealt[], size: number, margin: number): readonly Cluster[] {
  const room = Math.min(margin, size / 2)
  return all.map((each) => {
    const { bucket, face } = each
    return { ...each, x: Math.min(Math.max(face.x, bucket * size + room), (bucket + 1) * size - room) }
  })
}

/** How much an event stands out: by its abnormal return, where that could be tested. */
export const weight = ({ ar, verdict }: Mark): number => (verdict === 'unknown' ? -1 : Math.abs(ar ?? 0))

function verdictOf(marks: readonly Mark[]): Verdict {
  if (marks.some(({ verdict }) => verdict === 'significant')) return 'significant'
  return marks.every(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'not'
}

/** The cluster at a place of a lane, within `reach` bars. */
export function clusterAt(clusters: readonly Cluster[], rail: Rail | null, x: number, reach: number): Cluster | null {
  let [best, distance]: [Cluster | null, number] = [null, reach]
  for (const cluster of clusters) {
    if (rail !== null && cluster.rail !== rail) continue
    const away = Math.abs(cluster.x - x)
    if (away <= distance) [best, distance] = [cluster, away]
  }
  return best
}
