import { openDatabase } from './electron/store/database.ts'
import { runById } from './electron/store/runs.sql.ts'
import { epochsOf } from './electron/store/training.sql.ts'
import { checkpointsOf } from './electron/store/checkpoints.sql.ts'
import { stintsOf } from './electron/store/stints.sql.ts'
import { thinnedPoints } from './electron/store/thinned-points.sql.ts'
import { somePointsOf, lastUnitsOf } from './electron/store/diagnosis.sql.ts'
import { findingsOf } from './electron/core/findings.ts'
import { idOf } from './bench/lab-of-runs.ts'
const t=(n,f)=>{const a=performance.now(),c=process.cpuUsage();const r=f();const d=process.cpuUsage(c);console.log(n,(performance.now()-a).toFixed(1),'ms, cpu',((d.user+d.system)/1000).toFixed(1));return r}
const db=openDatabase('/tmp/i1-lab1k/lab.db')
const id=idOf(3)
for(let i=0;i<3;i++){
const run=t('run',()=>runById(db,id))
const ep=t('epochs',()=>epochsOf(db,id))
t('check',()=>checkpointsOf(db,id))
t('stints',()=>stintsOf(db,id))
t('some',()=>somePointsOf(db,id,250))
t('units',()=>lastUnitsOf(db,id))
t('findings',()=>findingsOf(db,run,ep))
t('metrics',()=>thinnedPoints(db,[id],{afterStep:0,most:2000}))
t('metrics 500',()=>thinnedPoints(db,[id],{afterStep:0,most:500}))
}
t('compare',()=>thinnedPoints(db,Array.from({length:50},(_,i)=>idOf(i)),{afterStep:0,most:2000}))
const m=t('compare 500',()=>thinnedPoints(db,Array.from({length:50},(_,i)=>idOf(i)),{afterStep:0,most:500}))
