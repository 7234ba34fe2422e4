/** The bytes of an image, 0 black to 255 white, as black ink that is the more opaque the brighter they are. */
export function inkPixels(pixels: string): Uint8ClampedArray<ArrayBuffer> {
  const bytes = atob(pixels)
  const ink = new Uint8ClampedArray(bytes.length * 4)
  for (let at = 0; at < bytes.length; at += 1) ink[at * 4 + 3] = bytes.charCodeAt(at)
  return ink
}
