import type { Plugin } from 'vite'

const DARK = /:root\[data-theme="dark"\]\s*\{([^}]*)\}/

/** Dark colours also for whoever's system is dark, before a script can say so, and never on paper; they stand once in the style sheet. */
export const systemDark = (): Plugin => ({
  name: 'system-dark',
  transform: {
    // The sheet with all that it imports.
    filter: { id: /style\/index\.css$/ },
    handler: (sheet) => {
      const colours = DARK.exec(sheet)?.[1]
      if (colours === undefined) throw new Error('Cannot find the dark colours in the style sheet')
      return sheet.replace(
        DARK,
        (block) =>
          `@media screen { ${block} }\n@media screen and (prefers-color-scheme: dark) { :root:not([data-theme]) {${colours}} }`,
      )
    },
  },
})
