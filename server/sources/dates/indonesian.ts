import { clockAt, indonesian as clockWords } from './clock.ts'
import { aroundToday } from './indonesian/aroundToday.ts'
import { calendarDates } from './indonesian/calendarDates.ts'
import { fromBefore } from './indonesian/fromBefore.ts'
import { periods } from './indonesian/periods.ts'
import { places } from './indonesian/places.ts'

import type { Language } from './language.ts'
import { grammar } from './pattern.ts'

const noVerbs =
  /^(direksi|dividen|digital|diri|dirinya|diskon|direktur|distribusi|divisi|berita|beras|bersama|berbagai|bersih|berat|berdasarkan|besar|mereka|merek|media|menteri|merger|meski|meskipun|menurut|melalui|mesin|metode|menit|terhadap|tertentu|terbesar|terbaru|terakhir|tertinggi|teknologi|terkait|terbatas|berupa|mengenai|merah|berikut|dinamika|disiplin)$/

/** Indonesian as the wires write it. */
export const indonesian: Language = {
  grammar: grammar([...calendarDates, ...periods, ...aroundToday, ...places, ...fromBefore]),
  clock: (tokens, at) => clockAt(tokens, at, clockWords),
  between: new Set([
    'pada',
    'hari',
    'tanggal',
    ',',
    '(',
    ')',
    '-',
    '–',
    'sekitar',
    'di',
    'pagi',
    'siang',
    'sore',
    'malam',
    'tepat',
    'tepatnya',
    '/',
    '|',
  ]),
  until: new Set(['hingga', 'sampai', 'ke', '-', '–', '—', 'sd']),
  fillers: new Set(['para', 'si', 'itu', 'sang', 'terjadinya', 'peristiwa', 'kabar', 'berita', 'adanya', 'meletusnya']),
  fiscal: new Set(['fiskal', 'fiscal', 'buku', 'pajak']),
  isName: () => false,
  future: new Set([
    'akan',
    'bakal',
    'hendak',
    'dijadwalkan',
    'direncanakan',
    'diperkirakan',
    'diharapkan',
    'rencananya',
    'berencana',
    'mendatang',
    'nanti',
    'nantinya',
    'diprediksi',
    'diproyeksikan',
    'jadwalnya',
    'paling',
    'segera',
    'harus',
  ]),
  undoing: new Set(['sempat', 'semula', 'awalnya', 'tadinya']),
  past: new Set([
    'telah',
    'sudah',
    'pernah',
    'turun',
    'naik',
    'melemah',
    'menguat',
    'anjlok',
    'ambles',
    'melonjak',
    'ditutup',
    'kata',
    'ujar',
    'tutur',
    'ucap',
    'muncul',
    'keluar',
    'tiba',
    'resmi',
  ]),
  isVerb: (word) => word === 'jatuh' || (word.length >= 6 && /^(me|di|ber|ter)/.test(word) && !noVerbs.test(word)),
  verbTense: 'told',
  present: new Set(),
  article: /^$/,
  happenings: new Set(
    `pengumuman keputusan pemecatan pemberhentian pengunduran kabar berita laporan pencatatan merger penjualan peluncuran
     serangan kejatuhan gangguan kesepakatan tawaran rapat putusan hasil pernyataan keruntuhan kebangkrutan penutupan rilis
     pemilu pemilihan pemungutan akuisisi pembelian penunjukan peristiwa kejadian insiden transaksi penghentian`.split(
      /\s+/,
    ),
  ),
  lists: new Set(['dan', '&', ',']),
  carries: /^$/,
  dateOrder: () => 'DMY',
  numericAfter: new Set(['pada', 'tanggal', 'per', 'sejak', 'hingga', 'sampai', 'tertanggal', 'sebelum', 'setelah']),
  pre: [
    ['sebelum', 'bursa', 'dibuka'],
    ['sebelum', 'bursa', 'buka'],
    ['sebelum', 'pembukaan'],
    ['sebelum', 'perdagangan', 'dibuka'],
    ['pra', '-', 'pembukaan'],
    ['prapembukaan'],
    ['jelang', 'pembukaan'],
    ['menjelang', 'pembukaan'],
    ['sebelum', 'pasar', 'dibuka'],
    ['sebelum', 'pasar', 'buka'],
  ],
  post: [
    ['setelah', 'bursa', 'tutup'],
    ['setelah', 'bursa', 'ditutup'],
    ['setelah', 'penutupan'],
    ['usai', 'penutupan'],
    ['usai', 'bursa', 'tutup'],
    ['setelah', 'pasar', 'tutup'],
    ['setelah', 'pasar', 'ditutup'],
    ['usai', 'perdagangan'],
    ['setelah', 'perdagangan', 'ditutup'],
    ['setelah', 'jam', 'perdagangan'],
    ['sesudah', 'bursa', 'tutup'],
    ['pasca', '-', 'penutupan'],
    ['pascapenutupan'],
    ['selepas', 'penutupan'],
  ],
}
