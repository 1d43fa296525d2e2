import { openSync, writeSync } from 'node:fs'

const verbs = ['raises', 'cuts', 'signs', 'recalls', 'appoints', 'sues', 'acquires', 'halts', 'launches', 'settles']
const things = [
  'guidance',
  'dividend',
  'contract',
  'product',
  'chief executive',
  'rival',
  'supplier',
  'factory',
  'service',
]
const types = ['earnings.results', 'management.ceo', 'deal.agreement', 'product.launch', 'legal.lawsuit', 'other']
const sources = ['Reuters', 'PR Newswire', 'SEC']

/** First and last moment: nineteen years. */
const [first, last] = [Date.UTC(2005, 0, 3), Date.UTC(2024, 0, 1)]

/** Writes events of fifty shares in the order of their moments; a fifth name a second one, half have a summary. */
export function writeEvents(file: string, events: number): void {
  const descriptor = openSync(file, 'w')
  let text = 'title,public_at,tickers,type,source_name,source_url,summary\n'
  for (let n = 0; n < events; n++) {
    const of = <One>(all: readonly One[], step: number) => all[Math.floor(n / step) % all.length] as One
    const at = new Date(first + Math.floor(((last - first) * n) / events / 1000) * 1000).toISOString()
    const symbol = symbolOf((n * 7) % 50)
    const other = n % 5 === 0 ? `|${symbolOf((n * 7 + 13) % 50)}:peer` : ''
    const summary = n % 2 === 0 ? `What ${symbol} said of it on that day` : ''
    text += `${symbol} ${of(verbs, 1)} ${of(things, 3)} ${n},${at.replace('.000', '')},${symbol}${other},${of(types, 2)},${of(sources, 1)},https://news.example/${n},${summary}\n`
    if (text.length > 1e6) {
      writeSync(descriptor, text)
      text = ''
    }
  }
  writeSync(descriptor, text)
}

/** `TKAA` to `TKXB`: four letters are a share in New York. */
const symbolOf = (n: number): string => `TK${String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26))}`
