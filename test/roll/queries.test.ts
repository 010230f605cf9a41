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
import { sealerFor } from '../../src/infra/security/sealing.js'
import { soughtName } from '../../src/lib/variant-characters.js'
import { readVoterSearch, tailHashOf } from '../../src/roll/voter-search.js'
import { testApp, testSecrets } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'

const sealer = sealerFor(testSecrets.dataKey)

t.test('what is typed into the search field', async (t) => {
  const tail = (text: string) => tailHashOf(text, sealer)
  for (const [typed, meaning] of [
    ['', { by: 'everyone' }],
    ['　 ', { by: 'everyone' }],
    ['12', { by: 'number', voterNumber: 12, tailHash: null }],
    ['００12', { by: 'number', voterNumber: 12, tailHash: tail('0012') }],
    ['151x', { by: 'number', voterNumber: null, tailHash: tail('151X') }],
    [
      '33029919690908431x',
      { by: 'identityNumber', identityHash: sealer.fingerprint('33029919690908431X'), tailHash: tail('431X') },
    ],
    ['1234567', { by: 'number', voterNumber: 1234567, tailHash: null }],
    ['12345678', { by: 'address', text: '12345678' }],
    ['１２-3-402', { by: 'address', text: '12-3-402' }],
    ['长岭路８号', { by: 'address', text: '长岭路8号' }],
    ['长岭', { by: 'name', text: '长岭', address: '长岭' }],
    ['王', { by: 'name', text: '王', address: null }],
    ['王　伟', { by: 'name', text: '王伟', address: '王伟' }],
    ['买买提•吐', { by: 'name', text: '买买提吐', address: '买买提•吐' }],
    ['黃淸', { by: 'name', text: '黄清', address: '黃淸' }],
    ['𠮷', { by: 'name', text: '𠮷', address: null }],
    ['\ue000', { by: 'name', text: '\ue000', address: null }],
    ['Lü bu', { by: 'pinyin', text: 'lvbu' }],
    ['ＬＶ', { by: 'pinyin', text: 'lv' }],
    ["xi'an", { by: 'pinyin', text: 'xian' }],
    ['%_', { by: 'nothing' }],
    ['·', { by: 'nothing' }],
  ] as const) {
    t.strictSame(readVoterSearch(typed, sealer), meaning, `「${typed}」`)
  }
  t.not(tail('330299196909084311'), sealer.fingerprint('4311'), 'no whole number has the hash of a tail')
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
  const set = (id: number, change: Readonly<Record<string, unknown>>) => {
    const searchName = 'name' in change ? { searchName: soughtName(String(change['name'])) } : {}
    return db
      .updateTable('voter')
      .set({ ...change, ...searchName })
      .where('id', '=', id)
      .execute()
  }
  const keyed = (number: string) => ({
    sealedIdentityNumber: sealer.sealText(number),
    identityHash: sealer.fingerprint(number),
    identityTailHash: tailHashOf(number, sealer),
  })
  await set(first, { name: '欧阳𬱖', pinyin: 'ouyangdi', initials: 'oyd', ...keyed('33029919800101151X') })
  await set(second, { name: '阳𬱖欧', pinyin: 'yangdiou', initials: 'ydo', ...keyed('330299196909084311') })
  await set(third, { state: 'removed', isElector: 0, name: '欧阳去' })
  await db.insertInto('rollGroup').values({ electionId: election.id, number: 1001, name: '东片3组' }).execute()
  await set(election.voterIds[3] as number, { residentsGroup: 1001 })
  await set(election.voterIds[4] as number, { name: '黃髙淸', pinyin: 'huanggaoqing', initials: 'hgq' })
  await set(election.voterIds[5] as number, { name: '阿依努尔·买买提', pinyin: 'ayinuermaimaiti', initials: 'aynemmt' })
  await set(election.voterIds[6] as number, { name: '林昇', pinyin: 'linsheng', initials: 'ls', address: '东门路9号' })
  await set(election.voterIds[7] as number, { name: 'José Li', pinyin: '', initials: '' })
  await set(election.voterIds[8] as number, { name: '安\ue81e一', pinyin: 'anyi', initials: 'ay' })

  const found = async (text: string) => (await searchVoters(db, sealer, election.id, text, 20)).map(({ name }) => name)
  for (const [typed, names, because] of [
    ['欧阳', ['欧阳𬱖'], 'by the beginning of a name; who was removed is not found'],
    ['阳𬱖', ['阳𬱖欧', '欧阳𬱖'], 'names that begin so come first'],
    ['𬱖', ['阳𬱖欧', '欧阳𬱖'], 'a rare character inside a name, in the second place first'],
    ['oyd', ['欧阳𬱖'], 'initials'],
    ['OUYANG', ['欧阳𬱖'], 'pinyin'],
    ['151x', ['欧阳𬱖'], 'the last four'],
    ['1', ['欧阳𬱖'], 'the voter number'],
    ['330299196909084311', ['阳𬱖欧'], 'a whole identity number'],
    ['330299196909084312', [], 'and no other'],
    ['黄高清', ['黃髙淸'], 'the standard form finds a variant'],
    ['高淸', ['黃髙淸'], 'a variant another variant, in the middle of a name'],
    ['林升', [], '昇 and 升 are two names'],
    ['努尔买买', ['阿依努尔·买买提'], 'without the dot'],
    ['josé', ['José Li'], 'a name in Latin letters'],
    ['安龴', ['安\ue81e一'], 'a former code point by the character it stands for'],
    ['安\ue81e', ['安\ue81e一'], 'and as it was typed'],
    ['东门路９', ['林昇'], 'part of an address, full-width digits'],
    ['东门', [], 'no address in Han alone: a desk looks for names'],
    ['门路9', ['林昇'], 'with a digit it is one'],
    ['买提', ['阿依努尔·买买提'], 'the end of a long name'],
    ['', [], 'nothing'],
    ['%', [], 'no sign that means anything'],
  ] as const) {
    t.strictSame(await found(typed), names, `「${typed}」 ${because}`)
  }
  t.equal((await searchVoters(db, sealer, election.id, '长岭路1', 5)).length, 5, 'no more than was asked for')

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
