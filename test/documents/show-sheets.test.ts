import t from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { insertNominee } from '../../src/nomination/queries.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { testApp, testSecrets } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { aPolledElection } from '../helpers/tally.js'

async function aPrinter(t: Parameters<typeof testApp>[0], until: 'electionOpened' | 'rollPosted' = 'rollPosted') {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { electionDay: '2027-06-14', until, voters: 30 })
  const home = `/elections/${election.id}/documents/sheets`
  const print = async (name: string, key: string, typed: Readonly<Record<string, string>> = {}) => {
    const client = await aClient(house, name)
    const own = Object.fromEntries(Object.entries(typed).map(([field, value]) => [`${key}-${field}`, value]))
    return await client.post(`${home}/${key}/print`, own)
  }
  return { house, election, home, print }
}

t.test('each role is shown the forms and lists that are its business', async (t) => {
  const { house, home } = await aPrinter(t)
  for (const { name, has, lacks } of [
    { name: 'electionofficer', has: ['选民登记册', '选民证', '领票登记册'], lacks: [] },
    { name: 'rollclerk', has: ['选民登记册', '选民登记表'], lacks: [] },
    { name: 'checkinclerk', has: ['领票登记册'], lacks: ['选民登记册', '选民登记表'] },
    { name: 'townshipofficer', has: ['选民证', '选民登记情况统计表'], lacks: ['选民登记册'] },
    { name: 'bureauauditor', has: ['选民登记情况统计表'], lacks: ['选民登记册', '选民榜'] },
  ]) {
    const page = await (await aClient(house, name)).get(home)
    t.equal(page.statusCode, 200, name)
    for (const title of has) t.match(page.body, `">${title}`, `${name}: ${title}`)
    for (const title of lacks) t.notMatch(page.body, `">${title}`, `${name}: no ${title}`)
  }
  t.equal((await (await aClient(house, 'observer')).get(home)).statusCode, 403)
  t.equal((await (await aClient(house, 'electionofficer-other')).get(home)).statusCode, 404)
})

t.test('a list is printed as it stands, and the print is logged', async (t) => {
  const { house, print } = await aPrinter(t)
  const answer = await print('electionofficer', 'voter-cards')
  t.equal(answer.headers['content-type'], 'application/pdf')
  const text = allText(await readPdf(answer.rawPayload))
  const voters = await house.db.selectFrom('voter').select('name').where('isElector', '=', 1).execute()
  for (const { name } of voters) t.match(text, `姓名：${name}`)
  const [event] = await lastEvents(house, 1)
  t.match(event, { type: 'sheetPrinted', facts: { key: 'voter-cards', entries: voters.length, reason: '' } })

  const added = await print('electionofficer', 'voter-cards', { whom: 'added' })
  t.equal(added.statusCode, 422, 'nobody came later')
  t.match(added.body, '没有符合所选条件的选民')
})

t.test('whole identity numbers only with a purpose', async (t) => {
  const { house, print } = await aPrinter(t)
  const refused = await print('rollclerk', 'voter-register', { identity: 'whole', group: '1' })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, '请写明用途')
  t.match(refused.body, '<option value="whole" selected>', 'what was chosen is kept')
  const masked = allText(await readPdf((await print('rollclerk', 'voter-register')).rawPayload))
  t.match(masked, /\*{8}/)
  t.notMatch(masked, /330299/)
  const whole = await print('rollclerk', 'voter-register', { identity: 'whole', reason: '街道核对' })
  t.match(allText(await readPdf(whole.rawPayload)), '330299')
  t.match((await lastEvents(house, 1))[0], { facts: { picked: { identity: 'whole' }, reason: '街道核对' } })
})

t.test('a registration form is filled in for one voter, or empty', async (t) => {
  const { house, print } = await aPrinter(t)
  const [voter] = await house.db.selectFrom('voter').selectAll().orderBy('id').limit(1).execute()
  const filled = await print('rollclerk', 'registration-form', { voterNumber: String(voter?.voterNumber) })
  const filledIn = await readPdf(filled.rawPayload)
  t.match(allText(filledIn), voter?.name ?? '-')
  t.equal(filledIn.pages.length, 1, 'the signatures stand on the page of what is signed')
  const empty = allText(await readPdf((await print('rollclerk', 'registration-form')).rawPayload))
  t.match(empty, '□户籍居民')
  t.notMatch(empty, voter?.name ?? '-')
})

t.test(
  'the registration form names the householder, the register has the telephone unless it hides who people are',
  async (t) => {
    const { house, print } = await aPrinter(t)
    const [head, child] = await house.db
      .selectFrom('voter')
      .select(['id', 'voterNumber'])
      .orderBy('id')
      .limit(2)
      .execute()
    const sealedTelephone = sealerFor(testSecrets.dataKey).sealText('05748800100')
    for (const [id, name, relationship] of [
      [head?.id ?? 0, '欧阳𬱖', '户主'],
      [child?.id ?? 0, '司马丽', '女'],
    ] as const) {
      const values = { name, relationship, residentsGroup: 1, householdNumber: '0102', sealedTelephone }
      await house.db.updateTable('voter').set(values).where('id', '=', id).execute()
    }
    const form = await print('rollclerk', 'registration-form', { voterNumber: String(child?.voterNumber) })
    const text = allText(await readPdf(form.rawPayload)).replaceAll('\n', '')
    t.match(text, '户号0102户主欧阳𬱖与户主关系女')
    const register = async (identity: string) =>
      allText(await readPdf((await print('rollclerk', 'voter-register', { identity, group: '1' })).rawPayload))
    t.match(await register('last4'), '05748800100')
    t.match(await register('last4'), '领票签名')
    t.notMatch(await register('none'), '05748800100')
  },
)

t.test('each list of a group counts its own pages', async (t) => {
  const { house, print } = await aPrinter(t)
  const voters = await house.db.selectFrom('voter').select('id').orderBy('id').execute()
  const [first, ...others] = voters.map(({ id }) => id)
  await house.db.updateTable('voter').set({ residentsGroup: 2 }).where('id', 'in', others).execute()
  await house.db
    .updateTable('voter')
    .set({ residentsGroup: 1 })
    .where('id', '=', first ?? 0)
    .execute()
  const { pages } = await readPdf((await print('rollclerk', 'wall-list', { layout: 'table' })).rawPayload)
  const feet = pages.map(({ items }) =>
    items
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, ''),
  )
  t.match(feet[0], '第一居民小组第1页，共1页')
  t.equal(pages.length, 3)
  t.match(feet[1], '第二居民小组第1页，共2页')
  t.match(feet[2], '第二居民小组第2页，共2页')
})

t.test('the list for the wall in the order that is wished, and the log says which', async (t) => {
  const { house, print } = await aPrinter(t)
  const voters = await house.db.selectFrom('voter').select('id').orderBy('id').execute()
  const names = ['王伟', '丁一', '张建国', '李秀英', '王安', '陈丽华']
  for (const [i, name] of names.entries()) {
    const values = { name, residentsGroup: 1, householdNumber: String(i + 1), voterNumber: 900 - i }
    await house.db
      .updateTable('voter')
      .set(values)
      .where('id', '=', voters[i]?.id ?? 0)
      .execute()
  }
  const others = voters.slice(names.length).map(({ id }) => id)
  await house.db.updateTable('voter').set({ residentsGroup: 2 }).where('id', 'in', others).execute()
  for (const { order, wanted } of [
    { order: 'list', wanted: names },
    { order: 'number', wanted: [...names].reverse() },
    { order: 'strokes', wanted: ['丁一', '王伟', '王安', '李秀英', '张建国', '陈丽华'] },
    { order: 'pinyin', wanted: ['陈丽华', '丁一', '李秀英', '王安', '王伟', '张建国'] },
  ]) {
    const answer = await print('rollclerk', 'wall-list', { group: '1', layout: 'table', order })
    const text = allText(await readPdf(answer.rawPayload))
    const found = names.map((name) => [text.indexOf(name), name] as const).sort(([a], [b]) => a - b)
    t.strictSame(
      found.map(([, name]) => name),
      wanted,
      order,
    )
    t.match((await lastEvents(house, 1))[0], { facts: { picked: { order } } })
  }
  t.equal((await print('rollclerk', 'wall-list', { order: 'age' })).statusCode, 422)
})

t.test('not before its time, not by others, not what there is not', async (t) => {
  const { print } = await aPrinter(t, 'electionOpened')
  const early = await print('electionofficer', 'voter-cards')
  t.equal(early.statusCode, 422)
  t.match(early.body, '选民名单尚未公布')
  t.equal((await print('checkinclerk', 'voter-register')).statusCode, 403)
  t.equal((await print('electionofficer-other', 'voter-register')).statusCode, 404)
  t.equal((await print('electionofficer', 'no-such-sheet')).statusCode, 404)
  const typed = await print('rollclerk', 'registration-form', { voterNumber: '十二' })
  t.equal(typed.statusCode, 422)
  t.match(typed.body, '选民证号是数字')
  t.match(typed.body, 'value="十二"')
})

t.test('candidates are introduced as their papers of nomination do, without address and telephone', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const [first, second] = await house.db
    .selectFrom('candidate')
    .innerJoin('voter', 'voter.id', 'candidate.voterId')
    .innerJoin('candidateListPlace', 'candidateListPlace.candidateId', 'candidate.id')
    .select(['candidate.voterId', 'candidate.name', 'candidateListPlace.postId', 'voter.voterNumber'])
    .orderBy('candidate.id')
    .execute()
  if (!first || !second) throw new Error('there are candidates')
  await house.db.updateTable('voter').set({ address: '长岭路1号', nationality: '畲族' }).execute()
  await inTransaction(house.db, async (trx) => {
    const facts = { occupation: '退休教师', politicalStatus: '群众', education: '大学本科' }
    const resume = [{ span: '1999年至2020年', employer: '云岭中心小学', duty: '教师' }]
    await insertNominee(trx, election.id, {
      ...{ voterId: first.voterId ?? 0, postId: first.postId, ...facts },
      ...{ resume, pledge: '办好老年食堂' },
    })
    return ok(undefined)
  })
  const client = await aClient(house, 'electionofficer')
  const print = async (voterNumber = '') => {
    const typed = { 'candidate-introductions-voterNumber': voterNumber }
    return await client.post(`/elections/${election.id}/documents/sheets/candidate-introductions/print`, typed)
  }
  const all = await readPdf((await print()).rawPayload)
  const text = allText(all).replaceAll('\n', '')
  for (const said of [first.name, second.name, '畲族', '退休教师', '云岭中心小学', '办好老年食堂']) t.match(text, said)
  t.notMatch(text, '长岭路')
  t.ok(all.pages.length > 1, 'a page each')
  const one = await readPdf((await print(String(first.voterNumber))).rawPayload)
  t.equal(one.pages.length, 1)
  t.notMatch(allText(one), second.name)
  t.equal(
    (
      await (
        await aClient(house, 'tallyclerk')
      ).post(`/elections/${election.id}/documents/sheets/candidate-introductions/print`, {})
    ).statusCode,
    403,
  )
})
