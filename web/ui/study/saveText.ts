/** Hands a text to the reader as a file. */
export const saveText = (text: string, name: string, type: string): void => saveFile(new Blob([text], { type }), name)

/** Hands a file to the reader. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
