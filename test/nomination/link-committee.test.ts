import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aCommitteeDesk, linkEverybody, proposedLinks } from '../helpers/committee.js'
import { eventsOf, renameVoter } from '../helpers/nomination.js'

t.test('members are found in the roll by name, and a person says who they are', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { clerk, home, election, memberIds } = desk
  const { db } = desk.made
  await renameVoter(db, election, 14, '周建平')
  await clerk.open(`${home}/link-committee`)
  t.match(clerk.html, '还有 <span class="num">8</span> 人没有核对')
  t.match(clerk.html, /陈国强[^]*?<option value="\d+" selected>11号 男 1960年生/, 'the one of that name is proposed')
  t.match(clerk.html, /周建平[^]*?<option value="\d+" selected>13号 男[^]*?14号 女/, 'a man of that name, and a woman')
  await linkEverybody(desk)
  t.match(clerk.html, '已保存')
  const rows = await db
    .selectFrom('electionCommitteeMember')
    .select(['name', 'voterId', 'isOffRoll'])
    .orderBy('rank')
    .execute()
  t.match(rows, [
    { name: '陈国强', voterId: election.voterIds[10], isOffRoll: 0 },
    { name: '林美芳', voterId: election.voterIds[11], isOffRoll: 0 },
    { name: '周建平' },
    { name: '吴桂英', voterId: null, isOffRoll: 1 },
    { name: '郑志明', voterId: null, isOffRoll: 1 },
  ])
  const [event] = await eventsOf(db, 'committeeLinked')
  t.match(event, { members: [{ name: '陈国强', isOffRoll: false }] })

  await clerk.open(`${home}/link-committee`)
  await clerk.submit(
    { ...proposedLinks(clerk.html), [`number-member-${memberIds[2]}`]: '１４号' },
    `${home}/link-committee`,
  )
  t.match(await db.selectFrom('electionCommitteeMember').select('voterId').where('name', '=', '周建平').execute(), [
    { voterId: election.voterIds[13] },
  ])
})

t.test('one voter is one person, and what was typed is kept', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { clerk, home, memberIds } = desk
  const page = `${home}/link-committee`
  for (const { typed, message } of [
    { typed: { [`number-member-${memberIds[1]}`]: '11' }, message: '林美芳和陈国强选成了同一名选民' },
    { typed: { [`number-member-${memberIds[1]}`]: '9999' }, message: '林美芳：没有9999号选民' },
    { typed: { [`number-member-${memberIds[1]}`]: '十一' }, message: '林美芳：选民证号填数字' },
    { typed: { [`person-member-${memberIds[1]}`]: '1' }, message: '林美芳：请从列出的选民中选择' },
  ]) {
    await clerk.open(page)
    await clerk.submit({ ...proposedLinks(clerk.html), ...typed }, page)
    t.equal(clerk.status, 422, message)
    t.match(clerk.html, message)
  }
  t.strictSame(await eventsOf(desk.made.db, 'committeeLinked'), [])
})

t.test('two clerks: the later form is stale; a double click saves once; others may not', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { clerk, officer, home } = desk
  const page = `${home}/link-committee`
  await officer.open(page)
  await linkEverybody(desk)
  await officer.submit({}, page)
  t.equal(officer.status, 409)
  await clerk.open(page)
  const formId = /name="formId" value="([^"]+)"[^]*person-member/.exec(clerk.html)?.[1] ?? ''
  const version = /name="version" value="(\d+)"/.exec(clerk.html)?.[1] ?? ''
  for (const click of [1, 2]) t.equal((await clerk.post(page, { formId, version })).statusCode, 303, `click ${click}`)
  t.equal((await eventsOf(desk.made.db, 'committeeLinked')).length, 2)
  const observer = await desk.made.visitor().signIn('observer', testPassword)
  await observer.open(page)
  t.equal(observer.status, 403)
})
