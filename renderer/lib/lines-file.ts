/** A file as text, unpacked where its first two bytes say that it is gzip; null where it is longer than `most` characters. */
export async function textOfFile(file: Blob, most: number): Promise<string | null> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isPacked = start[0] === 0x1f && start[1] === 0x8b
  const bytes = isPacked
    ? file.stream().pipeThrough(new DecompressionStream('gzip'))
    : file.stream()
  const reader = bytes.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length > most) {
      await reader.cancel()
      return null
    }
  }
}
