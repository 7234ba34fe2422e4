import sharp from 'sharp'

export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** What a decoded picture shows. */
export interface SavedPicture {
  readonly width: number
  readonly height: number
  /** Points of an area that differ from the ground, which is the colour of the picture's first point. */
  readonly inksIn: (area: Area) => number
  /** Whether any point has about this colour, as `#rrggbb`. */
  readonly has: (colour: string) => boolean
}

/** Decodes a picture that a page has saved. */
export async function savedPicture(bytes: Buffer): Promise<SavedPicture> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const differs = (at: number, colour: readonly number[]) =>
    colour.some((value, channel) => Math.abs((data[at + channel] ?? 0) - value) > 8)
  const ground = [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0]
  const points = Array.from({ length: width * height }, (_, index) => index)
  return {
    width,
    height,
    inksIn: ({ left, top, width: across, height: down }) =>
      points.filter((index) => {
        const [x, y] = [index % width, Math.floor(index / width)]
        const isIn = x >= left && x < left + across && y >= top && y < top + down
        return isIn && differs(index * channels, ground)
      }).length,
    has: (colour) => {
      const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
      return points.some((index) => !differs(index * channels, wanted))
    },
  }
}
