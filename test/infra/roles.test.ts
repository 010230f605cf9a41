import Fastify from 'fastify'
import t from 'tap'
import { type Role, roleScope, roles } from '../../src/infra/security/roles.js'
import { guard, type RouteAccess } from '../../src/infra/security/guard.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient, aStranger, type Client } from '../helpers/client.js'
import { aHouse, anElection, type House, type MadeElection } from '../helpers/factories.js'

/** Each thing that can be asked for, once. Style sheets are for everybody; signing out ends the session asked with. */
function pagesOf({ app }: TestApp): RouteAccess[] {
  const isAsked = ({ method, url }: RouteAccess) => method !== 'HEAD' && !url.startsWith('/assets/')
  return app.routesAndRoles.filter((route) => isAsked(route) && route.url !== '/sign-out')
}

/** The address with keys filled in; what an election contains is asked for under a number nobody has. */
function addressOf(url: string, { id }: MadeElection, { communityIds: [communityId] }: House): string {
  const known = url
    .replace(':electionId', String(id))
    .replace(':communityId', String(communityId))
    // A table that there is, so that it is the place which is refused.
    .replace('/statistics/:table', '/statistics/elected')
  return known.replaceAll(/:\w+/g, '999999')
}

const ask = (client: Client, method: string, url: string) => (method === 'GET' ? client.get(url) : client.post(url, {}))

const refusals = /您的岗位不能使用这个页面|页面已过期|不在您的管辖范围内/
const hasPlace = (url: string) => /:electionId|:communityId/.test(url)

async function anElectionHouse(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { until: 'candidatesConfirmed', voters: 3 })
  return { house, made, election, pages: pagesOf(house) }
}

t.test('a stranger is asked to sign in, everywhere but at the door', async (t) => {
  const { house, made, election, pages } = await anElectionHouse(t)
  t.ok(pages.length > 40, `${pages.length} addresses`)
  const stranger = await aStranger(house)
  for (const { method, url, roles: access } of pages) {
    const answer = await ask(stranger, method, addressOf(url, election, made))
    const isSentToTheDoor = answer.statusCode === 303 && String(answer.headers.location).startsWith('/sign-in')
    if (access === 'public') t.notMatch(answer.body, refusals, `${method} ${url}`)
    else t.ok(isSentToTheDoor, `${method} ${url}: ${answer.statusCode}`)
  }
})

for (const role of roles) {
  t.test(`${role}: what names the role opens, all else is refused`, async (t) => {
    const { house, made, election, pages } = await anElectionHouse(t)
    const client = await aClient(house, role)
    for (const { method, url, roles: access } of pages) {
      const answer = await ask(client, method, addressOf(url, election, made))
      const name = `${method} ${url}: ${answer.statusCode}`
      if (access === 'public' || access === 'signedIn' || access.includes(role)) {
        t.ok(answer.statusCode < 500 && !refusals.test(answer.body), name)
        t.notOk(String(answer.headers.location ?? '').startsWith('/sign-in?'), name)
      } else {
        t.equal(answer.statusCode, 403, name)
        t.match(answer.body, '您的岗位不能使用这个页面', name)
      }
    }
  })
}

t.test('the right role in the wrong place finds nothing', async (t) => {
  const { house, made, election, pages } = await anElectionHouse(t)
  const placed = roles.filter((role) => roleScope[role] !== 'bureau')
  for (const role of placed) {
    const client = await aClient(house, `${role}-other`)
    const open = pages.filter(({ url, roles: access }) => hasPlace(url) && isOpenTo(access, role))
    t.ok(open.length > 0, role)
    for (const { method, url } of open) {
      const answer = await ask(client, method, addressOf(url, election, made))
      t.equal(answer.statusCode, 404, `${role} elsewhere: ${method} ${url}`)
      t.match(answer.body, '不在您的管辖范围内', `${role} elsewhere: ${method} ${url}`)
    }
  }
})

function isOpenTo(access: RouteAccess['roles'], role: Role): boolean {
  return typeof access !== 'string' && access.includes(role)
}

t.test('an election that does not exist looks like one that is elsewhere', async (t) => {
  const { house } = await anElectionHouse(t)
  const officer = await aClient(house, 'electionOfficer')
  for (const id of ['999', '0', '-1', '1e0', '01', '99999999999999999999', 'x']) {
    const answer = await officer.get(`/elections/${id}/timetable`)
    t.equal(answer.statusCode, 404, id)
  }
})

t.test('without the page’s own token nothing is changed', async (t) => {
  const { house, made, election, pages } = await anElectionHouse(t)
  const another = await aClient(house, 'electionOfficer')
  for (const role of roles) {
    const client = await aClient(house, role)
    for (const { method, url, roles: access } of pages) {
      if (method === 'GET' || access === 'public' || !(access === 'signedIn' || access.includes(role))) continue
      for (const token of ['', 'made-up', another.token]) {
        const answer = await client.post(addressOf(url, election, made), {}, token)
        t.equal(answer.statusCode, 403, `${role} ${url} with “${token.slice(0, 8)}”`)
        t.match(answer.body, '页面已过期')
      }
    }
  }
  const stranger = await aStranger(house)
  for (const url of ['/sign-in', '/sign-out', '/first-administrator']) {
    t.equal((await stranger.post(url, {}, 'made-up')).statusCode, 403, url)
  }
})

t.test('some doors are closed by design', async (t) => {
  const { pages } = await anElectionHouse(t)
  for (const { method, url, roles: access } of pages) {
    const name = `${method} ${url}`
    if (url.startsWith('/elections/')) t.notOk(isOpenTo(access, 'administrator'), `no administrator: ${name}`)
    if (method !== 'GET') t.notOk(isOpenTo(access, 'observer'), `an observer only reads: ${name}`)
    if (url.startsWith('/elections/')) t.ok(typeof access !== 'string', `named roles only: ${name}`)
    if (/\/(roll|polling\/check-in)(\/|$)/.test(url)) t.notOk(isOpenTo(access, 'observer'), `no voters’ names: ${name}`)
  }
})

t.test('a route without roles stops the start', async (t) => {
  const app = Fastify()
  await app.register(guard, { today: undefined })
  t.throws(() => app.get('/forgotten', async () => 'x'), { message: 'route GET /forgotten names no roles' })
  t.doesNotThrow(() => app.get('/named', { config: { roles: 'signedIn' } }, async () => 'x'))
  t.match(app.routesAndRoles, [{ method: 'GET', url: '/named', roles: 'signedIn' }])
})
