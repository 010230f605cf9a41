import t from 'tap'
import { readStrokeKey } from '../../src/organisation/queries.js'
import { testApp } from '../helpers/app.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { textOf } from '../helpers/roll.js'

t.test('strokes are entered once and put the name in its place everywhere', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const election = await anElection(house, made, { until: 'rollClosed', voters: 4 })
  for (const [index, name] of ['黄一', '𠮷一', '丁一'].entries()) {
    const voterId = election.voterIds[index] as number
    await house.db.updateTable('voter').set({ name }).where('id', '=', voterId).execute()
    const nominee = { electionId: election.id, voterId, postId: election.postIds[2] as number, occupation: '居民' }
    await house.db
      .insertInto('nominee')
      .values({
        ...nominee,
        politicalStatus: '群众',
        education: '大专',
        consentedOn: null,
        vetting: 'open',
        vettingReason: null,
        vettedOn: null,
      })
      .execute()
  }
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const order = async () => {
    await officer.open(`/elections/${election.id}/nomination/post-nominees`)
    return ['丁一', '𠮷一', '黄一'].sort((a, b) => officer.html.indexOf(a) - officer.html.indexOf(b))
  }
  t.strictSame(await order(), ['丁一', '黄一', '𠮷一'], 'without strokes after all others')
  t.match(officer.html, '没有“𠮷”的笔画资料')

  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/enter-strokes')
  t.match(textOf(auditor.html), '有 1 个字没有笔画资料')
  t.match(textOf(auditor.html), '𠮷 U+20BB7 𠮷一（奉中社区） 补录')
  const entry = { character: '𠮷', count: '６', strokes: '1 2 1 2 5 1', source: '《汉语大字典》第二版' }
  const before = await countEvents(house)
  for (const [wrong, message] of [
    [{ character: '𠮷吉' }, '请只填一个汉字'],
    [{ character: 'A' }, '请只填一个汉字'],
    [{ character: '王' }, '这个字系统里已有笔画资料'],
    [{ count: '0' }, '笔画数请填 1 到 84'],
    [{ count: '99' }, '笔画数请填 1 到 84'],
    [{ strokes: '16' }, '笔顺只用 1 到 5'],
    [{ strokes: '1212511' }, '笔顺比笔画数还多'],
    [{ source: '' }, '请写明所查的字典'],
  ] as const) {
    await auditor.submit({ ...entry, ...wrong }, '/enter-strokes')
    t.equal(auditor.status, 422, message)
    t.match(auditor.html, message)
    const kept = { ...entry, ...wrong }
    t.match(auditor.html, `value="${kept.source || kept.character}"`, 'what was typed is kept')
  }
  t.equal(await countEvents(house), before, 'nothing is written')

  await auditor.open('/enter-strokes?character=%F0%A0%AE%B7')
  t.match(auditor.html, 'value="𠮷"')
  await auditor.submit(entry, '/enter-strokes')
  t.match(auditor.html, '已补录“𠮷”的笔画')
  t.match(textOf(auditor.html), '本届候选人的姓名都能按姓氏笔画排列')
  t.match(await lastEvents(house, 1), [
    {
      type: 'strokesEntered',
      facts: { character: '𠮷', codePoint: 'U+20BB7', count: 6, strokes: '121251', before: null },
    },
  ])
  t.match(await house.db.selectFrom('characterStrokes').selectAll().execute(), [
    { count: 6, strokes: '121251', version: 1 },
  ])
  t.strictSame(await order(), ['丁一', '𠮷一', '黄一'], 'in its place at once')
  t.notMatch(officer.html, '笔画资料')
  t.ok((await readStrokeKey(house.db))('𠮷'))

  await auditor.open('/enter-strokes')
  await auditor.submit({ ...entry, count: '12' }, '/enter-strokes')
  t.equal(auditor.status, 422)
  t.match(auditor.html, '已补录过这个字：6 画，121251', 'somebody else was first')
  await auditor.open('/enter-strokes?character=%F0%A0%AE%B7')
  await auditor.submit({ ...entry, count: '12' }, '/enter-strokes')
  t.match(await lastEvents(house, 1), [{ type: 'strokesEntered', facts: { count: 12, before: { count: 6 } } }])
  t.match(await house.db.selectFrom('characterStrokes').select(['count', 'version']).execute(), [
    { count: 12, version: 2 },
  ])

  for (const name of ['electionOfficer', 'administrator', 'observer', 'townshipOfficer']) {
    const visitor = await house.visitor().signIn(name, testPassword)
    await visitor.open('/enter-strokes')
    t.equal(visitor.status, 403, name)
  }
})
