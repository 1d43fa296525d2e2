import { computed } from '@preact/signals'
import { studyEn } from './en/study.ts'
import { studyId } from './id/study.ts'
import { spoken } from './text.ts'

/** The words of the study page; they come with it and not with the shell. */
export const studyWords = computed(() => (spoken.value === 'id' ? studyId : studyEn))
