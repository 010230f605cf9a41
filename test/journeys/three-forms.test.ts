import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { electionForms } from '../../src/rules/election-form.js'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { holdVote, moveTo, walkToElectionDay } from '../helpers/journey.js'

const directRate = { allVoters: '1／1', households: '0／1', representatives: '0／1' } as const

for (const form of electionForms) {
  t.test(`an election by ${form} goes from its opening to the handover`, async (t) => {
    const test = await testApp(t)
    const house = await aHouse(test)
    const journey = await walkToElectionDay(test, house, form)
    await holdVote(journey, 80, tally.clearSupport)

    const elected = await test.db
      .selectFrom('electedMember')
      .innerJoin('post', 'post.id', 'electedMember.postId')
      .select(['post.title', 'electedMember.votes'])
      .orderBy('post.rank')
      .execute()
    t.strictSame(
      elected.map(({ title }) => title),
      ['主任', '副主任', '委员', '委员', '妇女委员'],
      'every seat is filled',
    )
    const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
    await auditor.open('/direct-election-rate')
    t.match(auditor.html, directRate[form], 'the bureau sees what counts as direct')

    await moveTo(test, house, '2027-05-28')
    await tally.handOver(journey.cast.officer, journey.electionId, '2027-05-28')
    await journey.cast.officer.open(`/elections/${journey.electionId}`)
    t.match(journey.cast.officer.html, '已全部完成')
    t.equal(await findBrokenLink(test.db), undefined, 'the chain of events holds')
    const issued = await test.db.selectFrom('issuedPaper').select(['key', 'noticeNumber']).orderBy('id').execute()
    t.strictSame(
      issued.map(({ key, noticeNumber }) => [key, noticeNumber]),
      [
        ['committee-members', 1],
        ['election-day', 2],
        ['posted-voter-list', 3],
        ['candidates', 4],
        ['result', 5],
        ['election-return', null],
      ],
      'notices are numbered without gaps, the return is not numbered',
    )
  })
}
