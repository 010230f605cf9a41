import t from 'tap'
import { barredSentence, kinArticles, wayGivenSentence } from '../../src/rules/bar-wording.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'
import type { RelativeInOffice, SeatBar } from '../../src/rules/seat-bars.js'
import { aContest, aStanding } from '../helpers/votes.js'

const person = aStanding('李芳', 60)
const said = (bar: SeatBar): string => barredSentence({ person, bar }, '委员', sichuan2026)
const kin = (keepsBy: RelativeInOffice['keepsBy'], votes: number): string =>
  said({ kind: 'relative', relation: 'spouse', of: { name: '王伟', title: '主任', keepsBy, votes } })
const end = '未当选委员，名额由其他人按得票顺序取得'
const articles = '（《城市居民委员会组织法》第八条，《四川省城市居民委员会选举条例》第三十三条）。'

t.test('why somebody with enough votes has no seat', async (t) => {
  t.equal(
    said({ kind: 'ineligible', ineligible: { personId: 'p', reason: 'barred', note: '2019年受过刑事处罚' } }),
    `李芳得赞成票60张，达到当选所需票数，但有法律规定不得提名为候选人的情形（2019年受过刑事处罚），${end}（《城市居民委员会组织法》第十八条，《四川省城市居民委员会选举条例》第三十三条）。`,
  )
  t.match(
    said({ kind: 'ineligible', ineligible: { personId: 'p', reason: 'declined' } }),
    `但本人书面表示不担任，${end}（`,
  )
  t.equal(
    said({ kind: 'member', title: '副主任' }),
    `李芳得赞成票60张，达到当选所需票数，但已在此前的投票中当选副主任，一人只任一职，${end}。`,
  )
})

t.test('who is in office takes no second post, and keeps relatives out of a by-election', async (t) => {
  t.equal(
    said({ kind: 'member', title: '副主任', isInOffice: true }),
    `李芳得赞成票60张，达到当选所需票数，但是本届居民委员会在任的副主任，一人只任一职，补选只补出缺的职务，${end}（《城市居民委员会组织法》第二十四条）。`,
  )
  t.equal(
    kin('inOffice', 10),
    `李芳得赞成票60张，达到当选所需票数，但与在任的主任王伟是夫妻关系，近亲属不能同时任职；王伟在任，补选不使在任成员离任，${end}（《城市居民委员会组织法》第八条，《城市居民委员会组织法》第二十四条）。`,
  )
})

t.test('which of two relatives stays, and by what', async (t) => {
  const reached = '李芳得赞成票60张，达到当选所需票数，但与当选主任的王伟是夫妻关系，近亲属不能同时任职；'
  t.equal(kin('higherPost', 10), `${reached}保留职务较高的王伟，${end}${articles}`)
  t.equal(kin('earlierVote', 10), `${reached}王伟已在此前的投票中当选，予以保留，${end}${articles}`)
  t.equal(kin('votes', 61), `${reached}两人职务相当，保留得票较多的王伟（61张＞60张），${end}${articles}`)
  t.equal(kin('votes', 60), `${reached}两人职务相当、得票同为60张，保留选票上职务列在前面的王伟，${end}${articles}`)
  t.equal(
    kinArticles(zhejiang2020),
    '参照2025年修订的《城市居民委员会组织法》第八条，参照《浙江省村民委员会选举办法》第三十一条',
  )
})

t.test('who leaves a seat won before', async (t) => {
  const member = { personId: 'b', name: '李芳', position: 'member', title: '委员', votes: 40 } as const
  const to = { person: aStanding('王伟', 80), post: aContest('chair', 1, []) }
  t.equal(
    wayGivenSentence({ member, to, relation: 'sibling' }, sichuan2026),
    `此前当选委员的李芳与本次当选主任的王伟是兄弟姐妹关系，近亲属不能同时任职，保留职务较高的王伟，李芳不再任委员，名额空出${articles}`,
  )
  t.match(
    wayGivenSentence({ member, to: { ...to, post: aContest('member', 1, []) }, relation: 'sibling' }, sichuan2026),
    '保留原得票不少的王伟',
  )
  t.equal(
    wayGivenSentence({ member, to }, sichuan2026),
    '李芳此前当选委员，本次当选职务更高的主任，一人只任一职，委员名额空出。',
  )
  t.equal(
    wayGivenSentence({ member: { ...member, isInOffice: true }, to }, sichuan2026),
    '李芳在任委员，本次当选职务更高的主任，一人只任一职，委员名额空出（《城市居民委员会组织法》第二十四条）。',
  )
})
