import fc from 'fast-check'
import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { actingChair, type MemberInOffice, type NotElected, successionByVotes } from '../../src/rules/succession.js'

const member = (name: string, position: MemberInOffice['position'], votes: number): MemberInOffice => ({
  id: name,
  name,
  position,
  votes,
})
const article = '参照《浙江省村民委员会选举办法》第三十条'

t.test('a vice-chair leads; without one the representatives pick a member', async (t) => {
  const members = [member('丙', 'member', 900), member('丁', 'member', 800)]
  for (const { list, by, among, sentence } of [
    {
      list: [...members, member('乙', 'viceChair', 500)],
      by: 'viceChair',
      among: ['乙'],
      sentence: `主任出缺，由副主任乙主持工作（${article}）。`,
    },
    {
      list: [member('甲', 'viceChair', 500), member('乙', 'viceChair', 501), ...members],
      by: 'viceChair',
      among: ['乙'],
      sentence: `主任出缺，由副主任乙主持工作（${article}）。`,
    },
    {
      list: [member('甲', 'viceChair', 501), member('乙', 'viceChair', 501), member('戊', 'viceChair', 500)],
      by: 'tie',
      among: ['甲', '乙'],
      sentence: `主任出缺，副主任甲、乙得票相同，由居民代表会议推选一人主持工作（${article}）。`,
    },
    {
      list: members,
      by: 'selection',
      among: ['丙', '丁'],
      sentence: `主任、副主任都出缺，由居民代表会议在委员中推选一人主持工作（${article}）。`,
    },
    { list: [], by: 'nobody', among: [], sentence: `居民委员会没有成员，应当补选或者重新选举（${article}）。` },
  ]) {
    const acting = actingChair(list, national2026)
    t.strictSame(
      { by: acting.by, among: acting.among.map(({ name }) => name), sentence: acting.sentence },
      { by, among, sentence },
    )
  }
  t.match(actingChair(members, sichuan2026).sentence, '（《四川省城市居民委员会选举条例》第三十六条）')
})

const person = (name: string, votes: number): NotElected => ({ id: name, name, votes })
const names = (people: readonly NotElected[]) => people.map(({ name }) => name)
const freed = (people: readonly NotElected[], seats: number, hasCommitteeFormed = false) => {
  const { follow, tied, left } = successionByVotes(
    people,
    { seats, ballotsCast: 100, hasCommitteeFormed },
    national2026,
  )
  return [names(follow), names(tied), left]
}

t.test('the next by votes above half follows, until the committee sits', async (t) => {
  for (const { people, seats, expected, because } of [
    { people: [person('甲', 51), person('乙', 60)], seats: 1, expected: [['乙'], [], 0], because: 'the most votes' },
    { people: [person('甲', 51), person('乙', 60)], seats: 2, expected: [['乙', '甲'], [], 0], because: 'both' },
    { people: [person('甲', 51)], seats: 2, expected: [['甲'], [], 1], because: 'one seat is left' },
    { people: [person('甲', 50)], seats: 1, expected: [[], [], 1], because: 'exactly half is not enough' },
    { people: [person('甲', 60), person('乙', 60)], seats: 1, expected: [[], ['甲', '乙'], 1], because: 'a tie' },
    {
      people: [person('甲', 60), person('乙', 60), person('丙', 70)],
      seats: 2,
      expected: [['丙'], ['甲', '乙'], 1],
      because: 'a tie at the last place',
    },
    { people: [person('甲', 60)], seats: 0, expected: [[], [], 0], because: 'no seat is free' },
    { people: [], seats: 1, expected: [[], [], 1], because: 'nobody stood' },
  ]) {
    t.strictSame(freed(people, seats), expected, because)
  }
  t.strictSame(freed([person('甲', 99)], 1, true), [[], [], 1], 'a by-election fills it')
})

t.test('never more follow than seats, all above half, and the order of the list does not matter', async () => {
  const people = fc.array(fc.integer({ min: 40, max: 60 }), { maxLength: 8 })
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 5 }), (votes, seats) => {
      const list = votes.map((n, index) => person(String(index), n))
      const rules = { seats, ballotsCast: 100, hasCommitteeFormed: false }
      const found = successionByVotes(list, rules, national2026)
      const turned = successionByVotes([...list].reverse(), rules, national2026)
      const sorted = (of: readonly NotElected[]) => names(of).sort().join()
      return (
        found.follow.length + found.left === seats &&
        found.follow.every((one) => one.votes > 50) &&
        sorted(found.follow) === sorted(turned.follow) &&
        sorted(found.tied) === sorted(turned.tied)
      )
    }),
  )
})
