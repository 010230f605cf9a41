import t from 'tap'
import { testApp } from '../helpers/app.js'
import { unescapeHtml } from '../helpers/browser.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { textOf } from '../helpers/roll.js'

t.test('the voter list: who is on it, found how, page by page', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id, voterIds } = await anElection(app, house, {
    until: 'registerImported',
    voters: 130,
    electionDay: '2027-05-20',
  })
  const set = (voter: number | undefined, change: object) =>
    app.db
      .updateTable('voter')
      .set(change)
      .where('id', '=', voter as number)
      .execute()
  await set(voterIds[0], {
    name: '<b>刁一',
    searchName: '<b>刁一',
    pinyin: 'diaoyi',
    initials: 'dy',
    registrationClass: 'resident',
  })
  await set(voterIds[1], { state: 'removed', isElector: 0, name: '去者' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const page = `/elections/${id}/roll`
  await clerk.open(page)
  let text = textOf(clerk.html)
  t.match(text, '129 登记选民')
  t.match(text, '共 129 人，第 1 ／ 3 页')
  t.match(text, '330299********')
  t.match(text, '1 常住居民')
  t.notMatch(clerk.html, '<b>刁')
  t.notMatch(text, '去者')
  t.match(
    text,
    /下一步： ?登记完毕就公布名单，最迟2027年4月30日（星期五）；从公布起受理异议。由选举委员会负责人办理。/,
    'the clerk does not post the roll, but sees what is next and why',
  )
  t.notMatch(clerk.html, 'btn btn-primary')
  t.equal((clerk.html.match(/href="[^"]*\/voters\/\d+"/g) ?? []).length, 50)
  await clerk.open(`${page}?page=3`)
  t.equal((clerk.html.match(/href="[^"]*\/voters\/\d+"/g) ?? []).length, 29)
  await clerk.open(`${page}?page=99&group=x`)
  t.match(textOf(clerk.html), '第 3 ／ 3 页', 'a page that is not there is the last')
  for (const [query, found] of [
    ['q=dy', 1],
    ['q=刁', 1],
    ['q=1', 1],
    ['q=nobody', 0],
    ['state=removed', 1],
    ['group=1', 44],
    ['group=1&q=刁', 1],
    ['group=2&q=刁', 0],
  ] as const) {
    await clerk.open(`${page}?${encodeURI(query)}`)
    t.match(textOf(clerk.html), `共 ${found} 人`, query)
  }
  t.match((text = textOf(clerk.html)), '没有找到符合条件的人')

  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  await officer.open(page)
  t.match(officer.html, `<a class="btn btn-primary" href="${page}/post-roll">公布选民名单</a>`)
  for (const [name, status] of [
    ['checkInClerk', 200],
    ['townshipOfficer', 200],
    ['townshipOfficer-other', 404],
    ['electionOfficer-other', 404],
    ['observer', 403],
    ['administrator', 403],
  ] as const) {
    const visitor = await app.visitor().signIn(name, testPassword)
    for (const path of ['', '/objections', '/changes']) {
      await visitor.open(page + path)
      t.equal(visitor.status, status, `${name} ${path}`)
    }
  }
})

t.test('one sentence says what is next and why, at every stage of the roll', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-29')
  const { id, voterIds } = await anElection(app, house, { until: 'rollPosted', voters: 3, electionDay: '2027-05-20' })
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  const says = async (expected: RegExp, because: string) => {
    await officer.open(`/elections/${id}/roll`)
    t.match(textOf(officer.html), expected, because)
  }
  await says(/下一步： ?有人对名单有意见的，当天登记；.*受理异议/, 'posted')
  const objection = {
    electionId: id,
    number: 1,
    receivedOn: '2027-04-29',
    objector: '某人',
    subject: 'notEntitled',
  } as const
  await app.db
    .insertInto('objection')
    .values({ ...objection, personName: '某', voterId: voterIds[0] as number, grounds: '已迁出', state: 'open' })
    .execute()
  await says(/下一步： ?处理 1 件异议：收到后 3 日内要作出决定，没有处理完不能确定名单。 ?处理异议/, 'an objection')
  const decided = { state: 'dismissed', decidedOn: '2027-04-30', ruling: '不成立' } as const
  await app.db.updateTable('objection').set(decided).execute()
  await app.db.updateTable('season').set({ drillToday: '2027-05-14' }).execute()
  await says(/下一步： ?异议期已满，异议都已处理：确定名单，.*确定选民名单/, 'the days are over')
  const closed = { electionId: id, name: 'rollClosed', reachedOn: '2027-05-14', round: 0 } as const
  await app.db.insertInto('milestone').values(closed).execute()
  await says(/已于2027年5月14日（星期五）确定。 ?名单上眼下没有要办的事。/, 'nothing is to be done')
})

t.test('an empty roll asks for a register', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house)
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(`/elections/${id}/roll`)
  t.match(clerk.html, `<a class="btn btn-primary" href="/elections/${id}/roll/import-register">导入登记名册</a>`)
  t.match(textOf(clerk.html), '名单上还没有人')
  await clerk.open(`/elections/${id}/roll/objections`)
  t.match(textOf(clerk.html), '选民名单还没有公布')
})

t.test('the list alone, as its script asks for it while somebody types', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id, voterIds } = await anElection(app, house, { until: 'registerImported', voters: 60 })
  const set = (voter: number | undefined, change: object) =>
    app.db
      .updateTable('voter')
      .set(change)
      .where('id', '=', voter as number)
      .execute()
  await set(voterIds[0], { name: '黃髙明', searchName: '黄高明', birthDate: '1980-01-01' })
  await set(voterIds[1], { name: '黄高明', searchName: '黄高明', birthDate: '1980-01-01' })
  await set(voterIds[2], { birthDate: '2010-01-01', residentsGroup: 0 })
  await set(voterIds[3], { registrationClass: 'resident', address: '东门新村7幢' })
  await app.db
    .insertInto('objection')
    .values({
      ...{ electionId: id, number: 1, receivedOn: '2027-04-09', objector: '某人', subject: 'notEntitled' },
      ...{ personName: '某', voterId: voterIds[4] as number, grounds: '已迁出', state: 'open' },
    })
    .execute()
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const page = `/elections/${id}/roll/find-voters`
  for (const [query, found, mark] of [
    ['', 60, '疑似重复'],
    ['q=高明', 2, '疑似重复'],
    ['q=黃髙', 2, '黃髙明'],
    ['state=toCheck', 3, '未分组'],
    ['state=toCheck&q=黄', 2, '疑似重复'],
    ['state=underAge', 1, '不满年龄'],
    ['state=objection', 1, '有异议'],
    ['state=objection&q=黄', 0, '没有找到'],
    ['class=resident', 1, '常住居民'],
    ['class=resident&q=东门', 1, '东门新村7幢'],
    ['class=communityWorker', 0, '没有找到'],
    ['class=nothing', 60, '共 60 人，第 1 ／ 2 页'],
    ['q=东门新村', 1, '常住居民'],
  ] as const) {
    await clerk.open(`${page}?${encodeURI(query)}`)
    t.equal(clerk.status, 200, query)
    t.match(textOf(clerk.html), `共 ${found} 人`, query)
    t.match(textOf(clerk.html), mark, query)
    t.notMatch(clerk.html, '<html', 'without the frame')
  }
  await clerk.open(`${page}?q=${encodeURIComponent('李')}&class=household&group=`)
  t.match(clerk.html, `href="/elections/${id}/roll"`, 'with a way back to everybody')
  await clerk.open(page)
  const second = `/elections/${id}/roll?q=&group=&class=&state=registered&page=2`
  t.match(unescapeHtml(clerk.html), `href="${second}"`, 'the next page is one of the roll')
  const observer = await app.visitor().signIn('observer', testPassword)
  await observer.open(page)
  t.equal(observer.status, 403)
})
