/** A document of ours as the page shows it. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: Row; readonly rows: readonly Row[] }

type Row = readonly (readonly Inline[])[]

/** A piece of a line; plain text is a string. */
export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  /** `text`: as it was written, in TeX. */
  | { readonly kind: 'formula'; readonly text: string; readonly nodes: readonly MathNode[] }
  | { readonly kind: 'strong' | 'emphasis'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly parts: readonly Inline[] }
  /** A place that links lead to. */
  | { readonly kind: 'anchor'; readonly id: string }

/** An element of MathML. */
export type MathNode = {
  readonly tag: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly children: readonly (MathNode | string)[]
}

export const plainText = (parts: readonly Inline[]): string =>
  parts
    .map((part) =>
      typeof part === 'string' ? part : 'text' in part ? part.text : 'parts' in part ? plainText(part.parts) : '',
    )
    .join('')
