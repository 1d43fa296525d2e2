import { type Cluster, weight as weightOf } from '../../web/core/ticker/clusters.ts'

export interface Footnote {
  readonly number: number
  readonly text: string
}

/**
 * Numbers for the places on the rails that matter most, in the order of time: that of the selected event, then those
 * whose session stands out most, until there is no room for more. Their glyph shows the number.
 *
 * @param clusters on the chart, in any order
 * @param most how many numbers there is room for
 * @param told a footnote: of an event, with how many others at its place
 * @returns the clusters as they are drawn, and how many of them have no number
 */
export function numbered(
  clusters: readonly Cluster[],
  selected: string | null,
  most: number,
  told: (id: string, others: number) => string,
): { readonly footnotes: readonly Footnote[]; readonly clusters: readonly Cluster[]; readonly left: number } {
  const shown = ({ marks, face }: Cluster) => marks.find(({ id }) => id === selected) ?? face
  const holds = ({ marks }: Cluster) => marks.some(({ id }) => id === selected)
  const weight = (cluster: Cluster) => (holds(cluster) ? Number.POSITIVE_INFINITY : weightOf(cluster.face))
  const chosen = clusters
    .toSorted((a, b) => weight(b) - weight(a) || a.x - b.x)
    .slice(0, most)
    .toSorted((a, b) => shown(a).x - shown(b).x)
  const numbers = new Map(chosen.map((cluster, at) => [cluster, at + 1]))
  const footnotes = chosen.map((cluster, at) => ({
    number: at + 1,
    text: told(shown(cluster).id, cluster.marks.length - 1),
  }))
  const drawn = clusters.map((cluster): Cluster => {
    const number = numbers.get(cluster)
    if (number === undefined) return cluster
    const face = { ...shown(cluster), letter: String(number) }
    return { ...cluster, face, marks: [face] }
  })
  return { footnotes, clusters: drawn, left: clusters.length - chosen.length }
}
