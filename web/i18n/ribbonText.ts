import { computed } from '@preact/signals'
import type { Language } from '../core/address.ts'
import type { QualityMark } from '../core/coverageRibbon.ts'
import { spoken } from './text.ts'

type RibbonWords = {
  readonly name: string
  readonly clean: (sessions: string) => string
  readonly of: (marks: string, sessions: string) => string
  readonly marks: Readonly<Record<QualityMark, (count: string) => string>>
}

const catalogues: Readonly<Record<Language, RibbonWords>> = {
  en: {
    name: 'Data quality',
    clean: (sessions) => `all ${sessions} sessions stored and final`,
    of: (marks, sessions) => `${marks}, of ${sessions} sessions`,
    marks: {
      missing: (count) => `${count} missing`,
      held: (count) => `${count} held back`,
      checked: (count) => `${count} with a warning`,
      provisional: (count) => `${count} provisional`,
      repaired: (count) => `${count} repaired`,
      revised: (count) => `${count} revised`,
    },
  },
  id: {
    name: 'Mutu data',
    clean: (sessions) => `${sessions} sesi tersimpan dan final`,
    of: (marks, sessions) => `${marks}, dari ${sessions} sesi`,
    marks: {
      missing: (count) => `${count} hilang`,
      held: (count) => `${count} ditahan`,
      checked: (count) => `${count} dengan peringatan`,
      provisional: (count) => `${count} sementara`,
      repaired: (count) => `${count} diperbaiki`,
      revised: (count) => `${count} direvisi`,
    },
  },
}

/** The words of the strip under the chart. */
export const ribbonWords = computed(() => catalogues[spoken.value])
