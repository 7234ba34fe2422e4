import { EventEmitter } from 'node:events'

// Electron hands over what was posted before the process ends, Node's channel only what it had time for.
let underWay = 0
let end: (() => void) | undefined
const exit = process.exit.bind(process)
Object.assign(process, {
  exit: (code?: number) => {
    end = () => exit(code)
    if (underWay === 0) end()
  },
})

/** What a utility process of Electron has in place of `process.send`. */
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => {
    underWay += 1
    process.send?.(message, undefined, undefined, () => {
      underWay -= 1
      if (underWay === 0) end?.()
    })
  },
})
process.on('message', (data) => {
  parentPort.emit('message', { data, ports: [] })
})
process.on('disconnect', exit)
Object.assign(process, { parentPort })
