/** Bytes that become text at once: a call takes only so many arguments. */
const pieceBytes = 0x8000

export function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, piece) =>
    String.fromCharCode(...bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)),
  )
  return btoa(pieces.join(''))
}
