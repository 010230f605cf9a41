import t from 'tap'
import {
  readDoor,
  readNationality,
  readPhones,
  readResidence,
  readResidentsGroup,
  readSex,
} from '../../src/roll/register/clean-cell.js'
import { readIdentity } from '../../src/roll/register/clean-identity.js'
import { cleanName } from '../../src/roll/register/clean-name.js'
import { fieldOfHeader } from '../../src/roll/register/header-words.js'
import { agreesWith, readBirth } from '../../src/roll/register/read-birth.js'
import { remarkSigns, saysYes } from '../../src/roll/register/remark-signs.js'
import { isDateFormat } from '../../src/roll/register/xlsx-parts.js'
import { columnOf, dayOfSerial } from '../../src/roll/register/xlsx-sheet.js'

t.test('names', async (t) => {
  for (const [text, name, note, isOdd, because] of [
    ['王　伟', '王伟', null, false, 'an ideographic space'],
    ['王 \u00a0\u200b伟\ufeff', '王伟', null, false, 'spaces of every sort'],
    ['买买提•艾力', '买买提·艾力', null, false, 'bullet'],
    ['买买提・艾力', '买买提·艾力', null, false, 'Japanese dot'],
    ['买买提.艾力', '买买提·艾力', null, false, 'full stop between Han characters'],
    ['买买提 · 艾力', '买买提·艾力', null, false, 'spaces around the dot'],
    ['王伟(女)', '王伟', '女', false, 'a note in brackets'],
    ['王伟（户主）', '王伟', '户主', false, 'a note in full-width brackets'],
    ['王伟2', '王伟', '2', false, 'a number for a namesake'],
    ['周䶮梅', '周䶮梅', null, false, 'extension A'],
    ['谢悦𬱖', '谢悦𬱖', null, false, 'plane 2'],
    ['𠅤', '𠅤', null, false, 'a single rare character'],
    ['李〇', '李〇', null, false, 'the zero is a Han character'],
    ['凉', '凉', null, false, 'a compatibility character is not normalised away'],
    ['王?', '王?', null, true, 'lost in a conversion'],
    ['王□', '王□', null, true, 'a square'],
    ['王\ue000', '王\ue000', null, true, 'private use'],
    ['王\ufffd', '王\ufffd', null, true, 'replacement character'],
    ['王yan', '王yan', null, true, 'pinyin for a character'],
    ['王（左火右华）', '王', '左火右华', true, 'a described character'],
    ['·艾力', '·艾力', null, true, 'begins with the dot'],
    ['John Smith', 'John Smith', null, true, 'Latin letters are for a person to decide'],
    ['（女）', null, '女', false, 'nothing but a note'],
    ['　', null, null, false, 'nothing but a space'],
  ] as const) {
    t.same(cleanName(text), { name, note, isOdd }, because)
  }
})

t.test('identity numbers', async (t) => {
  const kindOf = (text: string, kind: 'text' | 'number' | 'date' = 'text') => readIdentity({ text, kind }).kind
  for (const [text, expected, because] of [
    ['33029919600301400X', 'number', 'as it should be'],
    [' 33029919600301400x\t', 'number', 'spaces and a small x'],
    ['３３０２９９１９６００３０１４００Ｘ', 'number', 'full-width'],
    ["'33029919600301400X", 'number', 'behind an apostrophe'],
    ['="33029919600301400X"', 'number', 'as a formula'],
    ['330299 19600301 400X', 'number', 'in groups'],
    ['33029919600301400×', 'number', 'a multiplication sign for the X'],
    ['330299600301400', 'number', '15 digits'],
    ['330299196003014000', 'damaged', 'ends in 000 and fails its check'],
    ['3.30299E+17', 'damaged', 'scientific'],
    ['330299196003014001', 'wrong', 'check character'],
    ['无', 'wrong', 'words'],
    ['\t', 'missing', 'a tab only'],
  ] as const) {
    t.equal(kindOf(text), expected, because)
  }
  t.equal(kindOf('330299196909084311', 'number'), 'damaged', 'a number cell, even with a right check digit')
  t.equal(kindOf('330299600301400', 'number'), 'damaged', 'a number cell of 15 digits is not guessed at either')
  t.equal(readIdentity(undefined).kind, 'missing')
  // 000 at the end can be right: about one card in a thousand.
  t.equal(kindOf('330298194704094000'), 'number', 'ends in 000 and passes its check')
})

t.test('birth dates against the day in the number', async (t) => {
  for (const [text, agrees, because] of [
    ['1956-01-02', true, 'dashes'],
    ['1956.1.2', true, 'dots'],
    ['1956/1/2', true, 'slashes'],
    ['1956年1月2日', true, 'words'],
    ['１９５６年１月２日', true, 'full-width'],
    ['19560102', true, 'eight digits'],
    ['560102', true, 'six digits'],
    ['1956-01-02 00:00:00', true, 'with a time'],
    ['1956/1/2 0:00', true, 'with a short time'],
    ['1956-01-02T00:00:00', true, 'with a T'],
    ['1956-01', true, 'to the month'],
    ['195601', true, 'to the month, six digits'],
    ['1956年', true, 'to the year'],
    ['1956', true, 'to the year'],
    ['20456', true, 'a serial number'],
    ['2/1/1956', true, 'day first'],
    ['1/2/1956', true, 'month first'],
    ['1956-01-03', false, 'another day'],
    ['1956.2', false, 'another month'],
    ['195602', false, 'another month'],
  ] as const) {
    const readings = readBirth({ text, kind: 'text' })
    t.equal(
      readings !== undefined && readings.length > 0 && agreesWith(readings, '1956-01-02'),
      agrees,
      `${text}: ${because}`,
    )
  }
  for (const text of ['农历1956年1月2日', '不详', '1956-13-01', '19561301', '3', '43'])
    t.same(readBirth({ text, kind: 'text' }), [], `${text} cannot be read`)
  t.equal(readBirth(undefined), undefined)
  t.equal(readBirth({ text: ' ', kind: 'text' }), undefined)
  t.ok(
    agreesWith(readBirth({ text: '1956.1', kind: 'number' }) ?? [], '1956-10-07'),
    '1956.10 as a number loses its nought',
  )
  t.ok(agreesWith(readBirth({ text: 'x', kind: 'date', day: '1956-01-02' }) ?? [], '1956-01-02'))
})

t.test('groups, sex, nationality, telephones, residence, doors', async (t) => {
  for (const text of [
    '第三居民小组',
    '第3居民小组',
    '3组',
    '三组',
    '03',
    '3',
    '第３小组',
    '长汀社区第三居民小组',
    '三 组',
  ])
    t.equal(readResidentsGroup(text), '第3居民小组', text)
  t.equal(readResidentsGroup('十二组'), '第12居民小组')
  t.equal(readResidentsGroup('二十一'), '第21居民小组')
  t.equal(readResidentsGroup('东片3组'), '东片3组', 'a group of another name')
  t.equal(readResidentsGroup('0'), '0', 'there is no group nought')
  t.equal(readResidentsGroup(' '), null)
  for (const text of ['男', '男性', '1', 'M']) t.equal(readSex(text), 'male', text)
  for (const text of ['女', '2', 'f', '女 ']) t.equal(readSex(text), 'female', text)
  t.equal(readSex(''), null)
  t.equal(readSex('？'), undefined)
  t.equal(readNationality('汉'), '汉族')
  t.equal(readNationality('01'), '汉族')
  t.equal(readNationality('土家'), '土家族')
  t.equal(readNationality('15'), '土家族', 'the code of GB/T 3304')
  t.equal(readNationality('56'), '基诺族')
  t.equal(readNationality('穿青人'), '穿青人')
  t.same(readPhones('10900000001、0574-88880000'), ['10900000001', '0574-88880000'])
  t.same(readPhones('+86 109 0000 0001'), ['10900000001'])
  t.same(readPhones('10900000001 10900000002'), ['10900000001', '10900000002'])
  t.same(readPhones('1.09E+10'), [], 'spoilt by a spreadsheet')
  t.same(readResidence('空挂户'), { registrationClass: 'household', livesElsewhere: true })
  t.same(readResidence('户籍在册'), { registrationClass: 'household', livesElsewhere: false })
  t.same(readResidence('非户籍常住'), { registrationClass: 'resident', livesElsewhere: false })
  t.same(readResidence('社区工作者'), { registrationClass: 'communityWorker', livesElsewhere: false })
  t.same(readResidence(undefined), { registrationClass: null, livesElsewhere: false })
  t.equal(readDoor('12-3-402'), '12幢3单元402室')
  t.equal(readDoor('12', '3', '402'), '12幢3单元402室')
  t.equal(readDoor('12幢3单元402室'), '12幢3单元402室')
  t.equal(readDoor(undefined, undefined, undefined), null)
})

t.test('remarks that concern the roll', async (t) => {
  for (const [text, signs] of [
    ['剥夺政治权利期间', ['deprived-of-rights']],
    ['2026年3月死亡', ['deceased']],
    ['已迁出', ['moved-away']],
    ['2025年入伍', ['enlisted']],
    ['在服刑，剥夺政治权利三年', ['deprived-of-rights', 'serving-sentence']],
    ['未被剥夺政治权利', []],
    ['剥夺政治权利期满', []],
    ['已恢复政治权利', []],
    ['刑满释放', []],
    ['非死亡', []],
    ['何时迁入', []],
    ['低保', []],
  ] as const)
    t.same(remarkSigns(text), signs, text)
  for (const text of ['是', '√', '2026-03-01', '已']) t.ok(saysYes(text), text)
  for (const text of [undefined, '', '否', '无', '0', '×', '—']) t.notOk(saysYes(text), String(text))
})

t.test('headers', async (t) => {
  for (const [text, field] of [
    ['姓 名', 'name'],
    ['*姓名（必填）', 'name'],
    ['公民身份号码', 'identityNumber'],
    ['身份证号码\n(18位)', 'identityNumber'],
    ['本人身份证号', 'identityNumber'],
    ['户主身份证号码', undefined],
    ['配偶姓名', undefined],
    ['曾用名', undefined],
    ['身份证有效期', undefined],
    ['出生年月日', 'birth'],
    ['组别', 'residentsGroup'],
    ['与户主关系', 'relation'],
    ['户主', 'householder'],
    ['籍贯', undefined],
  ] as const)
    t.equal(fieldOfHeader(text), field, text)
})

t.test('what a spreadsheet calls a date', async (t) => {
  for (const code of ['yyyy-mm-dd', 'yyyy"年"m"月"d"日"', '[$-804]yyyy/m/d;@', 'm"月"d"日"', 'd-mmm-yy'])
    t.ok(isDateFormat(code), code)
  for (const code of ['General', '0.00', 'h:mm', 'mm:ss', '[Red]0', '0_d', '"day"0', '@', '#,##0'])
    t.notOk(isDateFormat(code), code)
  t.equal(dayOfSerial(41374, false), '2013-04-10')
  t.equal(dayOfSerial(41374 - 1462, true), '2013-04-10', 'the 1904 system')
  t.equal(dayOfSerial(60, false), undefined, 'the day that never was')
  t.equal(dayOfSerial(61, false), '1900-03-01')
  t.equal(dayOfSerial(10900000001, false), undefined, 'a telephone is no day')
  t.equal(columnOf('A1', -1), 0)
  t.equal(columnOf('AB12', -1), 27)
  t.equal(columnOf(undefined, 4), 5)
})
