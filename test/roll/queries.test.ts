import t from 'tap'
import fc from 'fast-check'
import { NotFound } from '../../src/infra/http/errors.js'
import { pinyinOf } from '../../src/roll/pinyin.js'
import {
  countElectors,
  countRoll,
  countVoters,
  findVoterByNumber,
  getVoter,
  listGroups,
  listPostedVoters,
  searchVoters,
} from '../../src/roll/queries.js'
import { readVoterSearch } from '../../src/roll/voter-search.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'

t.test('what is typed into the search field', async (t) => {
  for (const [typed, meaning] of [
    ['', { by: 'everyone' }],
    ['　 ', { by: 'everyone' }],
    ['12', { by: 'number', voterNumber: 12, tail: null }],
    ['００12', { by: 'number', voterNumber: 12, tail: '0012' }],
    ['151x', { by: 'number', voterNumber: null, tail: '151X' }],
    ['33029919690908431x', { by: 'identityNumber', birthDate: '1969-09-08', tail: '431X' }],
    ['330299196913084311', { by: 'nothing' }],
    ['1234567', { by: 'name', text: '1234567' }],
    ['王　伟', { by: 'name', text: '王伟' }],
    ['买买提•吐', { by: 'name', text: '买买提·吐' }],
    ['Lü bu', { by: 'pinyin', text: 'lvbu' }],
    ["xi'an", { by: 'pinyin', text: 'xian' }],
    ['%_', { by: 'nothing' }],
  ] as const) {
    t.strictSame(readVoterSearch(typed), meaning, `「${typed}」`)
  }
})

t.test('pinyin of names', async (t) => {
  for (const [name, pinyin, initials] of [
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['吕布', 'lvbu', 'lb'],
    ['欧阳𬱖', 'ouyangdi', 'oyd'],
    ['买买提·吐尔逊', 'maimaitituerxun', 'mmttex'],
    ['曾参', 'zengcan', 'zc'],
    ['·', '', ''],
  ] as const) {
    t.strictSame(pinyinOf(name), { pinyin, initials }, name)
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const read = pinyinOf(text)
      return /^[a-z]*$/.test(read.pinyin) && /^[a-z]*$/.test(read.initials)
    }),
  )
})

t.test('voters are found, counted and listed', async (t) => {
  const app = await testApp(t)
  const { db } = app
  const house = await aHouse(app)
  const election = await anElection(app, house, { until: 'rollPosted', voters: 45, form: 'households' })
  const [first = 0, second = 0, third = 0] = election.voterIds
  const set = (id: number, change: object) => db.updateTable('voter').set(change).where('id', '=', id).execute()
  await set(first, { name: '欧阳𬱖', pinyin: 'ouyangdi', initials: 'oyd', identityTail: '151X' })
  await set(second, {
    name: '阳𬱖欧',
    pinyin: 'yangdiou',
    initials: 'ydo',
    birthDate: '1969-09-08',
    identityTail: '4311',
  })
  await set(third, { state: 'removed', isElector: 0, name: '欧阳去' })
  await db.insertInto('rollGroup').values({ electionId: election.id, number: 1001, name: '东片3组' }).execute()
  await set(election.voterIds[3] as number, { residentsGroup: 1001 })

  const found = async (text: string) => (await searchVoters(db, election.id, text, 20)).map(({ name }) => name)
  t.strictSame(await found('欧阳'), ['欧阳𬱖'], 'by the beginning of a name; who was removed is not found')
  t.strictSame(await found('阳𬱖'), ['阳𬱖欧', '欧阳𬱖'], 'names that begin so come first')
  t.strictSame(await found('oyd'), ['欧阳𬱖'])
  t.strictSame(await found('OUYANG'), ['欧阳𬱖'])
  t.strictSame(await found('151x'), ['欧阳𬱖'])
  t.strictSame(await found('1'), ['欧阳𬱖'], 'by voter number')
  t.strictSame(await found('330299196909084311'), ['阳𬱖欧'], 'a whole identity number finds by birth date and tail')
  t.strictSame(await found(''), [])
  t.strictSame(await found('%'), [])

  t.equal((await findVoterByNumber(db, election.id, 2))?.name, '阳𬱖欧')
  t.equal(await findVoterByNumber(db, election.id, 3), undefined, 'a removed voter has no number any more')
  t.equal((await getVoter(db, election.id, third)).state, 'removed')
  await t.rejects(getVoter(db, election.id + 1, first), new NotFound('名单上没有这个人。'))
  t.equal(await countVoters(db, election.id), 44)
  t.equal(await countElectors(db, election.id), 15)
  t.strictSame(await countRoll(db, 999), { voters: 0, electors: 0 })

  const groups = await listGroups(db, election.id)
  t.strictSame(
    groups.map(({ name, voters }) => [name, voters]),
    [
      ['第一居民小组', 14],
      ['第二居民小组', 15],
      ['第三居民小组', 14],
      ['东片3组', 1],
    ],
  )
  await set(election.voterIds[6] as number, { householdNumber: '9' })
  const posted = await listPostedVoters(db, election.id)
  t.equal(posted.length, 44)
  t.equal(posted[0]?.id, election.voterIds[6], 'household 9 stands before household 00001: shorter numbers first')
  t.equal(posted.at(-1)?.groupName, '东片3组')
})
