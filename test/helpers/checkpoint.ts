import type { Test } from 'tap'
import { sealAfterMigration } from '../../src/infra/audit-log/reseal.js'
import type { Checkpoint } from '../../src/oversight/checkpoint-schema.js'
import { type TestApp, testApp } from './app.js'
import type { Browser } from './browser.js'
import { aClient } from './client.js'
import { aHouse, testPassword } from './factories.js'

export const checkpointsPage = '/audit-log/checkpoints'
export const comparePage = '/audit-log/checkpoints/compare'

/** A house whose rows are all sealed, with somebody of the bureau signed in. */
export async function aSealedHouse(t: Test, databaseUrl?: string): Promise<{ house: TestApp; auditor: Browser }> {
  const house = await testApp(t, databaseUrl)
  await aHouse(house)
  await sealAfterMigration(house.db, [], new Set())
  return { house, auditor: await house.visitor().signIn('bureauAuditor', testPassword) }
}

/** Makes a checkpoint by its page, and answers it as its file has it. */
export async function makeCheckpoint(house: TestApp, browser: Browser): Promise<Checkpoint> {
  await browser.open(checkpointsPage)
  await browser.submit({}, checkpointsPage)
  const { sequence } = await house.db
    .selectFrom('logCheckpoint')
    .select('sequence')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow()
  const client = await aClient(house, 'bureauAuditor')
  return JSON.parse((await client.get(`${checkpointsPage}/${sequence}/checkpoint.json`)).body) as Checkpoint
}

/** Brings a file to the page that compares. */
export async function compareFile(browser: Browser, content: unknown): Promise<Browser> {
  await browser.open(comparePage)
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  return await browser.upload({ field: 'file', fileName: 'checkpoint.json', bytes }, {}, comparePage)
}
