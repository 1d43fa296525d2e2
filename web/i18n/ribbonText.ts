import { computed } from '@preact/signals'
import type { Language } from '../core/address.ts'
import type { QualityMark } from '../core/data/ribbon.ts'
import type { NoteKind } from '../core/ticker/notes.ts'
import { spoken } from './text.ts'

type RibbonWords = {
  readonly name: string
  readonly clean: (sessions: string) => string
  readonly of: (marks: string, sessions: string) => string
  readonly marks: Readonly<Record<QualityMark, (count: string) => string>>
  readonly kinds: Readonly<Record<NoteKind, string>>
  /** What a state means where no check says more. */
  readonly because: Readonly<Record<NoteKind, string>>
  readonly legend: string
  readonly about: (kinds: string) => string
  readonly unavailable: (checks: string) => string
  readonly found: string
  readonly expected: string
  readonly decide: string
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
    kinds: {
      held: 'held back',
      checked: 'open warning',
      provisional: 'provisional',
      repaired: 'corrected',
      revised: 'revised',
    },
    because: {
      held: 'No figure uses these bars until somebody decides.',
      checked: 'A check found something.',
      provisional: 'Seen once, or before the session was over: the source may still change it.',
      repaired: 'A correction is laid over what was delivered.',
      revised: 'The source changed a value that was final.',
    },
    legend: 'beside a number, about its data',
    about: (kinds) => `About the data: ${kinds}`,
    unavailable: (checks) => `not available: ${checks}`,
    found: 'found',
    expected: 'expected',
    decide: 'Look at the data and decide',
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
    kinds: {
      held: 'ditahan',
      checked: 'peringatan terbuka',
      provisional: 'sementara',
      repaired: 'dikoreksi',
      revised: 'direvisi',
    },
    because: {
      held: 'Tidak ada angka yang memakai batang ini sampai ada yang memutuskan.',
      checked: 'Sebuah pemeriksaan menemukan sesuatu.',
      provisional: 'Terlihat sekali, atau sebelum sesinya selesai: sumber masih dapat mengubahnya.',
      repaired: 'Sebuah koreksi dipakai di atas data yang dikirim.',
      revised: 'Sumber mengubah nilai yang sudah final.',
    },
    legend: 'di samping angka, tentang datanya',
    about: (kinds) => `Tentang data: ${kinds}`,
    unavailable: (checks) => `tidak tersedia: ${checks}`,
    found: 'ditemukan',
    expected: 'seharusnya',
    decide: 'Lihat datanya dan putuskan',
  },
}

/** The words of the strip under the chart. */
export const ribbonWords = computed(() => catalogues[spoken.value])
