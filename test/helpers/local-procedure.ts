import type { Test } from 'tap'
import type { MilestoneName } from '../../src/rules/stages.js'
import { testApp } from './app.js'
import { aHouse, anElection, testPassword } from './factories.js'

/** A page as one line of words. */
export const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** The bureau's officer before the local procedure of an election. */
export async function aBureau(t: Test, until: MilestoneName = 'electionOpened') {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-05')
  const election = await anElection(house, made, { until, voters: 3 })
  const bureau = await house.visitor().signIn('bureauAuditor', testPassword)
  const list = `/elections/${election.id}/local-procedure`
  await bureau.open(list)
  const settings = async () =>
    (await house.db.selectFrom('election').select(['settings', 'version']).orderBy('id').execute()).map((row) => ({
      ...row,
      settings: JSON.parse(row.settings) as object,
    }))
  const figuresSet = async () =>
    (await house.db.selectFrom('auditEvent').select('id').where('type', '=', 'figureSet').execute()).length
  return { house, made, election, bureau, list, settings, figuresSet }
}

export const reason = { reason: '社区小，七日够了' }
export const document = {
  documentName: '奉中社区选举办法',
  documentDate: '2027.4.3',
  documentNumber: '奉中居〔2027〕3号',
}
