import { type Browser, carryOut } from '../walk/browser.js'

/** Candidates meet the voters before the poll; in some communities they speak there. */
export async function meetVoters(
  officer: Browser,
  electionId: number,
  on: string,
  withSpeeches: boolean,
): Promise<void> {
  const page = `/elections/${electionId}/timetable/meeting`
  await officer.open(page)
  const note = withSpeeches ? '每人发言十分钟，当场回答居民提问' : '候选人逐一自我介绍'
  await carryOut(officer, { doneOn: on, note, withSpeeches: withSpeeches ? 'yes' : 'no' }, page)
}
