import t from 'tap'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk } from '../helpers/term.js'

const ended = { cause: 'died', onDay: '2027-06-05', appraisals: '', document: '死亡证明' }

t.test('a death, a judgement or two unfit appraisals end a post by themselves', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await desk.moveTo('2029-03-01')
  for (const [place, values, sentence] of [
    [1, {}, '于2027年6月5日去世，职务终止'],
    [2, { cause: 'sentenced', onDay: '2028-02-01' }, '被判处刑罚，职务自2028年2月1日起终止'],
    [3, { cause: 'unfit', onDay: '', appraisals: '2027年 2028-01-10\n2028年 2029-01-12' }, '连续2次民主评议不称职'],
  ] as const) {
    const page = `${term}/members/${await desk.key(3, place)}/record-end`
    await officer.open(page)
    await officer.submit({ ...ended, ...values }, page)
    t.match(officer.html, '职务终止已登记')
    t.match(officer.html, sentence)
  }
  t.same(
    (await eventsOf(house, election.id, 'officeEnded')).map(({ cause, on }) => `${String(cause)} ${String(on)}`),
    ['died 2027-06-05', 'sentenced 2028-02-01', 'unfit 2029-01-12'],
  )
  t.match(officer.html, '最迟2027年9月5日补选', 'three months from the day on which there were fewer than five')
})

t.test('what does not end a post is refused beside its field', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await desk.moveTo('2028-03-01')
  const page = `${term}/members/${await desk.key(1)}/record-end`
  for (const [values, because] of [
    [{ cause: '' }, /请选择原因/],
    [{ onDay: '' }, /请填写日期/],
    [{ onDay: '2028-03-02' }, /日期还没有到/],
    [{ onDay: '2027-05-01' }, /早于任职之日/],
    [{ document: ' ' }, /请写明依据的文书/],
    [{ cause: 'unfit', appraisals: '去年' }, /一次评议写一行/],
    [{ cause: 'unfit', appraisals: '2027年 2028-01-10' }, /没有连续2次不称职/],
  ] as const) {
    await officer.open(page)
    await officer.submit({ ...ended, ...values }, page)
    t.equal(officer.status, 422, JSON.stringify(values))
    t.match(officer.html, because)
  }
  t.same(await eventsOf(house, election.id, 'officeEnded'), [])
  for (const [name, status] of [
    ['rollClerk', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.submit(ended, page)
    t.equal(visitor.status, status, name)
  }
})
