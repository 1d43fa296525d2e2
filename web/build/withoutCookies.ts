import type { Plugin } from 'vite'

/**
 * Leaves out how the client of routes writes cookies: browsers let no script set that header (Fetch, "forbidden request-header"),
 * and the page sets none.
 */
export const withoutCookies = (): Plugin => ({
  name: 'without-cookies',
  apply: ({ build }, { command }) => command === 'build' && !build?.ssr,
  load: {
    filter: { id: /hono\/dist\/utils\/cookie\.js$/ },
    handler: () => "export const serialize = () => { throw new Error('Cannot send a cookie from a page') }",
  },
})
