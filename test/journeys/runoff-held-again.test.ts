import t from 'tap'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { aDeclaredElection, type Draft, tampered } from '../helpers/record.js'

type Vote = Draft['votes'][number]
const vote = (record: Draft, index: number) => record.votes[index] as Vote
const paths = (record: unknown) => verifyRecord(record).map(({ path }) => path)

t.test('a run-off held again is the one called for, with the people of the void one and nobody else', async (t) => {
  const { record, test } = await aDeclaredElection(t, 'runoffTwice', 'allVoters', 200)
  t.strictSame(
    record.votes.map(({ kind, outcome }) => [kind, outcome.isValid, outcome.followUp.kind]),
    [
      ['first', true, 'runoff'],
      ['runoff', false, 'runoff'],
      ['runoff', true, 'none'],
    ],
  )
  t.strictSame(verifyRecord(record), [])
  const rerun = tampered(record, (draft) => {
    vote(draft, 2).kind = 'rerun'
  })
  t.ok(paths(rerun).includes('votes[2].kind'), 'not a re-run of everything')
  const fewer = tampered(record, (draft) => vote(draft, 2).posts[0]?.candidates.pop())
  t.ok(paths(fewer).includes('votes[2].posts[0].candidates'), 'and all who stood stand again')
  const elected = await test.db.selectFrom('electedMember').select('id').execute()
  t.equal(elected.length, 5, 'those of the first vote and the one of the last')
})
