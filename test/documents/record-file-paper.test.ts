import t from 'tap'
import { aDeclaredElection } from '../helpers/declared.js'
import { eventsOf, signedIn } from '../helpers/tally.js'

t.test('a paper is in the file with its pages, or not needed for a reason', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  const home = `/elections/${election.id}/documents/file`
  const page = `${home}/papers/summary/record-file-paper`
  await officer.open(page)
  for (const [values, because] of [
    [{ state: '' }, '请选择在卷或者不需要'],
    [{ state: 'present', pages: '' }, '请填写页数'],
    [{ state: 'present', pages: '三' }, '页数填整数'],
    [{ state: 'notNeeded', note: '' }, '请写明为什么不需要'],
    [{ state: 'present', pages: '3', paperDate: '2027-05-21', note: '初稿' }, '日期不能在今天之后'],
  ] as const) {
    await officer.submit(values, page)
    t.equal(officer.status, 422, because)
    t.match(officer.html, because)
  }
  t.match(officer.html, 'value="初稿"', 'what was typed is kept')
  const second = await signedIn(house, 'electionOfficer')
  await second.open(page)
  await officer.submit({ state: 'present', pages: '３', paperDate: '2027-05-20', note: '' }, page)
  t.match(officer.html, '已登记：换届选举工作总结')
  t.match(officer.html, '3页')
  await second.submit({ state: 'notNeeded', note: '不写' }, page)
  t.equal(second.status, 409, 'a stale form')
  await officer.open(page)
  await officer.submit({ state: 'notNeeded', pages: '', paperDate: '', note: '并入街道总结' }, page)
  t.match(officer.html, '并入街道总结')
  t.same(await eventsOf(house, election.id, 'filePaperRecorded'), [
    { item: '换届选举工作总结', state: 'present', pages: 3, note: '' },
    { item: '换届选举工作总结', state: 'notNeeded', pages: null, note: '并入街道总结' },
  ])
  for (const key of ['result', 'nothing']) {
    await officer.open(`${home}/papers/${key}/record-file-paper`)
    t.equal(officer.status, 404, 'only what is kept on paper')
  }
  for (const [name, status] of [
    ['townshipOfficer', 403],
    ['tallyClerk', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.submit({ state: 'present', pages: '1' }, page)
    t.equal(visitor.status, status, name)
  }
})
