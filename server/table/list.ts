/** Items of a list field: separated by bars; a bar or backslash inside an item follows a backslash. */
export function listItems(text: string): readonly string[] {
  const items: string[] = []
  let item = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (character === '\\' && (next === '|' || next === '\\')) {
      item += next
      at++
    } else if (character === '|') {
      items.push(item)
      item = ''
    } else item += character
  }
  return [...items, item].map((one) => one.trim()).filter((one) => one !== '')
}

export const listText = (items: readonly string[]): string =>
  items.map((item) => item.replaceAll(/[\\|]/g, (character) => `\\${character}`)).join('|')
