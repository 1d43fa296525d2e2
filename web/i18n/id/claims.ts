import type { Measure } from '../../../server/claims/why.ts'
import type { claims as english } from '../en/claims.ts'

const measures: Readonly<Record<Measure, string>> = {
  return: 'imbal hasil',
  market_return: 'imbal hasil',
  abnormal_return: 'imbal hasil abnormal',
  close: 'harga penutupan',
  previous_close: 'harga penutupan sebelumnya',
  open: 'harga pembukaan',
  high: 'harga tertinggi',
  low: 'harga terendah',
  lowest_move: 'penurunan terdalam dari penutupan sebelumnya',
  highest_move: 'kenaikan tertinggi dari penutupan sebelumnya',
  change: 'perubahan harga',
  points: 'perubahan poin',
  volume: 'jumlah saham yang diperdagangkan',
}

export const claims: typeof english = {
  why: ({ code, values }, write) => {
    const measure = values.measure ?? 'return'
    const what = `${measures[measure]} ${values.symbol ?? ''} pada ${write.date(values.session)}`
    const ours = write.measure(measure, values.ours)
    const test = write.test(values)
    const sentences: Readonly<Record<typeof code, string>> = {
      compared: `${what} adalah ${ours}`,
      other_sign: `${what} bertanda sebaliknya: ${ours}`,
      not_so_much: `${what} adalah ${ours}, tidak lebih dari itu`,
      not_so_little: `${what} adalah ${ours}, tidak kurang dari itu`,
      outside_range: `${values.symbol} berada antara ${write.price(values.low)} dan ${write.price(values.high)} pada ${write.date(values.session)}`,
      no_price: 'jumlah yang bukan harga saham',
      no_ticker: 'tidak terikat pada satu ticker',
      no_day: 'tidak terikat pada satu hari',
      no_session: `tidak ada sesi ${values.symbol} pada ${write.date(values.day)}`,
      no_prices: `tidak ada harga ${values.symbol} yang tersimpan untuk hari itu`,
      other_name: `dikatakan tentang "${values.name}", yang tidak menamai ticker tersimpan${values.symbol === undefined ? '' : `; simbol dibaca sebagai $${values.symbol} atau (IDX: ${values.symbol})`}`,
      other_currency: 'mata uang lain dari harga yang tersimpan',
      no_close: 'bukan harga penutupan',
      no_verb: 'tidak ada kata kerja yang mengatakan apa yang berubah sebesar itu',
      no_estimate: 'imbal hasil abnormal tidak dapat ditaksir',
      business: 'angka usaha, bukan harga',
      unhappened: 'kalimatnya tidak mengatakan bahwa itu terjadi',
      longer: 'gerak selama lebih dari satu sesi',
      outside_hours: 'gerak di luar sesi',
      range: 'ujung suatu rentang',
      target: 'perkiraan seseorang, bukan harga yang terjadi',
      level: 'bagian atau tingkat, bukan perubahan harga',
      span: 'bukan satu hari',
      weekday: `${write.date(values.day)} adalah hari ${write.weekday(values.weekday)}`,
      idle_date: 'tidak ada harga yang bergantung padanya',
      session_of: `sesi ${values.symbol}`,
      closed_day: 'tidak ada sesi dengan harga pada hari itu',
      unstored: 'harganya tidak tersimpan',
      unbound_cause: 'tidak terikat pada ticker dan hari',
      before_news: `${write.share(values.share)} dari gerak itu terjadi sebelum berita atau di dalam barnya${test}`,
      normal_day: `sesi itu tidak dapat dibedakan dari sesi biasa${test}`,
      unknown_minute: `sesi itu menonjol${test}; apa yang menggerakkannya tidak dikatakan harga tanpa menit beritanya`,
      after_news: `sesi itu menonjol${test}, dan geraknya mengikuti berita`,
    }
    return sentences[code]
  },
  how: ({ code, model, sessions, cut, since }, write) =>
    ({
      none: 'Harga tidak mengatakan apa-apa tentangnya.',
      move: `Penutupan terhadap penutupan, dengan dividen${model === undefined ? '' : `; imbal hasil abnormal menurut model ${model}, t dengan galat prediksi, ${sessions} sesi`}${cut === true ? '; gerak dipotong pada bar yang memuat berita' : ''}.`,
      record: `Yang tertinggi dari semua penutupan tersimpan, disesuaikan dengan pemecahan saham, sejak ${write.date(since)}; nilai pasar mengikuti harga selama jumlah saham tidak banyak berubah.`,
      collapse: 'Penutupan sebelum berita terhadap lima penutupan sesudahnya, dan uji hari itu sendiri.',
    })[code],
  needs: {
    ticker: 'Diperlukan: perusahaan yang sahamnya dimaksud, dengan nama atau simbol yang dikenal.',
    day: 'Diperlukan: hari yang dimaksud, atau tanggal terbit.',
    prices: 'Diperlukan: harga ticker itu.',
    session: 'Diperlukan: sesi bursa pada hari itu.',
    source: 'Diperlukan: sumber selain harga; angkanya bukan harga ticker yang tersimpan.',
    event:
      'Diperlukan: sumber selain harga; apa yang terjadi atau dikatakan bukan harga. Harga mengatakan geraknya di sekitar itu, setelah menjadi peristiwa dengan waktunya.',
    view: 'Tidak ada yang membantu: ini pandangan, bukan pernyataan fakta.',
    negated: 'Diperlukan: manusia; kalimat ini menyangkal, dan apa yang disangkalnya tidak dapat dipastikan mesin.',
    minute: 'Diperlukan: menit beritanya, dan harga di dalam hari itu.',
  },
  datedByText: (written) => `"${written}"`,
  countedFrom: {
    reference: 'dihitung dari tanggal terbit',
    previous: 'dihitung dari tanggal sebelumnya dalam teks',
    event: (id) => `dihitung dari peristiwa ${id}`,
  },
  datedByPublication: (tier) => `saat terbit (${tier}): batas atas`,
  named: (written, symbol) => `"${written}" adalah ${symbol}`,
  writtenAs: (written) => `tertulis sebagai ${written}`,
  related: (written, from, to) =>
    `"${written}"${from === '' && to === '' ? '' : ` (${from || '…'} sampai ${to || 'hari ini'})`}`,
  nearby: 'dalam paragraf yang sama',
  publicLater: (event, occurred, told) =>
    `Mungkin ${event}: terjadi pada ${occurred} dan baru umum pada ${told}. Harga sebelum itu tidak dapat mengetahuinya.`,
}
