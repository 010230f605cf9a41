/** Tables that leave the house. `rows` are lines of the table: communities, or people where it lists people. */
export type StatisticsEvent =
  | { type: 'statisticsExported'; table: string; format: string; rows: number }
  /** A table that names people, with what it is for. */
  | { type: 'membersExported'; table: string; format: string; rows: number; reason: string }
  /** The people whom a table counts were looked at one by one; the event is of their election where it is one. */
  | { type: 'statisticsPeopleRead'; table: string; people: number }
