import type { BrowserWindowConstructorOptions, WindowOpenHandlerResponse } from 'electron'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app } from './app.ts'
import { tell } from './wire.ts'

export class WebContents extends EventEmitter {
  readonly id: number
  readonly mainFrame = { parent: null, url: '' }
  isGone = false
  hasCrashed = false
  openHandler: (details: { readonly url: string }) => WindowOpenHandlerResponse = () => ({
    action: 'allow',
  })

  constructor(id: number) {
    super()
    this.id = id
  }

  setWindowOpenHandler(handler: typeof this.openHandler): void {
    this.openHandler = handler
  }

  getURL(): string {
    return this.mainFrame.url
  }

  send(channel: string, ...args: readonly unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed')
    tell({ kind: 'send', window: this.id, channel, args })
  }

  reload(): void {
    this.hasCrashed = false
    tell({ kind: 'reload', window: this.id })
  }

  forcefullyCrashRenderer(): void {
    this.hasCrashed = true
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  }

  isDestroyed(): boolean {
    return this.isGone
  }

  isCrashed(): boolean {
    return this.hasCrashed
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly open: BrowserWindow[] = []
  static getAllWindows(): readonly BrowserWindow[] {
    return BrowserWindow.open
  }

  readonly id: number
  readonly webContents: WebContents
  readonly #options: BrowserWindowConstructorOptions

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.#options = options
    this.id = BrowserWindow.open.push(this)
    this.webContents = new WebContents(this.id)
    app.emit('web-contents-created', {}, this.webContents)
  }

  loadURL(address: string): Promise<void> {
    const preload = readFileSync(this.#options.webPreferences?.preload ?? '', 'utf8')
    tell({ kind: 'open', window: this.id, address, preload })
    return new Promise((resolve) => this.webContents.once('did-finish-load', resolve))
  }

  close(): void {
    tell({ kind: 'close', window: this.id })
  }

  isDestroyed(): boolean {
    return this.webContents.isGone
  }

  isMinimized(): boolean {
    return false
  }

  show(): void {
    this.emit('show')
  }

  focus(): void {
    this.emit('focus')
  }
}
