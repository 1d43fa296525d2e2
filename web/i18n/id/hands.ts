import type { Words } from '../words.ts'

/** Words of what is moved by hand on the chart, ruler and windows; see `page` for the rules. */
export const catalogue: Words['hands'] = {
  ruler: 'Penggaris',
  close: 'Singkirkan penggaris',
  ends: ['Penggaris, ujung satu', 'Penggaris, ujung lain'],
  offAxis: 'Ujung penggaris bukan batang grafik ini.',
  change: 'perubahan',
  changeHelp: 'dari harga penutupan, tanpa dividen',
  log: 'imbal hasil log',
  logHelp: 'logaritma natural dari penutupan yang kemudian dibagi yang lebih dulu',
  abnormal: 'Σ AR',
  abnormalHelp: 'imbal hasil abnormal sesi-sesi setelah batang pertama, dijumlahkan: sama dengan /api/abnormal',
  length: 'panjang',
  bars: (written, _, sessions) => `${written} ${sessions ? 'sesi' : 'batang'}`,
  elapsed: 'berselang',
  days: (count) => `${count} hari`,
  time: (minutes) =>
    [
      [Math.floor(minutes / 1440), 'hari'] as const,
      [Math.floor((minutes % 1440) / 60), 'jam'] as const,
      [minutes % 60, 'menit'] as const,
    ]
      .filter(([count]) => count > 0)
      .map((part) => part.join(' '))
      .join(' ') || '0 menit',
  noClose: 'Tidak ada perubahan: batang di salah satu ujung tidak punya penutupan yang boleh ditampilkan.',
  noCloseBrief: 'tanpa penutupan',
  held: (count) => `${count} batang ditahan oleh pemeriksaan.`,
  missing: (count) => `${count} sesi tidak punya batang.`,
  noBenchmark: 'Tidak ada imbal hasil abnormal: tidak ada pembanding yang cocok.',
  notDaily: 'Tidak ada imbal hasil abnormal: itu angka per sesi.',
  awaited: 'Imbal hasil abnormal sedang dimuat.',
  without: (count, reasons) =>
    `${count} sesi tidak punya imbal hasil abnormal (${reasons}) dan tidak ikut dijumlahkan.`,
  noTest:
    't dari jumlah ini tidak diketahui: tiap sesi diramalkan oleh estimasinya sendiri. Jendela sebuah peristiwa punya t.',

  edges: {
    from: 'Jendela peristiwa, sesi pertama',
    to: 'Jendela peristiwa, sesi terakhir',
    estimationFrom: 'Jendela estimasi, sesi pertama',
    estimationTo: 'Jendela estimasi, sesi terakhir',
  },
  session: (rel, date) => (date === null ? rel : `${rel}, ${date}`),
  live: 'Angka jendela selama digeser',
  window: 'jendela',
  estimation: (from, to) => `estimasi ${from} sampai ${to}`,
  day0: 'hari peristiwa',
  loading: 'Angka sedang dimuat.',
  failed: 'Angka tidak dapat dihitung di sini; ketika dilepas, peladen akan ditanya.',
  contaminated: (count, leftOut) =>
    `${count} sesi jendela estimasi memuat peristiwa lain (titik)${leftOut ? ', dikeluarkan' : ''}.`,
}
