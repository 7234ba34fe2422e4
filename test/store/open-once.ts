import { openDatabase } from '../../electron/store/database.ts'

// Run as a process of its own: opens the database named on the command line and leaves.
openDatabase(process.argv[2] ?? '').close()
