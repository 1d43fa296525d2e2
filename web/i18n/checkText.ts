import { computed } from '@preact/signals'
import { checkEn } from './checkEn.ts'
import { checkId } from './checkId.ts'
import { spoken } from './text.ts'

/** Checks in words: they come with the first list of findings that is shown. */
export const checkWords = computed(() => (spoken.value === 'id' ? checkId : checkEn))
