/**
 * A price or amount as data vendors write it: `374.07`, `1,234.50`, `$369.85`, `1e-7`. Null for anything else.
 * Nothing is guessed: no decimal commas, no words.
 */
export function priceNumber(text: string): number | null {
  const plain = text.trim().replace(/^\$/, '')
  if (plain.length > 40) return null
  const digits = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(digits)) return null
  const number = Number(digits)
  return Number.isFinite(number) ? number : null
}
