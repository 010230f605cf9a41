import t from 'tap'
import type { Standing } from '../../src/rules/count.js'
import type { Kinship } from '../../src/rules/kinship.js'
import type { Sex } from '../../src/rules/post.js'
import { relativesOf } from '../../src/rules/relatives.js'
import { barByVotes } from '../../src/rules/seat-bars.js'
import { type SeatTaking, type Taken, takeSeats, womenFirst } from '../../src/rules/take-seats.js'
import { aStanding } from '../helpers/votes.js'

const ids = (people: readonly { id: string }[]): string => people.map(({ id }) => id).join(' ')
const tiesOf = ({ ties }: Taken): string => ties.map(({ seats, tied }) => `${seats}: ${ids(tied)}`).join(' + ')

/** Pairs of relatives as `ab`: a and b are brothers. */
function among(...pairs: string[]): SeatTaking {
  const kinships = pairs.map((pair): Kinship => ({ between: [pair[0] ?? '', pair[1] ?? ''], relation: 'sibling' }))
  const relatives = relativesOf(kinships, { closeRelatives: 'civilCode' })
  return { relatives, barOf: (person, seated) => barByVotes(person, seated, '委员', relatives) }
}

t.test('seats go to the most votes, and a tie across the last one elects nobody of it', async (t) => {
  for (const { votes, seats, elected, tied, because } of [
    { votes: [5, 4, 3], seats: 2, elected: 'p0 p1', tied: '', because: 'a clear order' },
    { votes: [5, 4, 3], seats: 3, elected: 'p0 p1 p2', tied: '', because: 'a seat each' },
    { votes: [5, 4], seats: 3, elected: 'p0 p1', tied: '', because: 'more seats than people' },
    { votes: [], seats: 2, elected: '', tied: '', because: 'nobody' },
    { votes: [5, 4], seats: 0, elected: '', tied: '', because: 'no seat' },
    { votes: [5, 4, 4], seats: 2, elected: 'p0', tied: '1: p1 p2', because: 'two for the last seat' },
    { votes: [5, 5, 4], seats: 2, elected: 'p0 p1', tied: '', because: 'a tie above the last seat is none' },
    { votes: [5, 4, 4, 4], seats: 3, elected: 'p0', tied: '2: p1 p2 p3', because: 'three for two seats' },
    { votes: [4, 4], seats: 1, elected: '', tied: '1: p0 p1', because: 'all tied' },
    { votes: [3, 5, 4], seats: 1, elected: 'p1', tied: '', because: 'whatever order they come in' },
  ]) {
    const people = votes.map((each, index) => aStanding(`p${index}`, each))
    const taken = takeSeats(people, seats, among())
    t.equal(ids(taken.elected), elected, because)
    t.equal(tiesOf(taken), tied, because)
  }
})

t.test('relatives: the one of more votes stays, the seat goes to the next', async (t) => {
  for (const { votes, seats, kin, elected, ties, barred, because } of [
    { votes: 'a9 b8 c7', seats: 2, kin: ['ab'], elected: 'a c', ties: '', barred: 'b', because: 'the next moves up' },
    {
      votes: 'a9 b8 c7',
      seats: 1,
      kin: ['ab'],
      elected: 'a',
      ties: '',
      barred: '',
      because: 'there was no seat for b',
    },
    { votes: 'a9 b8 c7', seats: 2, kin: ['bc'], elected: 'a b', ties: '', barred: '', because: 'c had no seat anyway' },
    {
      votes: 'a9 b8 c7',
      seats: 3,
      kin: ['ab', 'bc'],
      elected: 'a c',
      ties: '',
      barred: 'b',
      because: 'a chain: b out, c in',
    },
    {
      votes: 'b9 a8 c7',
      seats: 3,
      kin: ['ab', 'bc'],
      elected: 'b',
      ties: '',
      barred: 'a c',
      because: 'its middle keeps both out',
    },
    {
      votes: 'a9 b8 c8',
      seats: 2,
      kin: ['ab'],
      elected: 'a c',
      ties: '',
      barred: 'b',
      because: 'barred, b is in no tie',
    },
    {
      votes: 'a9 b8',
      seats: 2,
      kin: ['ab'],
      elected: 'a',
      ties: '',
      barred: 'b',
      because: 'nobody is left for the seat',
    },
  ]) {
    const taken = takeSeats(standings(votes), seats, among(...kin))
    t.equal(ids(taken.elected), elected, because)
    t.equal(tiesOf(taken), ties, because)
    t.equal(ids(taken.barred.map(({ person }) => person)), barred, because)
  }
})

t.test('relatives of equal votes are voted on again, for as many seats as they can take together', async (t) => {
  for (const { votes, seats, kin, elected, ties, because } of [
    {
      votes: 'a8 b8 c7',
      seats: 2,
      kin: ['ab'],
      elected: 'c',
      ties: '1: a b',
      because: 'one seat theirs, the other goes on',
    },
    { votes: 'a8 b8 c7', seats: 1, kin: ['ab'], elected: '', ties: '1: a b', because: 'the one seat is theirs' },
    { votes: 'a8 b8 c8', seats: 2, kin: ['ab'], elected: 'c', ties: '1: a b', because: 'c is in whoever of them wins' },
    { votes: 'a8 b8 c8', seats: 1, kin: ['ab'], elected: '', ties: '1: a b c', because: 'all three for one seat' },
    {
      votes: 'a8 b8 c8',
      seats: 3,
      kin: ['ab', 'bc'],
      elected: '',
      ties: '2: a b c',
      because: 'the ends of a chain could both sit',
    },
    { votes: 'a8 b8 c8 d8', seats: 2, kin: ['ab', 'cd'], elected: '', ties: '1: a b + 1: c d', because: 'two pairs' },
    {
      votes: 'a8 b8 c8 d8',
      seats: 2,
      kin: ['ab'],
      elected: '',
      ties: '2: a b c d',
      because: 'three could sit, two seats',
    },
  ]) {
    const taken = takeSeats(standings(votes), seats, among(...kin))
    t.equal(ids(taken.elected), elected, because)
    t.equal(tiesOf(taken), ties, because)
  }
  const [pair] = takeSeats(standings('a8 b8'), 2, among('ab')).ties
  t.equal(pair?.areRelatives, true, 'not for want of seats')
  t.notOk(takeSeats(standings('a8 b8 c8'), 1, among('ab')).ties[0]?.areRelatives, 'for want of seats')
})

t.test('women first: the woman of most votes who can sit', async (t) => {
  for (const { votes, seats, women, kin, elected, ties, kept, barred, because } of [
    {
      votes: 'A9 B8 c7',
      seats: 2,
      women: 1,
      kin: [],
      elected: 'A c',
      ties: '',
      kept: 0,
      barred: '',
      because: 'she displaces the last man',
    },
    {
      votes: 'A9 B8 c7 d6',
      seats: 3,
      women: 2,
      kin: [],
      elected: 'A c d',
      ties: '',
      kept: 0,
      barred: '',
      because: 'two women asked for',
    },
    {
      votes: 'A9 B8 c7',
      seats: 3,
      women: 2,
      kin: [],
      elected: 'A c',
      ties: '',
      kept: 1,
      barred: '',
      because: 'one woman short',
    },
    {
      votes: 'A9 B8',
      seats: 2,
      women: 1,
      kin: [],
      elected: 'A',
      ties: '',
      kept: 1,
      barred: '',
      because: 'no woman at all',
    },
    {
      votes: 'A9 B8 c7 d7',
      seats: 2,
      women: 1,
      kin: [],
      elected: 'A',
      ties: '1: c d',
      kept: 0,
      barred: '',
      because: 'two women equal',
    },
    {
      votes: 'A9 B8 c7 d6',
      seats: 2,
      women: 1,
      kin: ['Ac'],
      elected: 'A d',
      ties: '',
      kept: 0,
      barred: 'c',
      because: 'outvoted by her brother, the next woman comes',
    },
    {
      votes: 'A9 B8 c7',
      seats: 2,
      women: 1,
      kin: ['Ac'],
      elected: 'A',
      ties: '',
      kept: 1,
      barred: 'c',
      because: 'and where there is none, the seat is kept',
    },
    {
      votes: 'A9 B8 c7',
      seats: 2,
      women: 1,
      kin: ['Bc'],
      elected: 'A c',
      ties: '',
      kept: 0,
      barred: '',
      because: 'her brother has no seat once she has',
    },
    {
      votes: 'A9 c8 B7 D6',
      seats: 3,
      women: 1,
      kin: ['Bc'],
      elected: 'A c D',
      ties: '',
      kept: 0,
      barred: 'B',
      because: 'her brother of fewer votes gives way',
    },
    {
      votes: 'A9 B8 c8',
      seats: 2,
      women: 1,
      kin: ['Bc'],
      elected: 'A c',
      ties: '',
      kept: 0,
      barred: '',
      because: 'with equal votes she is first',
    },
    {
      votes: 'B8 c8 D6',
      seats: 2,
      women: 1,
      kin: ['Bc'],
      elected: 'c D',
      ties: '',
      kept: 0,
      barred: 'B',
      because: 'and a brother of equal votes gives way to her',
    },
    {
      votes: 'A9 c8 X8 B7 d6 e5',
      seats: 4,
      women: 2,
      kin: ['Ac', 'cX', 'Bd'],
      elected: 'A X d e',
      ties: '',
      kept: 0,
      barred: 'c',
      because: 'once c is out, X takes the place of the brother of d, who stays',
    },
  ]) {
    const people = standings(votes)
    const taken = womenFirst(people, seats, women, among(...kin))
    t.equal(ids(taken.elected), elected, because)
    t.equal(tiesOf(taken), ties, because)
    t.equal(taken.kept, kept, because)
    t.equal(ids(taken.barred.map(({ person }) => person)), barred, because)
  }
})

/** `A9 b8`: a man of nine votes, a woman of eight. */
function standings(text: string): Standing[] {
  return text.split(' ').map((each) => {
    const id = each.slice(0, 1)
    const sex: Sex = id === id.toUpperCase() ? 'male' : 'female'
    return aStanding(id, Number(each.slice(1)), { sex })
  })
}
