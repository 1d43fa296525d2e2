import type { DateWitness } from './published.ts'

/** What an article's file says before anything is understood of it. */
export interface Page {
  readonly kind: 'html' | 'text'
  readonly title: string | null
  /** Of the publisher's own declaration; a hint. */
  readonly language: string | null
  readonly address: string | null
  readonly source: string | null
  readonly paragraphs: readonly string[]
  readonly witnesses: readonly DateWitness[]
}

/** Most bytes of an article. */
export const MOST_ARTICLE = 5 * 1024 * 1024

/** Does a text look like a page rather than words? */
export const isHtml = (text: string): boolean =>
  /^\s*(<!doctype html|<html|<head|<body|<!--)/i.test(text.slice(0, 500)) ||
  (/<(p|div|article|h1|meta|title)\b/i.test(text.slice(0, 20_000)) &&
    /<\/(p|div|article|h1|title|html)>/i.test(text.slice(0, 100_000)))
