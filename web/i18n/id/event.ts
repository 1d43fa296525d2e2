import { firstEvents } from '../../core/events/address.ts'
import type { Words } from '../words.ts'

/** Menit sebagai lama waktu, paling banyak dua satuan. */
const length = (minutes: number): string => {
  const all = Math.abs(minutes)
  if (all < 60) return `${all} menit`
  if (all < 1440) return `${Math.floor(all / 60)} jam ${all % 60} menit`
  return `${Math.floor(all / 1440)} hari ${Math.floor((all % 1440) / 60)} jam`
}

/** Kata-kata halaman satu peristiwa dalam bahasa Indonesia. */
export const catalogue: Words['event'] = {
  event: 'Peristiwa',
  allEvents: { name: 'Semua peristiwa', screen: { kind: 'events', ...firstEvents } },
  known: 'Kapan diketahui',
  onChart: (ticker) => `Grafik ${ticker}`,
  edit: 'Ubah',
  tickers: 'Kode saham',
  noTicker: 'Tanpa kode saham, jadi tidak tampil di grafik atau studi mana pun. Ubah untuk menyebutnya.',
  wholeMarket: 'seluruh pasar',
  roles: {
    subject: 'yang diberitakan',
    parent: 'induk dari yang diberitakan',
    subsidiary: 'anak perusahaan',
    investor: 'penanam modal',
    investee: 'penerima modal',
    partner: 'mitra',
    customer: 'pelanggan',
    supplier: 'pemasok',
    competitor: 'pesaing',
    peer: 'sejenis',
    sector: 'satu sektor',
    market: 'pasar',
  },
  impacts: 'Dampaknya',
  noImpacts: 'Tidak ada kode sahamnya sendiri yang punya harga untuk diukur.',
  oneScale: 'Imbal hasil abnormal kumulatif, semuanya dengan satu skala.',
  moreTickers: (count) => `${count} kode saham lagi: lihat grafiknya.`,
  csvOf: (ticker) => `CSV ${ticker}`,
  story: 'Kisahnya',
  storyHow: (place) =>
    `Peristiwa yang terikat oleh klaster, kelompok, atau tag, 30 hari sebelum dan sesudah; waktu ${place}.`,
  noStory: 'Tidak ada peristiwa lain di hari-hari ini yang berbagi klaster, kelompok, atau tag.',
  apart: (minutes) =>
    minutes === 0 ? 'menit yang sama' : `${length(minutes)} ${minutes < 0 ? 'lebih awal' : 'kemudian'}`,
  ties: {
    cluster: 'kisah yang sama dari sumber lain',
    supersedes: 'digantikan oleh ini',
    superseded: 'menggantikan ini',
    group: (name) => `kelompok ${name}`,
    tags: (names) => `tag ${names}`,
  },
  provenance: 'Asal waktunya',
  onlyHappened: 'Hanya diketahui kapan terjadi, bukan kapan pasar mulai dapat mengetahuinya.',
  timeFrom: 'Diambil dari',
  timeSources: {
    sgml_header: 'kepala laporan',
    edgar_json: 'data laporan',
    feed: 'umpan berita',
    json_ld: 'data halaman',
    meta: 'kepala halaman',
    time_element: 'waktu di halaman',
    url: 'alamatnya',
    text: 'teks',
    seen: 'seseorang yang sudah melihatnya',
    calendar: 'kalender',
    user: 'seseorang',
    dataset: 'kumpulan data',
  },
  precision: 'Diketahui sampai',
  precisions: {
    second: 'detik',
    minute: 'menit',
    hour: 'jam',
    day: 'hari',
    week: 'pekan',
    month: 'bulan',
    quarter: 'kuartal',
    year: 'tahun',
  },
  uncertainty: 'Kurang lebih',
  zone: 'Zona',
  stored: 'Tersimpan sebagai',
  happened: 'Terjadi',
  sourceSays: 'Kata sumber',
  fetched: 'Diambil',
  witnesses: 'Saksi waktunya',
  noWitnesses: 'Hanya peristiwa itu sendiri yang menyebut kapan.',
  witnessKinds: {
    filing_header: 'Kepala laporan',
    filing_json: 'Data laporan',
    person: 'Seseorang',
    feed: 'Umpan berita',
    page: 'Halaman',
    yahoo: 'Yahoo',
    calendar: 'Kalender',
    file: 'Berkas',
    text: 'Teks',
    seen: 'Sudah terlihat saat itu',
  },
  usedTime: 'waktu yang dipakai',
  agrees: 'cocok',
  differs: 'berbeda',
  off: (seconds) => {
    const apart = Math.abs(seconds) < 60 ? `${Math.abs(seconds)} dtk` : length(Math.round(seconds / 60))
    return seconds < 0 ? `${apart} lebih awal` : `${apart} kemudian`
  },
  wouldHit: (date) => `sesi ${date}`,
  spread: (seconds) =>
    `Antara yang paling awal dan paling akhir: ${seconds < 60 ? `${seconds} dtk` : length(Math.round(seconds / 60))}.`,
  sessions: 'Hasil tiap sesi yang mungkin',
  sameEnd: 'Tanda dan signifikansi sama pada semuanya.',
  otherEnd: 'Kesimpulannya bergantung pada mana yang benar.',
  usedSession: 'dipakai',
  history: 'Perubahan',
  wasStored: 'disimpan',
  wasChanged: (fields) => `diubah: ${fields}`,
  unknownVerb: 'oleh program lain',
  verbs: { ingest: 'lewat impor', edit: 'dengan tangan', undo: 'ditarik kembali' },
}
