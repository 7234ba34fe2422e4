/** Points of the picture to one of the drawing, unless a side would get more than browsers take. */
const fineness = 2
const longestSide = 12_000

/** A drawing as a PNG picture of its points. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    const scale = Math.min(fineness, longestSide / Math.max(image.width, image.height))
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const { promise, resolve } = Promise.withResolvers<Blob | null>()
    canvas.toBlob(resolve, 'image/png')
    const picture = await promise
    if (!picture) throw new Error('The picture could not be made')
    return picture
  } finally {
    URL.revokeObjectURL(address)
  }
}
