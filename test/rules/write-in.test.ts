import t from 'tap'
import { plainName, whoIsWho, writeInId, writtenName } from '../../src/rules/write-in.js'
import { aContest } from '../helpers/votes.js'

t.test('spaces set between the characters of a name are no part of it', async (t) => {
  for (const { written, name, because } of [
    { written: '王　伟', name: '王伟', because: 'an em space, as lists are set' },
    { written: '王  伟', name: '王伟', because: 'two spaces' },
    { written: ' 王 小 明 ', name: '王小明', because: 'spaces everywhere' },
    { written: '阿依 · 古丽', name: '阿依·古丽', because: 'spaces around the dot of a minority name' },
    { written: '张三（三组）', name: '张三（三组）', because: 'a note that tells namesakes apart stays' },
    { written: 'Anna Maria', name: 'Anna Maria', because: 'in letters a space is part of the name' },
  ]) {
    t.equal(plainName(written), name, because)
  }
})

t.test('the id of a write-in holds its name', async (t) => {
  t.equal(writeInId('张三'), 'writeIn:张三')
  t.equal(writtenName('writeIn:张三'), '张三')
  t.equal(writtenName('c1'), undefined)
})

const who = whoIsWho([
  aContest('chair', 1, [{ id: 'c1', name: '王伟', sex: 'male' }]),
  aContest('member', 2, [
    { id: 'm1', name: '李芳', sex: 'female' },
    { id: 'm2', name: '赵敏' },
    { id: 'm3', name: '赵敏' },
  ]),
])

t.test('a written name adds to the one candidate of the post who bears it', async (t) => {
  t.equal(who.standingOf('member', '李　芳'), 'm1', 'the printed candidate')
  t.equal(who.standingOf('member', '李芳'), 'm1', 'the same name again')
  t.equal(who.standingOf('member', '赵敏'), 'writeIn:赵敏', 'two candidates bear it')
  t.equal(who.standingOf('member', '王伟'), 'writeIn:王伟', 'a candidate for another post is written in here')
  t.equal(who.standingOf('nowhere', '王伟'), 'writeIn:王伟', 'a post without candidates')
})

t.test('across posts a write-in is the candidate of that name', async (t) => {
  t.equal(who.personOf('writeIn:王伟'), 'c1')
  t.equal(who.personOf('writeIn:赵敏'), 'writeIn:赵敏', 'namesakes cannot be told apart')
  t.equal(who.personOf('writeIn:张三'), 'writeIn:张三')
  t.equal(who.personOf('m1'), 'm1')
  t.equal(whoIsWho([aContest('chair', 1, [{ id: 'c1', name: '' }])]).personOf('m1'), 'm1', 'no name is nobody’s')
  t.equal(who.sexOf('c1'), 'male')
  t.equal(who.sexOf('writeIn:张三'), undefined)
})

t.test('a candidate for two posts is one person', async (t) => {
  const both = whoIsWho([aContest('chair', 1, ['c1']), aContest('member', 1, ['c1'])])
  t.equal(both.personOf('writeIn:c1'), 'c1')
})
