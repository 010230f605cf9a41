import t from 'tap'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { carryOut } from '../../scripts/walk/browser.js'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, moveTo, walkToElectionDay } from '../helpers/journey.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { aDeclaredElection, download, nextForMember, tampered } from '../helpers/record.js'

const decision = {
  orderedBy: 'townshipGroup',
  document: '关于复核选举结果的决定（奉中选〔2027〕3号）',
  decidedOn: '2027-05-22',
  reason: '候选人对委员得票提出异议',
} as const

t.test('a recount changes a winner, and the papers, the members and the record follow', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters')
  const { cast, electionId } = journey
  await holdVote(journey, 80, tally.clearSupport)
  const memberNames = async () => {
    const rows = await test.db
      .selectFrom('electedMember')
      .innerJoin('post', 'post.id', 'electedMember.postId')
      .select('electedMember.name')
      .where('post.title', '=', '委员')
      .orderBy('electedMember.votes', 'desc')
      .execute()
    return rows.map(({ name }) => name)
  }
  const before = await memberNames()
  await moveTo(test, house, '2027-05-22')
  await tally.recount(cast, electionId, decision, nextForMember)
  const after = await memberNames()
  const [gone = ''] = before.filter((name) => !after.includes(name))
  const [come = ''] = after.filter((name) => !before.includes(name))
  t.equal(after.length, before.length)
  t.ok(gone !== '' && come !== '', 'one lost the seat and another has it')

  const documents = `/elections/${electionId}/documents`
  await cast.officer.open(documents)
  t.match(cast.officer.html, '选举结果公告', 'the notice of the result is listed')
  const address = new RegExp(`${documents}/issued/\\d+/correct`).exec(cast.officer.html)?.[0] ?? ''
  t.ok(address, 'with its correction ready')
  await cast.officer.open(address)
  t.match(cast.officer.html, come)
  t.match(cast.officer.html, gone)
  await carryOut(cast.officer, {}, address)
  const correction = await test.db
    .selectFrom('issuedPaper')
    .select('content')
    .where('key', '=', 'correction-notice')
    .executeTakeFirstOrThrow()
  t.match(allText(await readPdf(Buffer.from(correction.content))), come)

  await papers.issue(cast.officer, electionId, ['election-return'])
  const report = await test.db
    .selectFrom('issuedPaper')
    .select('content')
    .where('key', '=', 'election-return')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const text = allText(await readPdf(Buffer.from(report.content))).replaceAll('\n', '')
  t.match(text, `与原计票相比：不再当选：${gone}（委员）。改为当选：${come}（委员）。`, 'the return says what changed')

  const record = await download(test, electionId)
  t.strictSame(verifyRecord(record), [], 'both counts can be counted again')
  const [vote] = record.votes
  t.match(vote?.recount, { number: 1, orderedBy: 'townshipGroup', decidedOn: '2027-05-22' })
  t.equal(vote?.earlierCounts?.length, 1)
  t.ok(
    record.result.elected.some(({ name }) => name === come) && !record.result.elected.some(({ name }) => name === gone),
  )
  t.notMatch(JSON.stringify(record), decision.reason, 'no free text')
  const earlier = await download(test, electionId, '?count=0')
  t.strictSame(verifyRecord(earlier), [], 'the record of the first count stands as it was')
  t.strictSame(record.events.slice(0, earlier.events.length), earlier.events, 'and the later one goes on from it')
  await tally.handOver(cast.officer, electionId, '2027-05-22')
  await cast.officer.open(`/elections/${electionId}/tally/result`)
  t.notMatch(cast.officer.html, '/open-recount', 'after the handover nothing is counted again')
})

t.test('a recount cannot unseat somebody whose leaving is on record, and says so', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 200)
  const { cast, electionId } = journey
  await holdVote(journey, 75, tally.clearSupport)
  const members = await test.db
    .selectFrom('electedMember')
    .innerJoin('post', 'post.id', 'electedMember.postId')
    .select(['electedMember.id', 'electedMember.name', 'electedMember.postId'])
    .where('post.title', '=', '委员')
    .execute()
  for (const { id, name, postId } of members) {
    const end = { electionId, electedMemberId: id, successionId: null, postId, name, cause: 'died' } as const
    await test.db
      .insertInto('officeEnd')
      .values({
        ...end,
        onDay: '2027-05-21',
        explanation: '去世',
        document: '',
        facts: '{}',
        recordedBy: 1,
        recordedAt: '',
      })
      .execute()
  }
  await moveTo(test, house, '2027-05-22')
  await t.rejects(tally.recount(cast, electionId, decision, nextForMember))
  const pages = Object.values({ ...cast }).map(({ html }) => html)
  t.ok(
    pages.some((html) => html.includes('登记过的不能改动')),
    'whoever declares is told why, and what to do',
  )
  t.equal((await test.db.selectFrom('electedMember').select('id').execute()).length, 5, 'nobody was unseated')
})

t.test('what was changed in the count before a recount is found', async (t) => {
  const { record } = await aDeclaredElection(t, 'recount', 'allVoters', 200)
  t.strictSame(verifyRecord(record), [])
  const earlier = (draft: Parameters<Parameters<typeof tampered>[1]>[0]) => {
    const [count] = draft.votes[0]?.earlierCounts ?? []
    if (!count) throw new Error('no earlier count')
    return count
  }
  const changes: Readonly<Record<string, readonly [change: Parameters<typeof tampered>[1], place: RegExp]>> = {
    'a vote in one entry of an old sheet': [
      (draft) => {
        const [sheet] = earlier(draft).sheets
        if (sheet) sheet.entries[1].entered.validBallots += 1
      },
      /^votes\[0\]\.earlierCounts\[0\]\.sheets\[0\]\.entries$/,
    ],
    'a figure of the old outcome': [
      (draft) => {
        earlier(draft).outcome.ballots.valid += 1
      },
      /^votes\[0\]\.earlierCounts\[0\]\.outcome\.ballots\.valid$/,
    ],
    'who declared the old result': [
      (draft) => {
        earlier(draft).result.declaredBy = earlier(draft).result.proposedBy
      },
      /^votes\[0\]\.earlierCounts\[0\]\.result\.declaredBy$/,
    ],
    'the old count left out': [
      (draft) => {
        const [vote] = draft.votes
        if (vote) vote.earlierCounts = []
      },
      /^votes\[0\]\.recount$/,
    ],
    'both the old count and the recount left out': [
      (draft) => {
        const [vote] = draft.votes
        if (!vote) return
        delete vote.earlierCounts
        delete vote.recount
      },
      /^votes\.recount$/,
    ],
    'the number of the recount': [
      (draft) => {
        const recount = draft.votes[0]?.recount
        if (recount) recount.number = 0
      },
      /^votes\[0\]\.recount/,
    ],
  }
  for (const [what, [change, place]] of Object.entries(changes)) {
    const paths = verifyRecord(tampered(record, change)).map(({ path }) => path)
    t.ok(
      paths.some((path) => place.test(path)),
      `${what}: ${paths.slice(0, 5).join(' ')}`,
    )
  }
})
