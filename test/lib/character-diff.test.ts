import fc from 'fast-check'
import t from 'tap'
import { characterDiff, type Piece } from '../../src/lib/character-diff.js'

const told = (pieces: readonly Piece[] = []) =>
  pieces.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join('')

t.test('what differs within a line is told, the rest left alone', async (t) => {
  for (const { before, after, was, is, because } of [
    {
      before: '地点：一楼',
      after: '地点:一楼',
      was: '地点[：]一楼',
      is: '地点[:]一楼',
      because: 'one mark for another',
    },
    { before: '现予公布', after: '现予以公布', was: '现予公布', is: '现予[以]公布', because: 'one character more' },
    { before: '请于五日内提出', after: '请提出', was: '请[于五日内]提出', is: '请提出', because: 'some fewer' },
    {
      before: '咨询地点：{{place}}',
      after: '到现场咨询，地点：{{place}}',
      was: '咨询地点：{{place}}',
      is: '[到现场]咨询[，]地点：{{place}}',
      because: 'two places in one line',
    },
    { before: '同', after: '同', was: '同', is: '同', because: 'nothing differs' },
    { before: '甲𬱖乙丙', after: '甲𫖯乙丙', was: '甲[𬱖]乙丙', is: '甲[𫖯]乙丙', because: 'a rare character is one' },
    { before: '甲乙己丙丁', after: '甲戊己庚丙丁', was: '甲[乙己]丙丁', is: '甲[戊己庚]丙丁', because: 'no crumbs' },
  ]) {
    const found = characterDiff(before, after)
    t.equal(told(found?.before), was, because)
    t.equal(told(found?.after), is, because)
  }
})

t.test('lines that have less than half in common are not one line changed', async (t) => {
  t.equal(characterDiff('现予公布', '特此公告，望周知'), undefined)
  t.equal(characterDiff('', '新的一行'), undefined)
  t.ok(characterDiff('甲乙', '甲丙'), 'exactly half')
})

t.test('both lines can be read back, and what is not marked is in both alike', async (t) => {
  const line = fc.string({ unit: fc.constantFrom('甲', '乙', '，', '𬱖'), maxLength: 14 })
  fc.assert(
    fc.property(line, line, (before, after) => {
      const found = characterDiff(before, after)
      if (!found) return true
      const read = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')
      const kept = (pieces: readonly Piece[]) => read(pieces.filter(({ isChanged }) => !isChanged))
      return read(found.before) === before && read(found.after) === after && kept(found.before) === kept(found.after)
    }),
  )
  t.pass()
})
