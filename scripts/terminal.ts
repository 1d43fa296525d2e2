/** Writes pieces to standard output at the pace of their reader, and ends quietly when it goes away (`| head`). */
export async function print(pieces: AsyncIterable<string | Uint8Array> | Iterable<string>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  for await (const piece of pieces)
    if (!process.stdout.write(piece)) await new Promise((done) => process.stdout.once('drain', done))
}

/** The same for text that people read: what is foreign in it is shown as it is. */
export const tell = (pieces: Iterable<string>): Promise<void> => print(Array.from(pieces, shown))

/** A result as one JSON document, or as lines for people. */
export const give = (json: boolean, answer: unknown, lines: Iterable<string>): Promise<void> =>
  json ? print([`${JSON.stringify(answer)}\n`]) : tell(Array.from(lines, (line) => `${line}\n`))

/** Says something beside the result. */
export const say = (text: string): void => void process.stderr.write(`${shown(text)}\n`)

/**
 * Control and format characters, separators that a terminal takes for line ends, and letters without a form: ESC, zero width,
 * reading direction, fillers of Hangul, the blank of Braille. Selectors of a form, as emoji have them, change what is seen.
 */
const unseen = /(?!\n|\t|\uFE0E|\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu
/** Letters of Greek and Cyrillic that look like Latin ones (Unicode Technical Standard 39, confusables). */
const lookAlike = /[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονАВЕЅІЈКМНОРСТХаеѕіјорсухһԁԛԝ]/gu

const codeOf = (letter: string): string =>
  `<U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`

/**
 * Text that somebody else may have written, for a terminal: what cannot be seen stands as its code point, and so does a
 * Greek or Cyrillic letter among Latin ones of its word, after itself.
 */
export const shown = (text: string): string =>
  text
    .replaceAll(unseen, codeOf)
    .replaceAll(/[\p{L}\p{M}\p{N}]+/gu, (word) =>
      /\p{Script=Latin}/u.test(word) ? word.replaceAll(lookAlike, (letter) => `${letter}${codeOf(letter)}`) : word,
    )
