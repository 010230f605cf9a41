import fc from 'fast-check'
import t from 'tap'
import { presentCharacter, soughtName, standardForm } from '../../src/lib/variant-characters.js'

t.test('forms of one character stand for one another, other characters for themselves', async (t) => {
  for (const [typed, standard, because] of [
    ['黃', '黄', 'a variant'],
    ['髙', '高', 'a variant of a surname'],
    ['淸', '清', 'an old form'],
    ['吳', '吴', 'traditional'],
    ['\uf9d1', '六', 'a compatibility ideograph of Korea, by Unicode'],
    ['\u{2f800}', '丽', 'one of the supplementary plane, and then the form of it'],
    ['⼀', '一', 'a radical, by Unicode'],
    ['⻢', '马', 'a radical of which Unicode says nothing'],
    ['\ue81e', '\u9fb4', 'a code point that GB 18030 gave up'],
    ['昇', '昇', 'not 升'],
    ['喆', '喆', 'not 哲'],
    ['堃', '堃', 'not 坤'],
    ['\ue000', '\ue000', 'private use as it was typed'],
    ['𠮷', '𠮷', 'a character of its own'],
  ] as const) {
    t.equal(standardForm(typed), standard, `${typed}: ${because}`)
  }
})

t.test('a name as it is looked for', async (t) => {
  for (const [name, sought] of [
    ['王　伟', '王伟'],
    ['阿依努尔·买买提', '阿依努尔买买提'],
    ['葛\u{e0100}城', '葛城'],
    ["Lü O'Brien-Li", 'lüobrienli'],
    ['ＡＢ', 'ab'],
    ['', ''],
    ['王\u2024伟', '王伟'],
  ] as const) {
    t.equal(soughtName(name), sought, name)
  }
})

t.test('sought once or twice, a name is the same, and a part of it a part of it', async () => {
  const han = fc.oneof(
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0xe000, max: 0xf8ff }),
    fc.integer({ min: 0xf900, max: 0xfaff }),
    fc.integer({ min: 0x20000, max: 0x323af }),
  )
  const name = fc.array(han, { maxLength: 6 }).map((codes) => String.fromCodePoint(...codes))
  fc.assert(
    fc.property(name, name, (a, b) => {
      const whole = soughtName(a + b)
      return soughtName(whole) === whole && whole === soughtName(a) + soughtName(b)
    }),
  )
})

t.test('the character that took the place of a private code point', async (t) => {
  t.equal(presentCharacter('\ue816'), '\u{20087}')
  t.equal(presentCharacter('\ue000'), undefined, 'none known')
  t.equal(presentCharacter('黃'), undefined, 'not of the private use area')
})
