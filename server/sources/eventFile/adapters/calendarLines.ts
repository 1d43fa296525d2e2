/** One line of a calendar file, `DTSTART;TZID=America/New_York:20231117T152800`. */
export interface Property {
  readonly name: string
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

/** A part of a calendar between BEGIN and END: an entry, an alarm inside one, the definition of a time zone. */
export interface Component {
  readonly name: string
  /** Physical line of its BEGIN. */
  readonly line: number
  readonly properties: readonly Property[]
  readonly parts: readonly Component[]
}

interface Open {
  readonly name: string
  readonly line: number
  readonly properties: Property[]
  readonly parts: Open[]
}

/** The components of calendar text (RFC 5545), each with its own properties only: what an alarm says is not the entry's. */
export function calendarParts(text: string): readonly Component[] {
  const root: Open = { name: '', line: 1, properties: [], parts: [] }
  const open: Open[] = [root]
  for (const { line, content } of unfolded(text)) {
    const [, edge = '', name = ''] = /^(BEGIN|END):(.*)$/i.exec(content) ?? []
    const top = open.at(-1) ?? root
    if (/^begin$/i.test(edge)) {
      const part: Open = { name: name.trim().toUpperCase(), line, properties: [], parts: [] }
      top.parts.push(part)
      open.push(part)
    } else if (edge === '') top.properties.push(propertyOf(content))
    else if (open.length > 1) open.pop()
  }
  return root.parts
}

/** The first property of a name. */
export const propertyIn = ({ properties }: Component, name: string): Property | null =>
  properties.find((one) => one.name === name) ?? null

/** A line that begins with a space or tab goes on with the one before it. */
function unfolded(text: string): readonly { readonly line: number; readonly content: string }[] {
  const lines: { line: number; parts: string[] }[] = []
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^[ \t]/.test(line)) lines.at(-1)?.parts.push(line.slice(1))
    else if (line !== '') lines.push({ line: at + 1, parts: [line] })
  }
  return lines.map(({ line, parts }) => ({ line, content: parts.join('') }))
}

/** Places of a mark outside of quotes, up to the first colon there. */
function propertyOf(content: string): Property {
  const cuts: number[] = []
  let isQuoted = false
  let colon = content.length
  for (let at = 0; at < content.length; at++) {
    const character = content[at]
    if (character === '"') isQuoted = !isQuoted
    else if (character === ';' && !isQuoted) cuts.push(at)
    else if (character === ':' && !isQuoted) {
      colon = at
      break
    }
  }
  const ends = [...cuts.slice(1), colon]
  const parameters = cuts.map((cut, at): [string, string] => {
    const [name = '', ...value] = content.slice(cut + 1, ends[at]).split('=')
    return [name.toUpperCase(), value.join('=').replaceAll('"', '')]
  })
  return {
    name: content.slice(0, cuts[0] ?? colon).toUpperCase(),
    value: content.slice(colon + 1),
    parameters: new Map(parameters),
  }
}

/** Text as it was before RFC 5545 escaped it. */
export const unescaped = (text: string): string =>
  text.replaceAll(/\\([\\,;nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped))
