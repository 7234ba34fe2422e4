import { EventEmitter } from 'node:events'

/** What a utility process of Electron has in place of `process.send`. */
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => {
    process.send?.(message)
  },
})
process.on('message', (data) => {
  parentPort.emit('message', { data, ports: [] })
})
Object.assign(process, { parentPort })
