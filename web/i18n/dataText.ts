import { computed } from '@preact/signals'
import { dataEn } from './en/data.ts'
import { dataId } from './id/data.ts'
import { spoken } from './text.ts'

/** The words of the data page; they come with it and not with the shell. */
export const dataWords = computed(() => (spoken.value === 'id' ? dataId : dataEn))
