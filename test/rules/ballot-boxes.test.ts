import t from 'tap'
import { overfullBoxes, voidBallots } from '../../src/rules/ballot-boxes.js'

const box = (ballots: number, voters: number) => ({ name: '流动票箱', ballots, voters })

t.test('a box with more ballots than people who voted there is void, where the rules ask', async (t) => {
  for (const { ballots, voters, isVoid, because } of [
    { ballots: 10, voters: 10, isVoid: false, because: 'a ballot a voter' },
    { ballots: 11, voters: 10, isVoid: true, because: 'one too many' },
    { ballots: 9, voters: 10, isVoid: false, because: 'one was not put in' },
    { ballots: 0, voters: 0, isVoid: false, because: 'an empty box' },
  ]) {
    const boxes = [box(ballots, voters)]
    t.equal(overfullBoxes(boxes, { overfullBox: 'ballotsVoid' }).length === 1, isVoid, because)
    t.same(overfullBoxes(boxes, { overfullBox: 'notAsked' }), [], because)
  }
})

t.test('of a void box one ballot a voter is invalid, the rest is set apart', async (t) => {
  t.same(voidBallots([box(12, 10), box(4, 3)]), { invalid: 13, setApart: 3 })
  t.same(voidBallots([]), { invalid: 0, setApart: 0 })
})
