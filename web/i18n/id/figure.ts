import type { Words } from '../words.ts'

/** Words of a figure that leaves the page; see `page` for the rules. */
export const catalogue: Words['figure'] = {
  figure: 'Gambar',
  types: { png: 'gambar 2400 × 1350 piksel', svg: 'gambar yang tetap tajam' },
  copySentence: 'Salin temuan',
  cite: {
    plain: 'Salin kutipan',
    bibtex: 'Salin kutipan untuk BibTeX',
    ris: 'Salin kutipan untuk pengelola referensi (RIS)',
  },
  candles: 'Harga harian',
  closes: 'Penutupan harian',
  hours: (interval) => `Harga per ${interval}`,
  basis: 'sebagaimana diterima, disesuaikan dengan pemecahan saham',
  span: (from, to) => `${from} sampai ${to}`,
  clock: (place) => `waktu ${place}`,
  source: (source, when) => `Sumber: ${source}, diambil ${when}`,
  unknownSource: 'Sumber tidak diketahui',
  version: (version) => `data ${version}`,
  benchmark: (benchmark) => `terhadap ${benchmark}`,
  window: (window) => `diarsir: sesi ${window}`,
  more: (count) => `dan ${count} lagi`,
  unnumbered: (count) => `${count} tempat dengan peristiwa tanpa nomor`,
  noEvents: 'Tidak ada peristiwa dalam rentang ini.',
  held: 'Kosong: tidak dapat dibedakan dari hari biasa. Penuh: dapat dibedakan.',
  abnormal: 'Imbal hasil abnormal',
  volume: 'Volume',
  notMeasured: 'Tidak dapat dihitung',
}
