/** What the page must be told to be drawn where there is no browser. */
export interface StillAsked {
  /** Path and query. */
  readonly address: string
  /** Scheme, host and port that the reader reaches the server by. */
  readonly origin: string
  /** Pixels of the reader's window, known or guessed. */
  readonly width: number
  readonly height: number
  /** Languages the reader prefers, best first. */
  readonly languages: readonly string[]
  /** UTC milliseconds. */
  readonly now: number
  /** The chart alone, for frames of other sites. */
  readonly embedded: boolean
  /** Where others reach the server; null: unknown. */
  readonly publicUrl: string | null
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>
}

/** The page as it comes drawn. */
export interface Still {
  /** What stands in `#page`. */
  readonly html: string
  readonly language: string
  readonly title: string
  /** The finding, else what the screen is. */
  readonly description: string
  /** Address of the page for others, and of its card; null where nobody said where others reach the server. */
  readonly url: string | null
  readonly card: string | null
  /** Is what the address names stored? */
  readonly isFound: boolean
  /** The file of the screen's code, whose style sheets it needs. */
  readonly file: string
}
