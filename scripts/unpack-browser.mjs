/** Unpacks the browser of the package into the temporary folder, where it takes for whole whatever lies there. */
import chromium, { inflate } from '@sparticuz/chromium'
import { join } from 'node:path'
import { root } from './place.mjs'

await chromium.executablePath()
// The libraries that the browser needs, for machines that lack them.
await inflate(join(root, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
