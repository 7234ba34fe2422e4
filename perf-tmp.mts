import { somePointsOf } from './electron/store/diagnosis.sql.ts'
import { a, add } from './test/store/a-run.ts'
import { openDatabase } from './electron/store/database.ts'
const db = openDatabase('/tmp/h5-runs/perf/lab.db'); add(db, a)
db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000000) INSERT INTO metric SELECT '${a}', i, 0.5, 3, 100, i FROM n`)
for (let k = 0; k < 3; k++) { const t = performance.now(); const p = somePointsOf(db, a, 250); console.log(p.length, performance.now() - t) }
