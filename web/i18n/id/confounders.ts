import type { Words } from '../words.ts'

/** What else may have moved a price: words of the card and of the event's page. */
export const confounders: Words['session']['confounders'] = {
  title: 'Yang juga mungkin menggerakkannya',
  kinds: {
    earnings: 'laporan laba sendiri',
    index: 'perubahan indeks',
    dividend: 'dividen',
    split: 'pemecahan saham',
    world: 'peristiwa dunia',
  },
  sum: (event, estimation) => `${event} di jendela peristiwa, ${estimation} di jendela estimasi.`,
  sameSession: 'sesi yang sama',
  sessions: (rel) => `${rel > 0 ? '+' : '−'}${Math.abs(rel)} sesi`,
  inEvent: 'Di jendela peristiwa',
  inEstimation: (count) => `Di jendela estimasi: ${count}`,
  others: {
    event: (count) => `Peristiwa lain kode saham ini di jendela peristiwa: ${count}`,
    estimation: (count) => `Peristiwa lain kode saham ini di jendela estimasi: ${count}`,
  },
  more: (count) => `dan ${count} lagi`,
  dots: 'Titik di kaki harga; kosong bila dikeluarkan.',
  maskNote: 'Imbal hasil abnormal diestimasi tanpa sesi perancu.',
  unmask: 'Pakai semua sesi',
  mask: 'Keluarkan sesi-sesi ini',
  masked: ({ estimation, M }) =>
    `Dikeluarkan: ${estimation} sesi dari jendela estimasi, dan yang di sekitar peristiwa lain kode saham ini; tersisa ${M} sesi untuk estimasi. Sesi peristiwanya sendiri selalu tetap.`,
  windows: 'Jendela tanpa sesi itu',
  with: 'semua sesi',
  without: 'tanpa itu',
  minus: (sessions) => `tanpa ${sessions}`,
  onDay0: 'Salah satunya mengenai sesi peristiwa itu sendiri: pengaruh masing-masing tidak dapat dipisahkan.',
  tooFew: 'Sesi yang tersisa terlalu sedikit untuk estimasi.',
}
