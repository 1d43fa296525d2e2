import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

const Body = z.strictObject({ token: z.string().min(1).max(200) })

/** Where a token is set: shows it once and gets a cookie that scripts cannot read. */
export const session = ({ guard, steady }: AppContext) =>
  new Hono().post('/', describeRoute({ summary: 'Sign in with the token of the server' }), valid('json', Body), (c) => {
    const secure = new URL(c.req.url).protocol === 'https:'
    const cookie = guard.signIn(c.req.valid('json').token, secure, steady())
    if (cookie === null)
      throw new Problem(401, 'wrong_token', 'This is not the token of the server, or there were too many tries')
    c.header('Set-Cookie', cookie)
    return c.json({ signed_in: true })
  })
