import type { Plugin } from 'vite'

/** Style sheets that are under way, by their address. */
const coming: { [href: string]: Promise<unknown> } = {}

function styled(href: string): Promise<unknown> {
  coming[href] ??= new Promise((done, fail) => {
    if (document.querySelector(`link[rel=stylesheet][href="${href}"]`) !== null) {
      done(null)
      return
    }
    const link = document.createElement('link')
    Object.assign(link, { rel: 'stylesheet', crossOrigin: '', href })
    link.onload = done
    link.onerror = () => {
      // Whoever tries again asks for it again.
      link.remove()
      delete coming[href]
      fail(new Error(`Cannot load ${href}`))
    }
    document.head.append(link)
  })
  return coming[href]
}

/** @param styles of what is loaded, as paths from the root of the page */
export const withStyles = async <T>(load: () => Promise<T>, styles: readonly string[] = []): Promise<T> => {
  await Promise.all(styles.map((path) => styled(`/${path}`)))
  return load()
}

/**
 * What brings a part of the page that is imported when it is wanted: its style sheets first. The one of the build tool
 * also knows of scripts to be fetched ahead, nonces and relative places, which are no part of this page, and is six times as
 * long in the first file of every screen; a sheet that failed once it does not ask for again.
 */
export const shortLoader = (): Plugin => ({
  name: 'short-loader',
  apply: 'build',
  enforce: 'pre',
  load: {
    filter: { id: /^\0vite\/preload-helper/ },
    handler: () => `const coming = {}\n${styled}\nexport const __vitePreload = ${withStyles}`,
  },
})
