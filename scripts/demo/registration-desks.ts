import { monthDay } from '../../src/lib/chinese-text.js'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import type { Db } from '../../src/infra/db/database.js'
import { carryOut, type Browser } from '../walk/browser.js'

/** Two places to register at, for two weeks and for a weekend, each with somebody of the election committee. */
export async function setUpDesks(officer: Browser, db: Db, electionId: number, from: PlainDate): Promise<void> {
  const people = await db
    .selectFrom('electionCommitteeMember')
    .select('name')
    .where('electionId', '=', electionId)
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  const [first = '', second = '', third = ''] = people.map(({ name }) => name)
  const page = `/elections/${electionId}/roll/registration-desks`
  for (const desk of [
    {
      ...{ name: '中心登记站', place: '社区服务中心一楼大厅', serves: '' },
      ...{ hours: `${monthDay(from)}至${monthDay(addDays(from, 13))}，每天8:30—17:00`, clerks: `${first}、${second}` },
      telephone: '',
    },
    {
      ...{ name: '小区登记站', place: '小区南门门卫室', serves: '' },
      ...{ hours: `${monthDay(addDays(from, 4))}、${monthDay(addDays(from, 5))}，18:00—20:30`, clerks: third },
      telephone: '',
    },
  ]) {
    await officer.open(page)
    await carryOut(officer, desk, page)
  }
}
