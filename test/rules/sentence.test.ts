import t from 'tap'
import { cite, votesText } from '../../src/rules/sentence.js'
import { aStanding } from '../helpers/votes.js'

t.test('the source stands before the full stop', async (t) => {
  t.equal(cite('当选。', '第十九条'), '当选（第十九条）。')
  t.equal(cite('当选。', undefined), '当选。')
  t.equal(cite('当选。', ''), '当选。')
})

t.test('votes, and those that came down', async (t) => {
  t.equal(votesText(aStanding('王伟', 120)), '王伟得赞成票120张')
  t.equal(votesText(aStanding('王伟', 120, { carriedDown: 20 })), '王伟得赞成票120张（其中由较高职务下加20张）')
})
