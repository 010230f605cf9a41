import t from 'tap'
import { listCandidates, listPrimaries } from '../../src/nomination/queries.js'
import { aCrowdedField, confirm, decide, onDay, setUp, sheet, type } from '../helpers/primary.js'

t.test('a void primary is held again; those of equal votes all stand where the rules say so', async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, home, anna, ben, made, election } = primary
  await setUp(primary)
  await onDay(primary, '2027-05-06')
  const few = sheet([10, 9, 8, 1], { ballotsReturned: '20', validBallots: '18' })
  await type(anna, primary, few)
  await type(ben, primary, few)
  await officer.open(`${home}/primary/decide-primary`)
  t.match(officer.html, '预选收回选票20张，未超过选民40人的半数')
  await decide(primary)
  t.match(officer.html, '上次预选无效，须重新预选')
  await setUp(primary, { heldOn: '2027-05-07' })
  t.match(officer.html, '第2次预选')
  await onDay(primary, '2027-05-07')
  const tie = sheet([10, 25, 10, 10])
  await type(anna, primary, tie)
  await type(ben, primary, tie)
  await decide(primary)
  t.match(officer.html, '王强、李娜、陈刚争主任末位得票相等，法律没有规定，一并列为正式候选人')
  await confirm(primary, { lateReason: '第一次预选无效' })
  t.same(
    (await listCandidates(made.db, election.roundId)).slice(0, 4).map(({ name }) => name),
    ['张敏', '王强', '李娜', '陈刚'],
    'equal votes among themselves by strokes',
  )
  t.same(
    (await listPrimaries(made.db, election.id)).map(({ decision }) => decision?.isValid),
    [false, true],
  )
})

t.test('a tie that is voted on again: only the tied are on the ballot, for the places left', async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, anna, ben, made, election } = primary
  const settings = JSON.stringify({ primaryTie: 'voteAgain' })
  await made.db.updateTable('election').set({ settings }).where('id', '=', election.id).execute()
  await setUp(primary)
  await onDay(primary, '2027-05-06')
  const tie = sheet([10, 25, 10, 5])
  await type(anna, primary, tie)
  await type(ben, primary, tie)
  await decide(primary)
  t.match(officer.html, '李娜10票、陈刚10票，得票相等，只余1名，在其中再次投票')
  t.match(officer.html, '主任正式候选人只余1名，陈刚、李娜预选得票相等，须在其中再次投票')
  await setUp(primary, { heldOn: '2027-05-07' })
  t.match(officer.html, '得票相等的人中再次投票')
  const [, again] = await listPrimaries(made.db, election.id)
  t.match(again, { kind: 'again', posts: [{ places: 1 }] })
  t.same(
    again?.posts[0]?.nominees.map(({ name }) => name),
    ['李娜', '陈刚'],
  )
  await onDay(primary, '2027-05-07')
  const second = sheet([15, 0, 13, 0])
  await type(anna, primary, second)
  await type(ben, primary, second)
  await decide(primary)
  t.match(officer.html, '主任正式候选人还余1名，再次投票后为：陈刚15票')
  await confirm(primary)
  t.same(
    (await listCandidates(made.db, election.roundId)).slice(0, 2).map(({ name }) => name),
    ['张敏', '陈刚'],
  )
})

t.test('who withdraws between the primary and the list is followed by the next of most votes', async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, anna, ben, made, election, nominees } = primary
  await setUp(primary)
  await onDay(primary, '2027-05-06')
  await type(anna, primary, sheet([6, 20, 25, 5]))
  await type(ben, primary, sheet([6, 20, 25, 5]))
  await decide(primary)
  const gone = { vetting: 'withdrawn', vettingReason: '书面放弃' } as const
  await made.db
    .updateTable('nominee')
    .set(gone)
    .where('id', '=', nominees[2] ?? 0)
    .execute()
  await confirm(primary)
  t.match(officer.html, '正式候选人已经确定')
  t.same(
    (await listCandidates(made.db, election.roundId)).slice(0, 2).map(({ name }) => name),
    ['张敏', '陈刚'],
  )
})
