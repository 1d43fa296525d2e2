/** Faults of an event file are told by the reader itself in English, with what it met; other languages have a sentence a code. */
export const faults: Readonly<Record<string, string>> = {}
