/** The text of a file, which can be read several times: pieces one after another, each but the last ending with a line. */
export interface TextSource {
  readonly pieces: () => Iterable<string>
}

/** A text that is in memory. */
export const wholeText = (text: string): TextSource => ({ pieces: () => [text] })
