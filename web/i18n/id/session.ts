import type { Words } from '../words.ts'
import { confounders } from './confounders.ts'

/** Kata-kata tentang sesi di dalam tabelnya dan tentang satu sesi, dengan atau tanpa peristiwa; aturannya di `page`. */
export const catalogue: Words['session'] = {
  tableName: (ticker) => `Harga dan imbal hasil abnormal ${ticker}`,
  title: 'Satu sesi',
  unexplained: 'Menonjol, tanpa peristiwa yang diketahui',
  ordinary: 'Tak ada peristiwa yang diketahui',
  known: (count) => `${count} peristiwa diketahui`,
  events: 'Diketahui terjadi, dan dapat menggerakkannya:',
  others: (count) => `dan ${count} lagi`,
  finding: ({ date, ticker, expectation, r, expected, ar, told, level, t, p, M }) =>
    `Pada ${date} ${ticker} memberi imbal hasil ${r}; ${expectation} ${expected}. Selisih ${ar} ${told ? 'dapat dibedakan' : 'tidak dapat dibedakan'} dari hari biasa pada taraf ${level} (t = ${t}, p ${p}, jendela estimasi ${M} sesi).`,
  excess: ' di atas suku bunga bebas risiko',
  over: (sessions) => ` selama ${sessions} sesi`,
  split: {
    title: 'Sebelum dan sesudah berita',
    before: 'sebelum',
    after: 'sesudah',
    hours: 'setelah bursa tutup',
    during: 'batang berita',
    share: (low, high) =>
      low === high
        ? `${low} gerak terjadi sebelum berita.`
        : `Antara ${low} dan ${high} gerak terjadi sebelum berita: batang tidak dapat dipotong.`,
    note: (bar, at) => `Dari batang ${bar}; harga terakhir sebelum berita: ${at}.`,
    reasons: {
      noIntradayBars:
        'Seluruh sesi: harga intrahari hari ini tidak tersimpan, jadi geraknya tidak dapat dibagi pada saat berita.',
      noPrice: 'Seluruh sesi: harga di sekitar berita tidak ada, jadi geraknya tidak dapat dibagi.',
      otherPrices:
        'Seluruh sesi: batang intrahari berakhir pada harga lain daripada harga hariannya, jadi geraknya tidak dapat dibagi pada saat berita.',
      timeUnknown: 'Seluruh sesi: menitnya tidak diketahui, jadi geraknya tidak dapat dibagi pada saat berita.',
    },
  },
  expectations: {
    market: 'model pasar memperkirakan',
    'market-adjusted': 'imbal hasil tolok ukur, yang menjadi perkiraan model ini, adalah',
    mean: 'rata-rata jendela estimasi memperkirakan',
    'scholes-williams': 'model Scholes-Williams memperkirakan',
    dimson: 'model Dimson memperkirakan',
    capm: 'model faktor memperkirakan',
    ff3: 'model faktor memperkirakan',
    carhart: 'model faktor memperkirakan',
    ff5: 'model faktor memperkirakan',
  },
  standsOut: (p, tested) =>
    `Di antara ${tested} sesi yang diperiksa, sebagian memiliki p kecil semata karena kebetulan. Setelah itu diperhitungkan (Benjamini dan Hochberg) p menjadi ${p}, dan sesi ini tetap menonjol.`,
  doesNot: (p, tested) =>
    `Di antara ${tested} sesi yang diperiksa, sebagian memiliki p kecil semata karena kebetulan. Setelah itu diperhitungkan (Benjamini dan Hochberg) p menjadi ${p}: tidak ada yang luar biasa.`,
  noCandidate: 'Tidak diketahui peristiwa saham ini yang mungkin mengenainya. Itu bukan bukti bahwa memang tidak ada.',
  candidate: 'Sebuah peristiwa yang menunggu konfirmasi mungkin mengenainya:',
  adjusted: 'p, disesuaikan',
  next: 'Lanjut dari sini',
  within: (interval) => `Sesi ini dalam batang ${interval}`,
  noBars: 'Batang di dalam hari untuk sesi ini tidak tersimpan.',
  write: 'Tulis apa yang terjadi',
  moves: 'Semua sesi yang menonjol (CSV)',
  sessions: 'Setiap sesi yang terlihat (CSV)',
  partial: (windows) =>
    `Sebagian sesi sebuah jendela tidak punya imbal hasil, sehingga CAR-nya tanpa sesi itu: ${windows}.`,
  sums: (window, covered, all) => `${window} memuat ${covered} dari ${all} sesi`,
  otherModels: 'Dengan model dan jendela lain',
  lookAgain: 'Hitung',
  computing: 'Menghitung …',
  sessionsLong: (count) => `${count} sesi`,
  spread: ({ told, computed, low, high }) =>
    `Dapat dibedakan dalam ${told} dari ${computed} kombinasi; AR dari ${low} sampai ${high}.`,
  robustness: ({ told, computed, low, high }) =>
    `Dapat dibedakan dalam ${told} dari ${computed} kombinasi model, panjang estimasi, jendela, dan hari yang mungkin; CAR dari ${low} sampai ${high}.`,
  nothingComputed: 'Tidak ada kombinasi yang dapat dihitung.',
  fragile: 'Putusannya tidak sama di semuanya.',
  firm: 'Putusannya sama di semuanya.',
  window: 'Jendela',
  hours: (interval) => `Batang demi batang (${interval})`,
  bar0: (at) => `batang pertama yang berakhir setelah berita: ${at}`,
  zSlot: 'terhadap jamnya sendiri',
  noHours: 'Di dalam hari:',
  fanName: (window, end, interval) =>
    `Imbal hasil abnormal kumulatif ${window} per sesi dengan intervalnya; berakhir di ${end}, ${interval}`,
  fanAxis: (window) => `CAR ${window}, menurut sesi dari hari peristiwa`,
  confounders,
}
