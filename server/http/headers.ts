/** The policy of a page. @param scripts whose scripts run @param framers whose pages may frame it */
function policy(scripts: string, framers: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framers}`,
    "object-src 'none'",
  ].join('; ')
}

/**
 * Sent with every response: pages, API, errors, files and exports. Scripts and styles come from this server only;
 * the chart library sets inline style attributes on its canvas, so those are allowed and nothing else inline is.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy("'self'", "'none'"),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  Vary: 'Origin',
}

/**
 * The headers of what may stand in a frame of other sites: a drawing and words, without any script.
 *
 * @param origins whose pages may frame it
 */
export function embedHeaders(origins: readonly string[]): Readonly<Record<string, string>> {
  const { 'X-Frame-Options': denied, ...headers } = securityHeaders
  const framers = origins.length === 0 ? "'none'" : origins.join(' ')
  return {
    ...headers,
    ...(origins.length === 0 && denied !== undefined ? { 'X-Frame-Options': denied } : {}),
    'Content-Security-Policy': policy("'none'", framers),
  }
}
