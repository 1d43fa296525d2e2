/** Kata server tentang kesalahan spesifikasi, kata demi kata seperti di `server/study`, dan kembarannya. */
const types: Readonly<Record<string, string>> = {
  array: 'sebuah daftar',
  tuple: 'sebuah daftar dua angka',
  object: 'sebuah objek',
  record: 'sebuah objek',
  string: 'sebuah teks',
  number: 'sebuah angka',
  int: 'sebuah bilangan bulat',
  boolean: 'true atau false',
}
const units: Readonly<Record<string, string>> = {
  array: ' isi',
  string: ' karakter',
}
const bounds: Readonly<Record<string, string>> = {
  '>=': 'paling sedikit ',
  '<=': 'paling banyak ',
  '>': 'lebih dari ',
  '<': 'kurang dari ',
}
const windows: Readonly<Record<string, string>> = {
  'the estimation window': 'jendela estimasi',
  'the event window': 'jendela peristiwa',
  'a window': 'jendela',
}

type Twin = readonly [English: RegExp, twin: (...found: readonly string[]) => string]

const twins: readonly Twin[] = [
  [/^expected (array|tuple|object|record|string|number|int|boolean)$/, (type) => `Diharapkan ${types[type ?? '']}.`],
  [/^expected one of (.+)$/, (list = '') => `Diharapkan salah satu dari ${list.replaceAll('|', ', ')}.`],
  [
    /^expected (array|string|number|int) to (?:have|be) (>=|<=|>|<)(-?[\d.]+)(?: \w+)?$/,
    (type = '', bound = '', limit) => `Diharapkan ${bounds[bound]}${limit}${units[type] ?? ''}.`,
  ],
  [/^expected a date YYYY-MM-DD$/, () => 'Diharapkan sebuah tanggal YYYY-MM-DD.'],
  [/^expected a ticker symbol such as (.+) or (.+)$/, (a, b) => `Diharapkan sebuah kode saham seperti ${a} atau ${b}.`],
  [
    /^expected an exchange rate such as (.+) or (.+)$/,
    (a, b) => `Diharapkan sebuah nilai tukar seperti ${a} atau ${b}.`,
  ],
  [
    /^expected an event type such as (.+) or (.+)$/,
    (a, b) => `Diharapkan sebuah jenis peristiwa seperti ${a} atau ${b}.`,
  ],
  [/^expected an event id or (.+)$/, (shape) => `Diharapkan sebuah id peristiwa atau ${shape}.`],
  [/^expected a family or a list of families$/, () => 'Diharapkan sebuah kelompok peristiwa atau daftar kelompok.'],
  [/^expected a name of up to (\d+) characters$/, (most) => `Diharapkan sebuah nama sampai ${most} karakter.`],
  [/^as a date YYYY-MM-DD: (.+)$/, (found) => `Ini bukan tanggal YYYY-MM-DD: ${found}.`],
  [/^as it does not come after (\S+): (.+)$/, (before, found) => `${found} tidak sesudah ${before}.`],
  [
    /^as it takes (\d+) values, one a session: it has (\d+)$/,
    (wanted, found) => `Diperlukan ${wanted} nilai, satu untuk setiap sesi: ada ${found}.`,
  ],
  [
    /^as (.+) also has prices: one of the two decides$/,
    (name) => `${name} juga mempunyai harga: hanya salah satu yang boleh ada.`,
  ],
  [
    /^as a name in series\.prices or series\.returns: (.+)$/,
    (found) => `Ini bukan nama di series.prices atau series.returns: ${found}.`,
  ],
  [/^as another event of (.+) has it: (.+)$/, (ticker, found) => `Peristiwa lain dari ${ticker} memakainya: ${found}.`],
  [
    /^Cannot use (\[.+?\]) as (the estimation window|the event window|a window) as it starts after it ends$/,
    (window, what = '') => `${window} tidak dapat menjadi ${windows[what]}: ia mulai sesudah berakhir.`,
  ],
  [
    /^Cannot use (\[.+?\]) as the event window as it leaves out day 0$/,
    (window) => `${window} tidak dapat menjadi jendela peristiwa: hari 0 tidak termasuk.`,
  ],
  [
    /^Cannot use (\[.+?\]) as the estimation window as it reaches into the event window (\[.+\])$/,
    (window, event) => `${window} tidak dapat menjadi jendela estimasi: ia masuk ke jendela peristiwa ${event}.`,
  ],
  [
    /^Cannot use (\[.+?\]) as the estimation window as it takes 30 sessions: it has (\d+)$/,
    (window, length) => `${window} tidak dapat menjadi jendela estimasi: diperlukan 30 sesi, ada ${length}.`,
  ],
  [/^Cannot study without a window: name at least one$/, () => 'Sebutkan paling sedikit satu jendela.'],
  [
    /^Cannot test the window (\[.+?\]) as it lies outside the event window (\[.+\])$/,
    (window, event) => `Jendela ${window} tidak dapat diuji: ia di luar jendela peristiwa ${event}.`,
  ],
  [
    /^Cannot fit model "factors" as it takes at least one factor name: none given$/,
    () => 'Model "factors" memerlukan paling sedikit satu nama faktor.',
  ],
  [
    /^Cannot fit model "scholes-williams" on trade-to-trade returns .+$/,
    () => 'Model "scholes-williams" tidak dapat memakai imbal hasil antarperdagangan: pilih "market" atau "dimson".',
  ],
  [/^(column \d+): (.+)$/, (at = '', why = '') => `${at.replace('column', 'Kolom')}: ${json(why)}.`],
]

function json(why: string): string {
  const [, word] = /^(\S+) is no JSON number; write null for what is missing$/.exec(why) ?? []
  if (word !== undefined) return `${word} bukan angka JSON; tulislah null untuk yang tidak ada`
  const [, strange] = /^(".+") is not JSON$/.exec(why) ?? []
  return strange === undefined ? (jsonFaults[why] ?? why) : `${strange} bukan JSON`
}

const jsonFaults: Readonly<Record<string, string>> = {
  'it is not JSON': 'ini bukan JSON',
  'a key in double quotes is missing': 'kunci dalam tanda kutip ganda tidak ada',
  'a value is missing': 'sebuah nilai tidak ada',
  'a colon is missing after the key': 'titik dua sesudah kunci tidak ada',
  'a comma is missing': 'sebuah koma tidak ada',
  'a closing brace is missing': 'kurung kurawal penutup tidak ada',
  'a closing bracket is missing': 'kurung siku penutup tidak ada',
  'something follows after the end': 'masih ada sesuatu sesudah akhirnya',
  'JSON has no comments': 'JSON tidak mengenal komentar',
  'a string does not end': 'sebuah teks tidak berakhir',
  'a number is not complete': 'sebuah angka tidak lengkap',
  'an escape in a string is no character': 'sebuah kode dalam teks bukan karakter',
  'a string holds an escape that JSON does not know': 'sebuah teks memuat kode yang tidak dikenal JSON',
  'a string holds a control character': 'sebuah teks memuat karakter kendali',
}

/** Satu kalimat tentang sebuah kesalahan spesifikasi; null untuk yang tidak dikenal, yang lalu berdiri dalam bahasa Inggris. */
export function specFaultTold(message: string): string | null {
  for (const [English, twin] of twins) {
    const found = English.exec(message)
    if (found !== null) return twin(...found.slice(1))
  }
  return null
}
