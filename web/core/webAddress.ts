/** An address that may be a link: http and https only, so that text from outside can never become a script. */
export function webAddress(text: string | null): { readonly href: string; readonly host: string } | null {
  if (text === null || !URL.canParse(text)) return null
  const { protocol, href, hostname } = new URL(text)
  return protocol === 'https:' || protocol === 'http:' ? { href, host: hostname.replace(/^www\./, '') } : null
}
