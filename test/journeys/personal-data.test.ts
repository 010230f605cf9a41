import t from 'tap'
import type { Test } from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { type Role, roles } from '../../src/infra/security/roles.js'
import { type TestApp, testSecrets } from '../helpers/app.js'
import { aClient, type Client } from '../helpers/client.js'
import { aNominationDesk, hand } from '../helpers/nomination.js'
import { aDesk, csv, eventsSince, lastSequence, madeNumber, uploadRegister } from '../helpers/roll.js'

t.setTimeout(900_000)

const sealer = sealerFor(testSecrets.dataKey)

/** Events of somebody having seen a whole number or telephone on a page. */
const looks: ReadonlySet<string> = new Set([
  ...['identityNumberSeen', 'telephoneSeen', 'registerRowSeen', 'memberTelephoneSeen'],
])

/** What nobody may see without an event: numbers and telephones of the roll and of the register that waits. */
async function wholeValues({ db }: TestApp): Promise<readonly string[]> {
  const voters = await db.selectFrom('voter').select(['sealedIdentityNumber', 'sealedTelephone']).execute()
  const rows = await db.selectFrom('registerRow').select('sealedPerson').execute()
  const sealed = voters.flatMap((voter) => [voter.sealedIdentityNumber, voter.sealedTelephone ?? ''])
  const known = sealed.filter((text) => text !== '').map((text) => sealer.unsealText(text))
  const staged = rows.flatMap((row) => sealer.unsealText(row.sealedPerson).match(/\d{17}[\dX]|1\d{10}/g) ?? [])
  return [...new Set([...known, ...staged])]
}

interface Walk {
  /** Addresses that showed somebody whole, as routes. */
  readonly showing: readonly string[]
  /** What was wrong: shown without exactly one event, or an event without anything shown. */
  readonly wrong: readonly string[]
  readonly opened: number
}

/** Opens every address of the house that is read, as a role, with the numbers of what is there. */
async function walk(house: TestApp, role: Role, params: Readonly<Record<string, number>>): Promise<Walk> {
  const client = await aClient(house, role)
  const whole = await wholeValues(house)
  const showing: string[] = []
  const wrong: string[] = []
  let opened = 0
  for (const { method, url, roles: access } of house.app.routesAndRoles) {
    if (method !== 'GET' || access === 'public' || url.includes('*')) continue
    const address = url.replace(/:(\w+)/g, (_all, name: string) => String(params[name] ?? 1))
    const { found, events, status } = await look(house, client, address, whole)
    if (status >= 500) wrong.push(`${role} ${url}: ${status}`)
    if (status === 200) opened += 1
    if (found.length > 0) showing.push(url)
    if (events.length !== (found.length > 0 ? 1 : 0)) {
      wrong.push(`${role} ${url}: ${found.length} shown, recorded ${events.join() || 'nothing'}`)
    }
  }
  return { showing, wrong, opened }
}

async function look(house: TestApp, client: Pick<Client, 'get'>, address: string, whole: readonly string[]) {
  const before = await lastSequence(house)
  const { body, statusCode: status } = await client.get(address)
  const events = (await eventsSince(house, before)).filter((type) => looks.has(type))
  return { status, events, found: whole.filter((value) => body.includes(value)) }
}

async function walkAs(t: Test, house: TestApp, params: Readonly<Record<string, number>>) {
  const showing: Record<string, readonly string[]> = {}
  for (const role of roles) {
    const found = await walk(house, role, params)
    t.strictSame(found.wrong, [], `${role}: ${found.opened} addresses answered`)
    t.ok(found.opened > 5, `${role} has addresses`)
    if (found.showing.length > 0) showing[role] = found.showing
  }
  return showing
}

/** A form sent whose answer shows somebody whole. */
async function reveal(t: Test, house: TestApp, address: string, type: string) {
  for (const { role, status } of [
    { role: 'rollClerk', status: 200 },
    { role: 'electionOfficer', status: 200 },
    { role: 'bureauAuditor', status: 403 },
    { role: 'tallyClerk', status: 403 },
    { role: 'rollClerk-other', status: 404 },
  ]) {
    const client = await aClient(house, role)
    const whole = await wholeValues(house)
    const posted = { get: async (url: string) => await client.post(url) }
    const { events, found, status: answered } = await look(house, posted, address, whole)
    t.equal(answered, status, `${role} ${address}`)
    t.strictSame(events, status === 200 ? [type] : [], role)
    t.equal(found.length > 0, status === 200, role)
  }
}

t.test(
  'while voters register: nobody is shown whole without an event, and nothing is recorded that was not shown',
  async (t) => {
    const { app, clerk, voterIds, base } = await aDesk(t, [madeNumber('1960-03-01', 1), madeNumber('1961-03-01', 3)])
    const electionId = Number(/elections\/(\d+)/.exec(base)?.[1])
    const header = '姓名,公民身份号码,居民小组,户号,与户主关系,住址,联系电话'
    const line = (name: string, number: string) => `${name},${number},一组,7,户主,长岭路7号,13911112222`
    const lines = [line('陈桂兰', madeNumber('1955-05-05', 5)), line('林志强', '33029919550505000X')]
    const review = await uploadRegister(clerk, electionId, '名册.csv', csv(header, ...lines))
    const importId = Number(/imports\/(\d+)/.exec(review)?.[1])
    const { id: rowId } = await app.db.selectFrom('registerRow').select('id').orderBy('id').executeTakeFirstOrThrow()
    const showing = await walkAs(t, app, { electionId, voterId: voterIds[0] ?? 0, importId, rowId })
    const forms = ['voters/:voterId/change', 'imports/:importId/rows/:rowId']
    const shown = forms.map((form) => `/elections/:electionId/roll/${form}`)
    t.strictSame(showing, { electionOfficer: shown, rollClerk: shown }, 'whole only in the forms that put them right')
    await reveal(t, app, `${base}/voters/${voterIds[0]}/identity-number`, 'identityNumberSeen')
  },
)

t.test('once the roll is closed and people are nominated: the same', async (t) => {
  const desk = await aNominationDesk(t)
  const { made: house, election, home } = desk
  await hand(desk, { nominee: '1' })
  const telephone = '13700001111'
  await house.db
    .updateTable('voter')
    .set({ sealedTelephone: sealer.sealText(telephone) })
    .execute()
  const { id: nomineeId } = await house.db.selectFrom('nominee').select('id').executeTakeFirstOrThrow()
  const params = { electionId: election.id, voterId: election.voterIds[0] ?? 0, nomineeId }
  const showing = await walkAs(t, house, params)
  t.strictSame(showing, { electionOfficer: ['/elections/:electionId/roll/voters/:voterId/change'] })
  await reveal(t, house, `${home}/nominees/${nomineeId}/telephone`, 'telephoneSeen')
  const clerk = await aClient(house, 'rollClerk')
  t.match((await clerk.get(`${home}/nominees/${nomineeId}`)).body, '137****1111')
})
