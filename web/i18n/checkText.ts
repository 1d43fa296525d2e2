import { computed } from '@preact/signals'
import { checkEn } from './en/check.ts'
import { checkId } from './id/check.ts'
import { spoken } from './text.ts'

/** Checks in words: they come with the first list of findings that is shown. */
export const checkWords = computed(() => (spoken.value === 'id' ? checkId : checkEn))
