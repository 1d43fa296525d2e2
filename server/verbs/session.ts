import { signedIn } from '../answers/quality.ts'
import { SignIn } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import type { Declaration } from './verb.ts'

/** Where a token is set: shows it once and gets a cookie that scripts cannot read. */
export const signIn = {
  name: 'sign-in',
  does: 'Sign in with the token of the server',
  method: 'post',
  path: '/session',
  subject: nothing,
  question: SignIn,
  gives: { kind: 'json', status: 200, schema: signedIn, versioned: false },
  fails: ['wrong_token', 'too_many_tries'],
} as const satisfies Declaration

export const signOut = {
  name: 'sign-out',
  does: 'Sign out: the session ends here and in the browser',
  method: 'delete',
  path: '/session',
  subject: nothing,
  question: nothing,
  gives: { kind: 'json', status: 200, schema: signedIn, versioned: false },
  fails: [],
} as const satisfies Declaration
