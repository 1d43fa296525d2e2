import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

export interface Place {
  /** From 1. */
  readonly line: number
  readonly column: number
}

/** A step into JSON: a key of an object or an index of an array. */
export type JsonPath = readonly PropertyKey[]

/** Line and column of an offset in a text. */
export function placeOf(text: string, offset: number): Place {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}

/** A text that is nested too deep for the parser has no places. */
function treeOf(text: string, errors: ParseError[] = []): Node | null {
  try {
    return parseTree(text, errors, { disallowComments: true }) ?? null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The value at a path as it stands in JSON text, and where; null when the text has nothing there. */
export function valueIn(text: string, path: JsonPath): { readonly offset: number; readonly written: string } | null {
  const tree = treeOf(text)
  const node = tree === null ? undefined : findNodeAtLocation(tree, path.map(segment))
  return node === undefined
    ? null
    : { offset: node.offset, written: text.slice(node.offset, node.offset + node.length) }
}

const segment = (step: PropertyKey): string | number => (typeof step === 'number' ? step : String(step))

/** Why text is no JSON: the first fault and where it is. */
export function faultIn(text: string): Place & { readonly why: string } {
  const errors: ParseError[] = []
  treeOf(text, errors)
  const [first] = errors
  if (first === undefined) return { ...placeOf(text, 0), why: 'it is not JSON' }
  const code = printParseErrorCode(first.error)
  const word = /^[^\s,[\]{}:"]+/.exec(text.slice(first.offset, first.offset + 40))?.[0] ?? text.charAt(first.offset)
  return {
    ...placeOf(text, first.offset),
    why: code === 'InvalidSymbol' ? strange(word) : (faults[code] ?? 'it is not JSON'),
  }
}

const strange = (word: string): string =>
  /^[+-]?(nan|inf)/i.test(word)
    ? `${word} is no JSON number; write null for what is missing`
    : `${JSON.stringify(word)} is not JSON`

const faults: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing after the key',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something follows after the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a string does not end',
  UnexpectedEndOfNumber: 'a number is not complete',
  InvalidUnicode: 'an escape in a string is no character',
  InvalidEscapeCharacter: 'a string holds an escape that JSON does not know',
  InvalidCharacter: 'a string holds a control character',
}
