import type { Yearish } from '../meaning.ts'
import type { Token } from '../token.ts'
import { half, monthsOfYear, monthsTo, quarter, wholeYear, years } from '../yearly.ts'
import { n, of, word, y } from './words.ts'

/** Results are of a quarter that is over, though they may be announced in the future. */
const areResults = (tokens: readonly Token[], from: number): boolean =>
  [1, 2].some((back) =>
    /^(kinerja|laporan|keuangan|laba|hasil|pendapatan|penjualan|bersih|rapor)$/.test(word(tokens, from - back)),
  )

const yearBefore = (tokens: readonly Token[], from: number): boolean =>
  /^(dan|ke|hingga|sampai)$/.test(word(tokens, from - 1)) && /^(19|20)\d\d$/.test(tokens[from - 2]?.text ?? '')

/** "Laba bersih 2024", "menutup 2024": of that year, where no amount can be meant. */
const isOfYear = (tokens: readonly Token[], from: number): boolean =>
  /^(laba|rugi|bersih|pendapatan|penjualan|kinerja|anggaran|perdagangan|perdana|inflasi|ekspor|impor|menutup|mengakhiri|mengawali|memasuki|akhir|awal)$/.test(
    word(tokens, from - 1),
  ) && !/^(dolar|rupiah|orang|unit|saham|lembar|karyawan|poin)$/.test(word(tokens, from + 1))

/** Quarters, halves and years. */
export const periods = [
  // quarters and halves
  of('kuartal|triwulan [-] <q> [-] [/] [pada] [<yearish>]', ({ q, yearish }, tokens, from) =>
    quarter(y(yearish), n(q), areResults(tokens, from)),
  ),
  of('q <q> [-] [/] [<yearish>]', ({ q, yearish }, tokens, from) =>
    tokens[from + 1]?.glued ? quarter(y(yearish), n(q)) : null,
  ),
  of('tw <q> [-] [/] <yearish>', ({ q, yearish }) => quarter(y(yearish), n(q))),
  of('semester [-] <q> [-] [/] [<yearish>]', ({ q, yearish }) => half(y(yearish), n(q))),
  of('paruh|setengah <q> [-] [<yearish>]', ({ q, yearish }) => half(y(yearish), n(q))),
  of('<num> bulan pertama [di] [pada] <yearish>', ({ num, yearish }) => monthsOfYear(y(yearish), n(num))),
  of('<num> bulan hingga|sampai [akhir] [bulan] <month> [<yearish>]', ({ num, month, yearish }) =>
    monthsTo(y(yearish), n(month), n(num)),
  ),
  of('<num> bulan yang berakhir [pada] [bulan] <month> [<yearish>]', ({ num, month, yearish }) =>
    monthsTo(y(yearish), n(month), n(num)),
  ),
  // years
  of('<year> -|–|—|hingga|sampai <year2>', ({ year, year2 }) => years(y(year), y(year2))),
  of('<year>', ({ year }, tokens, from) =>
    /^(pada|sejak|hingga|sampai|di|selama|sepanjang|antara|per|dari|akhir-tahun)$/.test(word(tokens, from - 1)) ||
    yearBefore(tokens, from) ||
    isOfYear(tokens, from)
      ? wholeYear(y(year) as Yearish)
      : null,
  ),
  of('tahun <year>', ({ year }) => wholeYear(y(year) as Yearish)),
]
