import { setTimeout as pause } from 'node:timers/promises'
import type { ElectionInScope } from '../infra/http/context.js'
import type { JobWork } from '../infra/jobs/run-job.js'
import { getImport } from './import-queries.js'
import { type RowPlace, setPlaces } from './merge-queries.js'
import { placeRows, rollInSight } from './place-rows.js'
import { nextRegisterRows } from './register-row-queries.js'

const rowsAtOnce = 250

type ReadRow = Awaited<ReturnType<typeof nextRegisterRows>>[number]

/** A row with what becomes of it now, and whether that is something else than was noted. */
export interface ComparedRow {
  readonly row: ReadRow
  readonly place: RowPlace
  readonly hasMoved: boolean
}

/**
 * Compares every row of a register with the rolls as they stand now, some at a time, and notes with each what becomes
 * of it. In small pieces: others write in between.
 */
export async function* compareWithRoll(
  work: JobWork,
  election: ElectionInScope,
  importId: number,
): AsyncGenerator<ComparedRow[]> {
  const { db, sealer } = work
  const sight = await rollInSight(db, { election, importId, sealer })
  const { rows: total } = await getImport(db, election.id, importId)
  let compared = 0
  for (let after = 0; ; ) {
    const rows = await nextRegisterRows(db, importId, after, rowsAtOnce)
    const last = rows.at(-1)
    if (!last) return
    const places = await placeRows(db, sight, rows)
    const together = rows.map((row, index) => ({ row, place: places[index] as (typeof places)[number] }))
    await setPlaces(
      db,
      together.filter(({ row, place }) => isOther(row, place)).map(({ row, place }) => ({ id: row.id, ...place })),
    )
    yield together.map(({ row, place }) => ({ row, place, hasMoved: row.outcome !== place.outcome }))
    compared += rows.length
    work.progress('与各社区的名单对照', compared, Math.max(total, compared))
    after = last.id
    await pause(0)
  }
}

function isOther(row: ReadRow, place: RowPlace): boolean {
  return (['outcome', 'decision', 'match', 'matchedVoter', 'matchedVersion'] as const).some(
    (field) => row[field] !== place[field],
  )
}
