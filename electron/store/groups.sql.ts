import { sql, type Selectable } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { GroupId, GroupKind, GroupState } from '../contract/groups.ts'
import { all, change, first, q, write, type Db } from './database.ts'
import type { GroupTable } from './group-tables.ts'
import { updateRun } from './runs.sql.ts'

export type GroupRow = Selectable<GroupTable>

export function addGroup(
  db: Db,
  group: Pick<GroupRow, 'id' | 'kind' | 'name' | 'asked' | 'state' | 'created_at'>,
): void {
  write(db, () => change(db, q.insertInto('run_group').values(group)))
}

export const groupRow = (db: Db, id: GroupId): GroupRow | undefined =>
  first(db, q.selectFrom('run_group').selectAll().where('id', '=', id))

/** Those that have a run left, newest first. */
export const groupRows = (db: Db, kind: GroupKind): readonly GroupRow[] =>
  all(
    db,
    q
      .selectFrom('run_group')
      .selectAll()
      .where('kind', '=', kind)
      .where((eb) =>
        eb.exists(eb.selectFrom('run').select('id').whereRef('run.group_id', '=', 'run_group.id')),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id'),
  )

/** The number of the next trial of a group, which no other one gets; to be called within the write that adds it. */
export function takeTrial(db: Db, id: GroupId): number {
  change(
    db,
    q
      .updateTable('run_group')
      .set({ added: sql<number>`added + 1` })
      .where('id', '=', id),
  )
  return groupRow(db, id)?.added ?? 1
}

export const joinGroup = (db: Db, run: RunId, group: GroupId): boolean =>
  updateRun(db, run, { group_id: group, trial: takeTrial(db, group) })

export interface Member {
  readonly id: RunId
  readonly trial: number
}

/** Its runs in the order of their numbers, those of the bin too. */
export const membersOf = (db: Db, group: GroupId): readonly Member[] =>
  all(
    db,
    q.selectFrom('run').select(['id', 'trial']).where('group_id', '=', group).orderBy('trial'),
  ).map(({ id, trial }) => ({ id: id as RunId, trial: trial ?? 0 }))

/** Changes a group, as long as it is in one of these states; true when it was. */
export const updateGroup = (
  db: Db,
  id: GroupId,
  values: Partial<Omit<GroupRow, 'id'>>,
  onlyWhen: readonly GroupState[] = [],
): boolean =>
  write(
    db,
    () =>
      change(
        db,
        q
          .updateTable('run_group')
          .set(values)
          .where('id', '=', id)
          .$if(onlyWhen.length > 0, (query) => query.where('state', 'in', [...onlyWhen])),
      ) > 0,
  )
