import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Bindings } from '../http/visitor.ts'
import { Problem } from '../problem.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

const Body = z.strictObject({ token: z.string().min(1).max(200) })

/** Where a token is set: shows it once and gets a cookie that scripts cannot read; gives the cookie back. */
export const session = ({ guard, steady }: AppContext) =>
  new Hono<{ Bindings: Bindings }>()
    .post('/', describeRoute({ summary: 'Sign in with the token of the server' }), valid('json', Body), (c) => {
      const { address, secure } = c.env.visitor
      const signIn = guard.signIn(c.req.valid('json').token, secure, address, steady())
      switch (signIn.kind) {
        case 'too-many-tries':
          throw new Problem(
            429,
            'too_many_tries',
            `Too many wrong tokens came from this address: try again in ${Math.ceil(signIn.waitMs / 1000)} seconds`,
          )
        case 'wrong':
          throw new Problem(401, 'wrong_token', 'This is not the token of the server')
        case 'signed-in':
          c.header('Set-Cookie', signIn.cookie)
          return c.json({ signed_in: true })
      }
    })
    .delete('/', describeRoute({ summary: 'Sign out: the session ends here and in the browser' }), (c) => {
      c.header('Set-Cookie', guard.signOut(c.req.header('cookie'), c.env.visitor.secure))
      return c.json({ signed_in: false })
    })
