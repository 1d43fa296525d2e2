import type { Words } from '../words.ts'

/** Words of the page where no script runs; see `page` for the rules. */
export const catalogue: Words['still'] = {
  rows: (shown, all) => `${shown} dari ${all} baris; persempit rentang untuk melihat yang lain, atau ambil CSV.`,
  title: 'Tanpa skrip',
  board:
    'Setiap ticker tersimpan dalam rentang alamat ini, digambar tanpa skrip. Untuk mengambil ticker Anda sendiri, izinkan skrip atau pakai baris perintah.',
  ticker:
    'Semua yang ada di alamat ini digambar di sini tanpa skrip. Untuk memperbesar, mencari, dan memilih di halaman ini, izinkan skrip; setiap baris di bawah adalah tautan.',
  more: (count) => `dan ${count} lagi`,
  unnumbered: (count) => `${count} tempat dengan peristiwa tanpa nomor`,
  openPage: 'Buka grafik ini',
  windows: 'Jendela',
  keptPrices: 'Harga',
  origin: 'Asal',
  finding: 'Temuan',
  files: 'Angka sebagai CSV',
  figure: 'Grafik sebagai gambar',
  ranges: 'Rentang lain',
  tickers: 'Ticker tersimpan',
  chart: 'Grafik',
  prices: 'harga sebagai CSV',
  study:
    'Studi mengukur banyak peristiwa bersama-sama dan menguji rata-ratanya. Formulirnya memerlukan skrip; studi yang disebut alamat ini digambar di bawah, dan baris perintah menghitung studi lain.',
  studyHow: 'Ambil studi sebagai berkas: simpan spesifikasinya dan jalankan',
  events:
    'Peristiwa tersimpan yang diminta alamat ini. Untuk mencari, menulis, atau mengimpornya di halaman ini, izinkan skrip.',
  newest: (shown, all) => `${shown} terbaru dari ${all} peristiwa`,
  articles: 'Artikel dan naskah',
  article:
    'Artikel atau naskah dibaca di sini: tanggalnya, peristiwa yang diceritakannya sebagai usul untuk Anda pastikan, dan pernyataannya dibandingkan dengan harga tersimpan. Membacanya memerlukan skrip.',
  articleHow: 'Baris perintah membaca halaman atau teks tersimpan tanpa skrip:',
  data: 'Apa yang tersimpan, apa yang ditemukan pemeriksaan di dalamnya, dan pengambilan data yang menambahnya. Untuk memulai pengambilan atau menilai temuan, izinkan skrip atau pakai baris perintah.',
  coverage: 'Cakupan, temuan, dan perbaikan (JSON)',
  backfills: 'Pengambilan data (JSON)',
  imports: 'Berkas yang diimpor (JSON)',
  allEvents: 'Semua peristiwa (CSV)',
}
