import { computed } from '@preact/signals'
import { formatOf } from '../core/format.ts'
import { spoken } from './text.ts'

/** Numbers and dates as the language on screen writes them. */
export const format = computed(() => formatOf(spoken.value))
