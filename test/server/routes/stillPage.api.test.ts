import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../running.ts'

const TOKEN = 'a-token-for-this-test-alone'
const PATH = '/t/MSFT?r=2023-10-16..2023-12-15'

describe('the page that comes drawn, where a token is set', () => {
  let server: Running
  beforeAll(async () => {
    server = await startServer([], { AFTERSHOCK_TOKEN: TOKEN })
  })
  afterAll(() => server?.stop())

  const page = async (headers: Readonly<Record<string, string>>, path = PATH) => {
    const answer = await fetch(server.url + path, { headers })
    return { answer, text: await answer.text() }
  }

  it('holds nothing for those who did not show it, and is kept by nobody for those who did', async () => {
    const known = await page({ authorization: `Bearer ${TOKEN}` })
    expect(known.text).toContain('Microsoft')
    expect(known.text).toContain('OpenAI')
    expect(known.answer.headers.get('cache-control')).toBe('no-store')
    expect((await page({}, `/embed${PATH}`)).answer.status).toBe(401)
    for (const headers of [{}, { authorization: 'Bearer not-the-token-at-all' }, { cookie: 'aftershock_session=0' }])
      for (const path of [PATH, '/', '/study', '/data']) {
        const { answer, text } = await page(headers as Record<string, string>, path)
        expect(answer.status).toBe(200)
        expect(text).toContain('<div id="page"></div>')
        expect(text).not.toMatch(/Microsoft|MSFT|OpenAI|GSPC/)
      }
  })

  it('takes the language of the address, else that which the browser asks for, and writes what is asked as text', async () => {
    const authorization = `Bearer ${TOKEN}`
    const asked = await page({ authorization, 'accept-language': 'en;q=0.5, id-ID;q=0.9' })
    expect(asked.text).toContain('<html lang="id">')
    expect(asked.answer.headers.get('vary')).toContain('Accept-Language')
    const named = await page({ authorization, 'accept-language': 'id' }, `${PATH}&l=en`)
    expect(named.text).toContain('<html lang="en">')
    const hostile = await page({ authorization }, `${PATH}&l=en&q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(hostile.text).not.toContain('<script>alert')
    // The scripts and styles of the page are files; nothing is written into it.
    expect([...hostile.text.matchAll(/<script[^>]*>/g)].every(([tag]) => tag.includes(' src='))).toBe(true)
    expect(hostile.text).not.toContain('<style')
  })

  it('is not found where its event is not stored, and says so in words', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` }
    const unknown = await page(headers, '/e/nope')
    expect(unknown.answer.status).toBe(404)
    expect(unknown.text).toContain('This event is not stored.')
    expect((await page(headers, '/e/openai-20231117-altman-ousted')).answer.status).toBe(200)
  })

  it('is another one when the store has changed', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` }
    const before = await page(headers)
    expect((await page(headers)).answer.headers.get('etag')).toBe(before.answer.headers.get('etag'))
    const removed = await fetch(`${server.url}/api/events/openai-20231117-altman-ousted`, { method: 'DELETE', headers })
    expect(removed.status).toBe(200)
    const after = await page(headers)
    expect(after.answer.headers.get('etag')).not.toBe(before.answer.headers.get('etag'))
    expect(after.text).not.toContain('OpenAI board removes Sam Altman as CEO')
  })
})
