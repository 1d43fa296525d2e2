import { computed, signal } from '@preact/signals'
import type { Cluster } from '../../core/ticker/clusters.ts'
import { clusters } from './viewport.ts'

const opened = signal<string | null>(null)
const keyOf = ({ rail, marks }: Cluster) => `${rail} ${marks.map(({ id }) => id).join()}`

/** The cluster whose list is open: it closes by itself when zooming deals its events anew. */
export const openCluster = computed(() => clusters.value.find((cluster) => keyOf(cluster) === opened.value) ?? null)

export function toggleCluster(cluster: Cluster | null): void {
  const key = cluster === null ? null : keyOf(cluster)
  opened.value = opened.peek() === key ? null : key
}
