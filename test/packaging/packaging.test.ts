import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { cacheDir, root } from '../../scripts/place.mjs'
import { launchDouble } from '../electron-double/launch.ts'
import { tempDir } from '../temp-dir.ts'
import { pack, type Packed } from './pack.ts'

const packingMs = 300_000

let packed: Packed
beforeAll(async () => {
  packed = await pack()
  return packed.remove
}, packingMs)

const packages = () =>
  new Set(
    [...packed.files.keys()].flatMap((file) => {
      const name = /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
      return name === undefined ? [] : [name]
    }),
  )

describe('the archive', () => {
  test('holds the built application and what it needs, and nothing else', () => {
    const places = new Set([...packed.files.keys()].map((file) => file.split('/')[1]))
    expect([...places].sort()).toEqual(['node_modules', 'out', 'package.json'])
    for (const entry of [
      'main/main.js',
      'main/child.js',
      'main/augmenter.js',
      'main/part.js',
      'main/evaluator.js',
      'main/bundler.js',
      'main/maker.js',
      'main/prover.js',
      'main/reader.js',
      'preload/preload.cjs',
    ])
      expect(packed.files.has(`/out/${entry}`), entry).toBe(true)
    expect(packed.files.has('/out/renderer/index.html')).toBe(true)
    for (const name of Object.keys(packageJson.dependencies)) expect(packages()).toContain(name)
  })

  test('holds no sources, tests, documents or tools', () => {
    const unwanted = /\.(ts|map|md|vue|cc|h)$|\/(tests?|__tests__|docs?|examples?)\//
    expect([...packed.files.keys()].filter((file) => unwanted.test(file))).toEqual([])
    const tools = Object.keys(packageJson.devDependencies).filter(
      // Types that a dependency names as a dependency of its own; an empty package is left of them.
      (name) => !name.startsWith('@types/'),
    )
    expect(tools.filter((name) => packages().has(name))).toEqual([])
    expect([...packages()].filter((name) => name.startsWith('node-linux-'))).toEqual([])
  })

  test('leaves on disk what the operating system must load itself', () => {
    const native = /\.(node|wasm|dylib|dll)$|\.so(\.\d+)*$/
    const inside = [...packed.files].filter(
      ([file, { isUnpacked }]) => native.test(file) && !isUnpacked,
    )
    expect(inside).toEqual([])
    const platform = `${process.platform}-${process.arch}`
    const needed = [
      `/node_modules/better-sqlite3/prebuilds/${platform}.node`,
      '/node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      '/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
    ]
    for (const file of needed) expect(packed.files.get(file), file).toEqual({ isUnpacked: true })
    const sharp = [...packed.files.keys()].filter((file) => /\/@img\/sharp-.*\.node$/.test(file))
    expect(sharp).not.toEqual([])
  })

  test('leaves native TensorFlow on disk as a whole, where there is one', () => {
    const home = '/node_modules/@tensorflow/tfjs-node/'
    const files = [...packed.files].filter(([file]) => file.startsWith(home))
    expect(files.filter(([, { isUnpacked }]) => !isUnpacked)).toEqual([])
    const parts = ['lib/napi-v8/tfjs_binding.node', 'deps/lib/libtensorflow_cc.so.2'].filter(
      (part) => existsSync(join(root, home, part)),
    )
    for (const part of parts) expect(packed.files.has(`${home}${part}`), part).toBe(true)
  })

  test('names the application, not its tools', () => {
    const packaged = JSON.parse(packed.text('/package.json')) as Record<string, unknown>
    expect(packaged).toMatchObject({ name: 'digit-lab', main: 'out/main/main.js', type: 'module' })
    expect(packaged).not.toHaveProperty('devDependencies')
    expect(packaged).not.toHaveProperty('scripts')
  })
})

test('the binary takes no orders from environment and arguments, and runs only our archive', async () => {
  const fuses = await getCurrentFuseWire(packed.executable)
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  const on = [
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ]
  for (const fuse of off) expect(fuses[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE)
  for (const fuse of on) expect(fuses[fuse], FuseV1Options[fuse]).toBe(FuseState.ENABLE)
})

test(
  'what is in the archive is enough to open the window, train and export',
  { timeout: packingMs },
  async () => {
    const place = mkdtempSync(join(cacheDir, 'packaged-'))
    try {
      packed.spread(place)
      const main = join(place, 'out', 'main', 'main.js')
      const { page, close } = await launchDouble(main, ['--data-dir', tempDir()])
      const ended = await page.evaluate(
        () =>
          new Promise((resolve) => {
            window.digitLab?.on(({ event, payload }) => {
              if (event !== 'run.changed') return
              if (payload.status !== 'queued' && payload.status !== 'running') resolve(payload)
            })
            const config = { hidden: [16], trainImages: 2000, epochs: 1 }
            void window.digitLab?.ask('runs.start', { config, engine: 'wasm' })
          }),
      )
      // A proof takes the runtime of its format.
      const exported = await page.evaluate(async (run) => {
        const { id } = run as { readonly id: string }
        return [
          await window.digitLab?.ask('models.export', { id, format: 'tfjs' }),
          await window.digitLab?.ask('models.export', { id, format: 'onnx' }),
        ]
      }, ended)
      await close()
      for (const reply of exported)
        expect(reply).toMatchObject({ ok: true, value: { proof: { sameAnswers: 100 } } })
      expect(ended).toMatchObject({ status: 'completed', engine: { kind: 'wasm' } })
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  },
)
