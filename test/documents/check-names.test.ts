import t from 'tap'
import { fontFindings, lostCharacters, remedyFor, unprintable } from '../../src/documents/unprintable.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issuedPapers, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

t.test('what is wrong with a name, and what is to be done', async (t) => {
  t.strictSame(unprintable('王伟·买买提 〇'), [])
  t.strictSame(unprintable('王\ue000\ue816\ue000'), ['\ue000', '\ue816'])
  t.strictSame(lostCharacters('王?□伟？'), ['?', '□', '？'])
  t.strictSame(lostCharacters('王伟'), [])
  t.match(remedyFor('\ue81e'), '请把姓名中的这个字改为“龴”（U+9FB4）')
  t.match(remedyFor('\ue000'), '自造字')
  t.match(remedyFor('𠮷'), '安装含有这个字的字体')
  t.strictSame(fontFindings({ a: ['王伟'], b: { c: 3, d: null } }), [])
  t.match(fontFindings({ a: ['王\ue000'], b: { c: '李\ue000' } }), [
    { code: 'character-without-font', severity: 'error', message: /U\+E000.*见“王/ },
  ])
})

t.test('names that cannot be printed are told on a page, and before a paper is issued', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 20 })
  const page = `/elections/${election.id}/documents/check-names`
  const officer = await signedIn(made, 'electionOfficer')
  await officer.open(`/elections/${election.id}/documents`)
  t.match(officer.html, `href="${page}"`)
  await officer.open(page)
  t.match(textOf(officer.html), '查了 25 个姓名', 'twenty voters and five of the election committee')
  t.match(textOf(officer.html), '每个字都能印，也都能按笔画排列，不用办')

  const rename = (index: number, name: string) =>
    made.db
      .updateTable('voter')
      .set({ name })
      .where('id', '=', election.voterIds[index] as number)
      .execute()
  await rename(0, '安\ue000')
  await rename(1, '安?明')
  await rename(2, '安\ue81e')
  await rename(3, '𠮷明')
  const nominee = {
    electionId: election.id,
    voterId: election.voterIds[3] as number,
    postId: election.postIds[0] as number,
    occupation: '居民',
  }
  await made.db
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
  await made.db.updateTable('electionCommitteeMember').set({ name: '安\ue001' }).where('rank', '=', 1).execute()
  await officer.open(page)
  const text = textOf(officer.html)
  for (const line of [
    '安\ue000 选民 1 号 \ue000 U+E000 不能印 这是自造字',
    '安?明 选民 2 号 ? U+003F 字已丢失',
    '安\ue81e 选民 3 号 \ue81e U+E81E 不能印 这是旧系统的码位，请把姓名中的这个字改为“龴”（U+9FB4）',
    '𠮷明 被提名人 𠮷 U+20BB7 没有笔画资料',
    '安\ue001 选举委员会成员',
  ]) {
    t.match(text, line)
  }
  t.match(text, /其中 \d 个姓名有字不能印/)
  t.match(officer.html, `href="/elections/${election.id}/roll/voters/${election.voterIds[0]}"`)

  const list = `/elections/${election.id}/documents/posted-voter-list`
  await officer.open(`${list}/issue-paper`)
  t.match(textOf(officer.html), '现在不能印发这份文书')
  t.match(textOf(officer.html), '（U+E000）没有字体可以印，见“安')
  t.notMatch(officer.html, 'btn btn-primary">印发')
  await officer.open(`${list}/preview`)
  t.match(textOf(officer.html), '（U+E81E）没有字体可以印')
  t.strictSame(await issuedPapers(made, election.id), [])

  const clerk = await signedIn(made, 'rollClerk')
  await clerk.open(`/elections/${election.id}/roll`)
  t.match(clerk.html, `href="${page}"`, 'linked from the roll')
  await clerk.open(page)
  t.equal(clerk.status, 200)
  const observer = await signedIn(made, 'observer')
  await observer.open(page)
  t.equal(observer.status, 403)
  await observer.open(`/elections/${election.id}/documents`)
  t.notMatch(observer.html, page)
})
