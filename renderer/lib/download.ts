/** Hands a file to the person; the browser asks where to, or puts it with the downloads. */
export function downloadBlob(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}

export function download(fileName: string, base64: string, type: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  downloadBlob(fileName, new Blob([bytes], { type }))
}

export const downloadText = (fileName: string, text: string, type: string): void => {
  downloadBlob(fileName, new Blob([text], { type }))
}
