import t from 'tap'
import { roles } from '../../src/infra/security/roles.js'
import { factsText } from '../../src/oversight/event-facts.js'
import type { Browser } from '../helpers/browser.js'
import { unescapeHtml } from '../helpers/browser.js'
import { testPassword } from '../helpers/factories.js'
import { aDeclaredElection } from '../helpers/record.js'

t.setTimeout(600_000)

/** Pages of one kind are alike: of each kind some are enough. */
const mostOfAKind = 3
const kindOf = (address: string) => address.replace(/\?.*/, '').replace(/\d+/g, 'N')
/** Files; that they can be fetched is tested where they are made. */
const isFile = (address: string) =>
  /\/(draft|word|file|geometry|sample|print)$|\.(json|ics|xlsx|csv|pdf)\b|format=|sheets\//.test(address)

/** Every page that can be reached from the first by following links, and what it answered. */
async function followLinks(browser: Browser): Promise<{ opened: number; refused: string[] }> {
  const queue = ['/']
  const known = new Set(queue)
  const opened = new Map<string, number>()
  const refused: string[] = []
  for (let address = queue.shift(); address; address = queue.shift()) {
    const kind = kindOf(address)
    const before = opened.get(kind) ?? 0
    if (before >= mostOfAKind || isFile(address)) continue
    opened.set(kind, before + 1)
    await browser.open(address)
    if (browser.status >= 400) refused.push(`${browser.status} ${address}`)
    for (const [, href = ''] of browser.html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
      const link = unescapeHtml(href).replace(/#.*/, '')
      if (!link.startsWith('/') || known.has(link)) continue
      known.add(link)
      queue.push(link)
    }
  }
  return { opened: [...opened.values()].reduce((sum, many) => sum + many, 0), refused }
}

t.test('nobody is led to a page that is not there or not for them, and the log speaks Chinese', async (t) => {
  const { test } = await aDeclaredElection(t, 'clean', 'allVoters')
  for (const role of roles) {
    const browser = await test.visitor().signIn(role, testPassword)
    const { opened, refused } = await followLinks(browser)
    t.strictSame(refused, [], `${role}: ${opened} pages`)
    t.ok(opened > 5, `${role} has pages`)
  }
  const events = await test.db.selectFrom('auditEvent').select(['type', 'content']).execute()
  // Names to sign in with and of files stay as they are.
  const free = /(登录账号|文件)：[^　]*/g
  const raw = events
    .map(
      ({ type, content }) =>
        `${type} ${factsText(type, content, () => undefined)
          .replace(free, '')
          .replace(/[0-9a-f]{4,}/g, '')}`,
    )
    .map((text) => text.replace(/^\w+ /, ''))
    .filter((text) => /[a-z]{3,}/.test(text.replaceAll('Excel', '')))
  t.strictSame([...new Set(raw)], [])
})
