import type { paragraph as english } from '../en/studyParagraph.ts'

export const paragraph: typeof english = {
  title: 'Paragraf metode',
  help: 'Untuk ditempel dalam karya tulis, dengan angka studi ini. Tiap istilah dijelaskan pada halaman Metode.',
  copy: 'Salin paragraf',
  sample: ({ count, tickers, from, to }) =>
    `Sampel memuat ${count} peristiwa dari ${tickers} antara ${from} dan ${to}; hari 0 adalah sesi pertama yang ditutup sesudah berita.`,
  models: {
    market: 'model pasar (Fama, Fisher, Jensen, dan Roll 1969)',
    'market-adjusted': 'model sesuaian pasar (Brown dan Warner 1980)',
    mean: 'model sesuaian rata-rata (Brown dan Warner 1980)',
    'scholes-williams': 'model pasar dengan beta menurut Scholes dan Williams (1977)',
    dimson: 'model pasar dengan sesi sebelum dan sesudahnya (Dimson 1979)',
    capm: 'model penetapan harga aset modal (CAPM) atas imbal hasil di atas suku bunga bebas risiko',
    ff3: 'model tiga faktor Fama dan French (1993)',
    carhart: 'model empat faktor Carhart (1997)',
    ff5: 'model lima faktor Fama dan French (2015)',
  },
  factors: (names) => `model faktor atas ${names}`,
  estimated: ({ model, benchmarks, returns, estimation, M }) =>
    `Imbal hasil normal berasal dari ${model}${benchmarks === '' ? '' : `, dengan ${benchmarks} sebagai pasar`}, diestimasi dengan kuadrat terkecil atas imbal hasil harian ${returns} pada sesi ${estimation} (median ${M} pengamatan).`,
  adjusted: ({ model, benchmarks, returns, estimation, M }) =>
    `Imbal hasil normal berasal dari ${model}${benchmarks === '' ? '' : `, dengan ${benchmarks} sebagai pasar`}, atas imbal hasil harian ${returns}; ragam residunya dari sesi ${estimation} (median ${M} pengamatan).`,
  masked: 'Sesi di sekitar peristiwa lain dikeluarkan dari estimasi.',
  windows: (windows) =>
    `Imbal hasil abnormal dikumulasikan atas ${windows}; ragam tiap CAR memperhitungkan bahwa koefisiennya diestimasi (Mikkelson dan Partch 1988; Salinger 1992).`,
  tests: (level) =>
    `Rata-rata diuji dua sisi pada taraf ${level} dengan uji Boehmer, Musumeci, dan Poulsen (1991) yang disesuaikan menurut Kolari dan Pynnonen (2010) terhadap korelasi antarperistiwa, dan dengan uji peringkat umum (Kolari dan Pynnonen 2011); nilai p atas semua jendela disesuaikan menurut Holm (1979).`,
  result: ({ window, caar, t, p, rank, rankP }) =>
    `Atas ${window}, CAAR adalah ${caar} (t BMP sesuaian = ${t}, p = ${p}; t GRANK = ${rank}, p = ${rankP}).`,
  untested: (count) => `Dengan ${count} peristiwa tidak dibuat uji atas rata-rata.`,
  shared: (count, of) => `${count} dari ${of} peristiwa berbagi jendela dengan berita lain dari saham yang sama.`,
  noneLeft: 'Tidak ada peristiwa yang harus dikeluarkan.',
  left: (count, list) => `Tidak diikutkan, dengan alasannya: ${count} peristiwa: ${list}.`,
  byHand: (count) => `Dikeluarkan oleh penulis: ${count} peristiwa.`,
  more: (count) => `dan ${count} lagi`,
  prices: (list) => `Harga: ${list}.`,
  priced: (ticker, source, retrieved) => `${ticker} dari ${source}, diambil ${retrieved}`,
  inline: 'Harga dan imbal hasil adalah yang dibawa oleh berkas studi.',
  computed: (version, data, hash) =>
    `Dihitung dengan Aftershock ${version} (versi data ${data}, SHA-256 data ${hash}…).`,
}
