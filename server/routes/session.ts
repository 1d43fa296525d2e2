import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Bindings } from '../http/visitor.ts'
import { Problem, tooMany } from '../problem.ts'
import { signIn, signOut } from '../verbs/session.ts'
import { questionOf } from './answering.ts'
import type { AppContext } from './context.ts'

const waitFor = (seconds: number): Problem =>
  tooMany('too_many_tries', `Too many wrong tokens came from this address: try again in ${seconds} seconds`, seconds)

/** Where a token is set: shows it once and gets a cookie that scripts cannot read; gives the cookie back. */
export const session = ({ guard, steady }: AppContext) =>
  new Hono<{ Bindings: Bindings }>()
    .post(signIn.path, async (c) => {
      const { token } = await questionOf(signIn, c as Context)
      const { address, secure } = c.env.visitor
      const entry = guard.signIn(token, secure, address, steady())
      switch (entry.kind) {
        case 'too-many-tries':
          throw waitFor(Math.ceil(entry.waitMs / 1000))
        case 'wrong':
          throw new Problem(401, 'wrong_token', 'This is not the token of the server')
        case 'signed-in':
          c.header('Set-Cookie', entry.cookie)
          return c.json({ signed_in: true })
      }
    })
    .delete(signOut.path, async (c) => {
      await questionOf(signOut, c as Context)
      c.header('Set-Cookie', guard.signOut(c.req.header('cookie'), c.env.visitor.secure))
      return c.json({ signed_in: false })
    })
