import type { IncomingMessage } from 'node:http'

export interface Refusal {
  readonly status: 400 | 403
  readonly reason: string
}

type Head = Pick<IncomingMessage, 'url' | 'rawHeaders'>

/**
 * What speaks against a request before it is routed or its body read. Other web pages reach this
 * server under a name of their own (DNS rebinding), with their own origin, or without any from a
 * sibling port; none of them passes.
 */
export function refusalOf({ url, rawHeaders }: Head, port: number): Refusal | undefined {
  const [host, ...otherHosts] = valuesOf(rawHeaders, 'host')
  if (!host || otherHosts.length > 0) return { status: 400, reason: 'One Host header is needed' }
  if (!url?.startsWith('/')) return { status: 400, reason: 'The request target is not a path' }
  if (!ownHosts(port).includes(host)) return { status: 403, reason: 'Not our host' }
  if (valuesOf(rawHeaders, 'origin').some((origin) => origin !== `http://${host}`))
    return { status: 403, reason: 'Not our origin' }
  if (valuesOf(rawHeaders, 'sec-fetch-site').some((site) => !ownSites.includes(site)))
    return { status: 403, reason: 'Not our site' }
  return undefined
}

const ownHosts = (port: number): readonly string[] =>
  ['127.0.0.1', '[::1]', 'localhost'].map((name) => `${name}:${String(port)}`)

/** `none` is an address that a person opened. A page on another port would be `same-site`. */
const ownSites: readonly string[] = ['same-origin', 'none']

/** Every value, since Node's own record of headers drops a second Host without a word. */
const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
