import { type Problem, refusal } from '../problem.ts'

/** Signs that begin an element or end an attribute, as references. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Does a person wait for the answer in a window of their browser? Programs, and scripts of the page, ask for no markup. */
export const isForAPerson = (method: string, accept: string | undefined): boolean =>
  method === 'GET' && /^\s*text\/html\b/i.test(accept ?? '')

/**
 * A refusal as a page, for whoever followed a link to a file: the same words that programs are told, without script or
 * style.
 *
 * @param inOther the refusal in the reader's language, where that is not English
 */
export function refusedPage(
  problem: Problem,
  requestId: string,
  inOther: { readonly language: string; readonly sentence: string; readonly back: string } | null,
): string {
  const { title, status, detail, code } = refusal(problem, requestId)
  const { language = 'en', sentence = title, back = 'Back to Aftershock' } = inOther ?? {}
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(sentence)}</title>
<h1>${escaped(sentence)}</h1>
<p lang="en">${escaped(detail)}</p>
<p><a href="/">${back}</a></p>
<p><small>${status} ${escaped(code)} ${escaped(requestId)}</small></p>
</html>
`
}
