import t from 'tap'
import { passVetting } from '../../scripts/walk/nominate.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, eventsOf, hand } from '../helpers/nomination.js'

const page = '/season/vetting-departments'

t.test('vetting-departments: the bureau changes the list, and reviews follow', async (t) => {
  const desk = await aNominationDesk(t)
  const { auditor, officer } = desk
  const { db } = desk.made
  await hand(desk, { nominee: '1' })
  await passVetting(desk, desk.election.id, '2027-05-05')
  await auditor.open(page)
  t.match(auditor.html, /组织\n纪检监察\n公安/)
  for (const [departments, said] of [
    ['', '请至少填写一个部门'],
    ['公安\n公安', '有部门写了两遍'],
    ['一个名字特别特别长写不下的部门', '部门名称最多 12 个字'],
    [Array.from({ length: 16 }, (_, n) => `部门${n}`).join('\n'), '最多 15 个部门'],
  ] as const) {
    await auditor.submit({ departments }, page)
    t.equal(auditor.status, 422)
    t.match(auditor.html, said)
  }
  const stale = await desk.made.visitor().signIn('bureauAuditor-2', testPassword)
  await stale.open(page)
  await auditor.submit({ departments: '组织、公安，消防' }, page)
  t.match(auditor.html, '联审部门已保存')
  t.match(await eventsOf(db, 'vettingDepartmentsChanged'), [{ after: ['组织', '公安', '消防'] }])
  t.match(await eventsOf(db, 'nomineeVetted'), [{ vetting: 'passed' }, { vetting: 'open' }])
  await officer.open(`${desk.home}/vet-nominees`)
  t.match(officer.html, '消防')
  t.match(officer.html, '法院', 'what was answered stays')
  await stale.submit({ departments: '组织' }, page)
  t.equal(stale.status, 409)
})

t.test('the administrator looks, nobody below the bureau does', async (t) => {
  const desk = await aNominationDesk(t)
  for (const [name, status] of [
    ['administrator', 200],
    ['townshipOfficer', 403],
    ['electionOfficer', 403],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    await visitor.open(page)
    t.equal(visitor.status, status, name)
    await visitor.open('/change-password')
    await visitor.submit({ departments: '公安' }, page)
    t.equal(visitor.status, 403, `${name} posting`)
  }
})
