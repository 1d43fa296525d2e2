import { partOfNearest } from '../around.ts'
import { type Meaning, nothing } from '../meaning.ts'
import { following, later, partOfThat, sameDay, sameUnit, sessionsLater, weekdayFrom } from '../previous.ts'
import type { Part, Unit } from '../span.ts'
import { counted, n, of, unitWords, word } from './words.ts'

const offset = (count: number, name: Unit, alone: Meaning | null = null): Meaning => ({
  kind: 'offset',
  count,
  unit: name,
  whole: false,
  alone: alone?.kind === 'date' ? alone : null,
})

/** Counted from the mention before or from an event, and what only looks like a date. */
export const fromBefore = [
  // counted from the mention before
  ...['hari bursa', 'hari perdagangan', 'sesi'].flatMap((unit) => [
    of(`<num> ${unit} kemudian|berikutnya|setelahnya`, ({ num }) => sessionsLater(n(num))),
    of(`<num> ${unit} sebelumnya`, ({ num }) => sessionsLater(-n(num))),
  ]),
  ...counted('kemudian|berikutnya|setelahnya|sesudahnya|berselang', (count, name) => later(count, name)),
  ...counted('setelah|sesudah itu', (count, name) => later(count, name)),
  ...counted('sebelumnya', (count, name) => later(-count, name)),
  ...counted('sebelum itu', (count, name) => later(-count, name)),
  ...counted('lebih awal', (count, name) => later(-count, name)),
  ...counted('sebelum|menjelang', (count, name) => offset(-count, name)),
  ...counted('setelah|sesudah|usai|pasca|selepas', (count, name) => offset(count, name)),
  of('hari sebelum', () => offset(-1, 'day')),
  of('hari setelah|sesudah', () => offset(1, 'day')),
  of('malam sebelum', () => offset(-1, 'day')),
  of('hari', (_, tokens, from) => (word(tokens, from - 1) === 'pada' ? offset(0, 'day') : null)),
  of('hari yang sama dengan|saat|ketika', () => offset(0, 'day', sameDay)),
  of('keesokan|esok harinya', () => later(1, 'day')),
  of('keesokan hari|paginya', () => later(1, 'day')),
  of('hari berikutnya|selanjutnya', () => later(1, 'day')),
  of('hari sebelumnya', () => later(-1, 'day')),
  of('minggu|pekan|bulan|tahun|kuartal berikutnya|selanjutnya', (_, tokens, from) =>
    following(unitWords.get(word(tokens, from)) ?? 'week', 1),
  ),
  of('minggu|pekan|bulan|tahun|kuartal sebelumnya', (_, tokens, from) =>
    following(unitWords.get(word(tokens, from)) ?? 'week', -1),
  ),
  of('<wd> berikutnya|selanjutnya', ({ wd }) => weekdayFrom(n(wd), 'after')),
  of('<wd> sebelumnya', ({ wd }) => weekdayFrom(n(wd), 'before')),
  of('hari yang sama', () => sameDay),
  of('hari itu [juga]', () => sameDay),
  of('malam|sore|siang|pagi harinya', () => sameDay),
  ...['itu|tersebut', 'yang sama'].map((which) =>
    of(`<part> minggu|pekan|bulan|kuartal|triwulan|tahun ${which}`, ({ part }, tokens, from) =>
      partOfThat(unitWords.get(word(tokens, from + 1)) ?? 'week', part as Part),
    ),
  ),
  of('<part> bulan|kuartal|triwulan|tahun', ({ part }, tokens, _, to) =>
    partOfNearest((unitWords.get(word(tokens, to - 1)) ?? 'year') as 'month' | 'quarter' | 'year', part as Part),
  ),
  of('bulan|kuartal|triwulan|tahun itu', (_, tokens, from) => sameUnit(unitWords.get(word(tokens, from)) ?? 'year')),
  of('minggu|pekan|bulan|tahun yang sama', (_, tokens, from) => sameUnit(unitWords.get(word(tokens, from)) ?? 'week')),
  // what looks like a date and is none
  of('akhir - akhir ini', () => nothing),
  of('<num> minggu|pekan|bulan|tahun|hari terakhir|mendatang|ke', () => nothing),
  of('tahun baru', () => nothing),
]
