import { type RawBuilder, sql } from 'kysely'

/** The election in whose season, or on whose roll alone, somebody is looked for. */
export interface RollPlace {
  readonly id: number
  readonly seasonId: number
}

/**
 * Among which rolls nobody may stand twice: those of the season's regular elections together (0), or a by-election's
 * roll alone, which has the same people on it once more.
 */
export function rollOf(electionId: number): RawBuilder<number> {
  return sql<number>`(select case kind when 'regular' then 0 else id end from election where id = ${electionId})`
}
