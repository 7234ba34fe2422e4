import { request } from 'node:https'

const patienceMs = 4000

/**
 * Whether an address answers at all, found out quickly: a firewall that swallows packets would cost minutes.
 * Behind a proxy it is taken for granted.
 * @param {string} address
 * @returns {Promise<boolean>}
 */
export function isReachable(address) {
  if (process.env['HTTPS_PROXY'] ?? process.env['https_proxy']) return Promise.resolve(true)
  return new Promise((resolve) => {
    const asked = request(address, { method: 'HEAD' }, (response) => {
      response.destroy()
      resolve(true)
    })
    const timer = setTimeout(() => asked.destroy(), patienceMs)
    asked.on('error', () => {
      resolve(false)
    })
    asked.on('close', () => {
      clearTimeout(timer)
      resolve(false)
    })
    asked.end()
  })
}
