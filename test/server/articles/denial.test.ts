import { expect, it } from 'vitest'
import { toldBy } from '../../../server/articles/eventWords.ts'

it.each([
  'OpenAI did not remove Sam Altman as CEO on Friday.',
  "OpenAI didn't fire its chief executive.",
  'Microsoft has never acquired OpenAI.',
  'Microsoft has not yet named a new chief executive.',
  'Sam Altman was not fired on Friday.',
  'Microsoft denied that it fired its chief executive.',
  'Microsoft denied on Monday, in a short statement, that it had sued OpenAI.',
  'Microsoft, which denied having acquired OpenAI, declined to elaborate.',
  'Microsoft denies reports of layoffs.',
  'Microsoft dismissed reports that it had been hacked.',
  'A spokesman said the company had not been hacked.',
  'Microsoft said it had no plans to acquire OpenAI.',
  'There were no layoffs at Microsoft in May.',
  'Reports that Microsoft had fired Sam Altman are false.',
  'The rumour of a merger was simply untrue.',
  'It is not true that Microsoft sued OpenAI.',
  'Media falsely reported that OpenAI had removed its CEO.',
  'The chief executive of OpenAI refused to resign.',
  'Microsoft stopped short of suing OpenAI.',
  'Microsoft ruled out a merger with OpenAI.',
  'Contrary to reports of a takeover, Microsoft holds a stake.',
  '"We have not laid off anyone," Microsoft told its staff.',
  'Neither fired nor sued, Altman went on holiday.',
  'No one at Microsoft was fired over the outage.',
  'Microsoft quashed speculation of a merger.',
  'Intel shot down a rumour that its CEO had resigned.',
  'Nvidia called reports of a lawsuit baseless.',
  'The board decided against removing Sam Altman as CEO.',
  'Oracle has yet to name a new CEO.',
  'Tesla has denied a report that it laid off 500 workers.',
  'Meta said it will not launch Threads in Europe this year.',
  'OpenAI tidak memecat Sam Altman.',
  'OpenAI tidak pernah memberhentikan Sam Altman sebagai CEO.',
  'Telkom belum menunjuk direktur utama baru.',
  'Microsoft tidak jadi mengakuisisi OpenAI.',
  'Sam Altman bukan dipecat pada Jumat.',
  'GoTo membantah telah melakukan PHK.',
  'GoTo bantah kabar merger dengan Grab.',
  'Manajemen GoTo menepis isu akuisisi oleh Grab.',
  'BCA menyangkal bahwa sistemnya diretas.',
  'Kabar pemecatan Sam Altman itu dibantah Microsoft.',
  'Kabar bahwa Bank Mandiri diretas adalah hoaks.',
  'Tidak benar bahwa Telkom memecat direkturnya.',
  'Direktur utama Telkom menolak mengundurkan diri.',
  'Tidak ada PHK di Microsoft pada Mei.',
  'Microsoft batal mengakuisisi TikTok.',
  'BRI menyatakan tidak ada kebocoran data.',
])('toldBy() tells no event of a denial: %s', (text) => expect(toldBy(text)).toMatchObject({ told: null }))

it.each([
  ['Microsoft did not disclose the terms of the acquisition.', 'deal.acquisition'],
  ['Microsoft acquired a start-up but did not say for how much.', 'deal.acquisition'],
  ['A judge denied a motion to block the takeover of Activision.', 'regulation.action'],
  ['Microsoft called the acquisition of Activision a success.', 'deal.acquisition'],
  ['No one was surprised that OpenAI removed Sam Altman as CEO.', 'management.ceo'],
  ['Altman did not resign but was fired.', 'management.other'],
  ['OpenAI not only fired Altman but sued him.', 'legal.lawsuit'],
  ['Microsoft, which denied wrongdoing, was sued on Monday.', 'legal.lawsuit'],
  ['Microsoft declined to comment on the layoffs.', 'labour'],
  ['Microsoft has no comment on the merger.', 'deal.acquisition'],
  ['OpenAI, which had never turned a profit, removed Sam Altman as CEO.', 'management.ceo'],
  ['Microsoft denied it was hacked, but hackers breached its servers.', 'security.incident'],
  ['OpenAI tidak hanya memecat Altman tetapi menggugatnya.', 'legal.lawsuit'],
  ['Microsoft tidak merinci nilai akuisisi itu.', 'deal.acquisition'],
  ['Altman tidak mengundurkan diri melainkan dipecat.', 'management.other'],
  ['Hakim menolak gugatan terhadap Microsoft.', 'legal.lawsuit'],
])('toldBy() tells what did happen beside a "no": %s', (text, type) => expect(toldBy(text).told?.type).toBe(type))

it('toldBy() keeps the work in proportion to the length', () => {
  const cost = (text: string) => {
    const from = process.cpuUsage()
    toldBy(text)
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  }
  for (const part of [
    'not to be to be ',
    'denied, that it, ',
    'reports claims rumours ',
    'no no no new ',
    'tidak akan jadi ',
  ])
    expect(cost(part.repeat(50_000 / part.length)), part).toBeLessThan(2000)
})
