import { importBundle } from '../../electron/core/bundle/import-bundle.ts'
import { openDatabase } from '../../electron/store/database.ts'

// Imports a bundle, and ends this process by SIGKILL before the statement of that number; prints how many there were.
const [database = '', path = '', at = ''] = process.argv.slice(2)
const db = openDatabase(database)
const prepare = db.prepare.bind(db)
let prepared = 0
db.prepare = (text: string) => {
  if (++prepared === Number(at)) process.kill(process.pid, 'SIGKILL')
  return prepare(text)
}
importBundle(db, { path, drawings: true }, { now: Date.now, random: () => 0.5 })
process.stdout.write(String(prepared))
