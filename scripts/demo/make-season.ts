import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.js'
import type { Config } from '../../src/config.js'
import { longDate } from '../../src/lib/chinese-text.js'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import { refuseSilentChanges } from '../../src/infra/audit-log/silent-changes.js'
import type { Db } from '../../src/infra/db/database.js'
import { inProcessRunner } from '../../src/infra/jobs/job-runner.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { rollJobs } from '../../src/roll/jobs.js'
import { Browser, carryOut } from '../walk/browser.js'
import { type Cast, signInCast } from '../walk/cast.js'
import { stepsOf, type Stage } from './community-steps.js'
import { makeHouse } from './make-house.js'
import { castNames, demoPassword, houseNames } from './names.js'
import { auditRate } from './rate-steps.js'
import { demoToday, seasonPlan } from './season-plan.js'

/** The season's first elections are in May; they are prepared from the middle of March. */
const firstPreparations: PlainDate = '2027-03-15'

/**
 * Makes the demo season by doing what its people would do, day after day from March on, each step through the
 * page for it. Nothing is random: the same season comes out every time.
 */
export async function makeSeason(opened: Db, config: Config, log: (text: string) => void): Promise<void> {
  // Whatever the demo does, an event tells of it.
  const db = refuseSilentChanges(opened)
  const communities = await makeHouse(db)
  const clock = new StageClock()
  const jobs = inProcessRunner(db, sealerFor(config.dataKey), rollJobs)
  const app = await buildApp({ db, clock: () => clock.now, jobs, config: { ...config, today: undefined } })
  const administrator = await new Browser(app).signIn(houseNames.administrator, demoPassword)
  await confirmHolidays(await new Browser(app).signIn(houseNames.auditor, demoPassword))
  const casts = new Map<string, Cast>()
  const calendar = seasonPlan.flatMap((plan, index) => {
    const communityId = communities.get(plan.community) as number
    return stepsOf({ plan, index, communityId })
  })
  for (let day = firstPreparations; day <= demoToday; day = addDays(day, 1)) {
    const steps = calendar.filter((step) => step.day === day).sort((a, b) => (a.time < b.time ? -1 : 1))
    if (steps.length === 0 && day !== demoToday) continue
    clock.set('09:00')
    await administrator.open('/season')
    await carryOut(administrator, { today: day }, '/season/today')
    for (const { community, time, run } of steps) {
      clock.set(time)
      const cast = casts.get(community) ?? (await signInCast(app, castNames(community), demoPassword))
      casts.set(community, cast)
      const stage: Stage = { db, cast, today: day, clock }
      await run(stage).catch((error: unknown) => {
        throw new Error(`${day} ${community}`, { cause: error })
      })
    }
    log(`${longDate(day)}，办理 ${steps.length} 件`)
  }
  clock.set('16:40')
  await auditRate(app, communities)
  await finish(app, db)
}

/** The days off as the page proposes them: the bureau's first act, since residents' deadlines are worked out by them. */
async function confirmHolidays(auditor: Browser): Promise<void> {
  const page = '/season/holidays'
  await auditor.open(page)
  const rows = [...auditor.html.matchAll(/name="(day-\d+-(?:day|name))" value="([^"]*)"/g)]
  const kinds = [...auditor.html.matchAll(/name="(day-\d+-kind)".*?<option value="(\w+)" selected/g)]
  const [, source = ''] = /name="source"[^>]*value="([^"]*)"/.exec(auditor.html) ?? []
  const days = Object.fromEntries([...rows, ...kinds].map(([, name = '', value = '']) => [name, value]))
  await carryOut(auditor, { ...days, source, weekendsAreOff: 'yes' }, page)
}

async function finish(app: FastifyInstance, db: Db): Promise<void> {
  await app.close()
  // The sessions of the making belong to nobody.
  await db.deleteFrom('session').execute()
  await db.deleteFrom('submittedForm').execute()
}

/** A clock that is set by hand: the day in it means nothing, a drill has its own; the hour is printed. */
export class StageClock {
  now = new Date('2027-04-01T01:00:00Z')

  /** `09:30` in the time of the country. */
  set(time: string): void {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    this.now = new Date(Date.parse('2027-04-01T00:00:00Z') + ((hour - 8) * 60 + minute) * 60_000)
  }

  advance(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000)
  }
}
