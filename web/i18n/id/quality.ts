import type { Words } from '../words.ts'

export const catalogue: Words['quality'] = {
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
}
