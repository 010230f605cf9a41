import { lengthenIdentityNumber } from '../../src/lib/identity-number.js'
import { type TestApp, testApp } from './app.js'
import type { Browser } from './browser.js'
import { aHouse, anElection, testPassword } from './factories.js'

/** A made-up identity number that holds together, on a region code never issued; even serials are women. */
export function madeNumber(birthDate: string, serial: number): string {
  // The century is put in by the lengthening, so births here are of the 1900s; for others the digits are replaced.
  const short = `330299${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}${birthDate.slice(8, 10)}${String(serial).padStart(3, '0')}`
  if (birthDate.startsWith('19')) return lengthenIdentityNumber(short)
  return numberOfThisCentury(`${short.slice(0, 6)}${birthDate.slice(0, 2)}${short.slice(6)}`)
}

function numberOfThisCentury(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, index) => all + weight * Number(first17[index]), 0)
  return first17 + '10X98765432'.charAt(sum % 11)
}

/** A register as CSV, one line a person in the order of the header. */
export function csv(header: string, ...lines: readonly string[]): Buffer {
  return Buffer.from([header, ...lines].join('\n'))
}

/** Uploads a register as the open account and lands on its review page. */
export async function uploadRegister(
  browser: Browser,
  electionId: number,
  fileName: string,
  bytes: Buffer,
): Promise<string> {
  const page = `/elections/${electionId}/roll/import-register`
  await browser.open(page)
  await browser.upload({ field: 'file', fileName, bytes }, {}, page)
  return browser.url
}

/** The types of events of an election after a sequence number, in order. */
export async function eventsSince({ db }: TestApp, sequence = 0): Promise<string[]> {
  const rows = await db
    .selectFrom('auditEvent')
    .select('type')
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .execute()
  return rows.map(({ type }) => type)
}

export async function lastSequence({ db }: TestApp): Promise<number> {
  return (await db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow()).sequence
}

/** The visible text of a page, blanks folded. */
export function textOf(html: string): string {
  return (
    html
      // Words of the law stand within a sentence of a notice.
      .replace(/<span class="fixed">([\s\S]*?)<\/span>/g, '$1')
      .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
  )
}

/** What the form of registration asks of a person, without the identity number. */
export const deskPerson = {
  name: '欧阳　𬱖',
  residentsGroup: '三组',
  householdNumber: '12',
  relationship: '户主',
  address: '长岭路8号',
  nationality: '汉族',
  politicalStatus: '',
  education: '',
  telephone: '１３８００００００００',
  registrationClass: 'household',
  declaredTakingPart: 'yes',
  hasPoliticalRights: 'yes',
  workingSince: '',
}

/** A roll posted through its page on 25 April, and today in the drill. */
export async function aPostedRoll(t: Parameters<typeof testApp>[0], form: 'allVoters' | 'households' = 'allVoters') {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-25')
  const made = await anElection(app, house, { until: 'registerImported', voters: 9, electionDay: '2027-05-20', form })
  if (form === 'households') {
    await app.db
      .insertInto('electorChoice')
      .values({ electionId: made.id, form, chosenAt: '2027-04-25T00:00:00Z' })
      .execute()
  }
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  const base = `/elections/${made.id}/roll`
  await officer.open(`${base}/post-roll`)
  await officer.submit({ acknowledged: 'households-without-representative' }, `${base}/post-roll`)
  if (officer.status !== 200) throw new Error(textOf(officer.html))
  const today = async (day: string) =>
    await app.db
      .updateTable('season')
      .set({ drillToday: day as '2027-05-01' })
      .execute()
  return { app, officer, base, today, ...made }
}

/** An election still registering, with people entered at the desk of its clerk, who stays signed in. */
export async function aDesk(t: Parameters<typeof testApp>[0], identityNumbers: readonly string[]) {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const page = `/elections/${id}/roll/register-voter`
  for (const identityNumber of identityNumbers) {
    await clerk.open(page)
    await clerk.submit({ ...deskPerson, identityNumber }, page)
  }
  const rows = await app.db.selectFrom('voter').select('id').orderBy('id').execute()
  const addresses = rows.map((row) => `/elections/${id}/roll/voters/${row.id}`)
  return { app, clerk, base: `/elections/${id}/roll`, addresses, voterIds: rows.map((row) => row.id) }
}
