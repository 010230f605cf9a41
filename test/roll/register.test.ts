import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { checkCharacterOf } from '../../src/lib/identity-number.js'
import { registerCounts } from '../../src/roll/register/check-register.js'
import { makeXlsx } from '../helpers/make-xlsx.js'
import { checked, madeNumbers, registerBytes, registerFolder } from '../helpers/registers.js'

interface Truth {
  readonly electionDay: string
  readonly rows: number
  readonly faults: Readonly<Record<string, number>>
  readonly cleanAndOf18: number
  readonly cleanAndUnder18: number
  readonly rareNames: readonly string[]
}

const registers = [
  { stem: 'changting-wps-xlsx', file: 'changting-wps-xlsx.xlsx', format: 'xlsx', groups: 12 },
  { stem: 'taoyuan-gbk-csv', file: 'taoyuan-gbk-csv.csv', format: 'gb18030', groups: 10 },
  { stem: 'wuling-utf8-csv', file: 'wuling-utf8-csv.csv', format: 'utf-8', groups: 8 },
]

const truthOf = (stem: string) => JSON.parse(registerBytes(`${stem}.truth.json`).toString()) as Truth
const rollCheck = fileURLToPath(new URL('../../scripts/roll-check.js', import.meta.url))

async function runRollCheck(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [rollCheck, ...words])
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

for (const { stem, file, format, groups } of registers) {
  t.test(`${file} comes out as it is known to be`, async (t) => {
    const truth = truthOf(stem)
    const register = await checked(registerBytes(file))
    t.equal(register.format, format)
    t.equal(register.rows, truth.rows)
    t.same({ ...register.errors, ...register.warnings }, truth.faults)
    t.equal(register.accepted, truth.cleanAndOf18)
    t.equal(register.underAge, truth.cleanAndUnder18)
    t.same(register.notes, [])
    const names = new Set(register.checkedRows.map(({ person }) => person.name))
    for (const name of truth.rareNames) t.ok(names.has(name), name)
    const rows = register.checkedRows
    t.equal(
      new Set(rows.map(({ person }) => person.residentsGroup)).size,
      groups,
      'every row has its group, merged or not',
    )
    t.notOk(
      rows.some(
        ({ person }) => person.residentsGroup === null || person.householdNumber === null || person.address === null,
      ),
    )
    t.notOk(rows.some(({ person }) => person.nationality?.endsWith('族') !== true || person.phones.length !== 1))
    t.ok(
      rows.every(
        ({ verdict, person }) => verdict === 'error' || (person.name && person.identityNumber && person.bornOn),
      ),
    )
  })

  t.test(`roll:check prints the counts of ${file}`, async (t) => {
    const path = fileURLToPath(new URL(encodeURIComponent(file), registerFolder))
    const { code, out } = await runRollCheck(path, '--election-day', truthOf(stem).electionDay)
    t.equal(code, 0)
    t.same(JSON.parse(out), registerCounts(await checked(registerBytes(file))))
  })
}

t.test('roll:check refuses with 1 and wrong usage with 2', async (t) => {
  const aRegister = fileURLToPath(new URL(encodeURIComponent('wuling-utf8-csv.csv'), registerFolder))
  for (const { words, code, says } of [
    { words: [rollCheck, '--election-day', '2027-05-16'], code: 1, says: /^columns-not-found: / },
    { words: ['no-such-file.csv', '--election-day', '2027-05-16'], code: 1, says: /^file-not-read: / },
    { words: ['--election-day', '2027-05-16'], code: 2, says: /FILE/ },
    { words: [aRegister], code: 2, says: /--election-day/ },
    { words: [aRegister, '--election-day', '2027-02-30'], code: 2, says: /calendar/ },
    { words: [aRegister, '--election-day', '2027-05-16', '--rule-set', 'nowhere'], code: 2, says: /rule set/ },
    { words: [aRegister, '--no-such-option'], code: 2, says: /usage/ },
  ]) {
    const answer = await runRollCheck(...words)
    t.equal(answer.code, code, words.join(' '))
    t.match(answer.err, says)
    t.equal(answer.out, '')
  }
})

const [first, second] = madeNumbers

t.test('the age counts on election day itself', async (t) => {
  const bornOn = (day: string) => `330299${day}005${checkCharacterOf(`330299${day}005`)}`
  const { checkedRows } = await checked(`姓名,公民身份号码\n王甲,${bornOn('20090516')}\n王乙,${bornOn('20090517')}\n`)
  t.same(
    checkedRows.map(({ verdict, person }) => [person.bornOn, verdict]),
    [
      ['2009-05-16', 'accepted'],
      ['2009-05-17', 'underAge'],
    ],
  )
})

t.test('a row keeps what was read, what was understood and why it is not accepted', async (t) => {
  const { checkedRows } = await checked(`姓 名,性别,身份证号,出生日期,组\n王　伟(户主),女,\t${second},1969.9.9,三组\n`)
  const [row] = checkedRows
  t.equal(row?.rowNumber, 2)
  t.same(row?.read, {
    name: '王　伟(户主)',
    sex: '女',
    identityNumber: `\t${second}`,
    birth: '1969.9.9',
    residentsGroup: '三组',
  })
  t.match(row?.person, {
    name: '王伟',
    remark: '户主',
    sex: 'male',
    bornOn: '1969-09-08',
    residentsGroup: '第3居民小组',
  })
  t.same(
    row?.findings.map(({ code }) => code),
    ['birth-disagrees-with-id', 'sex-disagrees-with-id'],
  )
  t.match(row?.findings[0]?.message, /1969\.9\.9.*1969年9月8日/, 'both dates are shown')
  t.equal(row?.verdict, 'warning')
})

t.test('every fault has its code, and its sentence says what to do', async (t) => {
  const header = '姓名,公民身份号码,性别,出生日期,居民小组,备注,死亡'
  for (const [line, codes] of [
    [`,${first},,,1,,`, ['name-missing']],
    ['王甲,,,,1,,', ['id-missing']],
    ['王甲,330299196003014001,,,1,,', ['id-checksum']],
    ['王甲,330299196003014000,,,1,,', ['id-damaged-by-spreadsheet']],
    ['王甲,3.30299E+17,,,1,,', ['id-damaged-by-spreadsheet']],
    ['王甲,33029919600301,,,1,,', ['id-malformed']],
    ['王甲,护照E12345678,,,1,,', ['id-malformed']],
    ['王甲,330299600231400,,,1,,', ['id-impossible-date']],
    ['王甲,330299600301400,,,1,,', ['id-15-digits']],
    [`王甲,${first},女,,1,,`, []],
    [`王甲,${first},男,,1,,`, ['sex-disagrees-with-id']],
    [`王甲,${first},不明,,1,,`, ['sex-unreadable']],
    [`王甲,${first},,1960年3月,1,,`, []],
    [`王甲,${first},,1960年4月,1,,`, ['birth-disagrees-with-id']],
    [`王甲,${first},,农历1960年2月5日,1,,`, ['birth-unreadable']],
    [`王?,${first},,,1,,`, ['name-has-odd-characters']],
    [`王甲,${first},,,,,`, ['group-missing']],
    [`王甲,${first},,,1,已去世,`, ['deceased']],
    [`王甲,${first},,,1,,是`, ['deceased']],
    [`王甲,${first},,,1,2026年迁出,`, ['moved-away']],
    [`王甲,${first},,,1,入伍,`, ['enlisted']],
    [`王甲,${first},,,1,剥夺政治权利二年,`, ['deprived-of-rights']],
    [`王甲,${first},,,1,服刑,`, ['serving-sentence']],
    [`,,男,,1,,`, ['name-missing', 'id-missing']],
  ] as const) {
    const { checkedRows, rows } = await checked(`${header}\n${line}\n`)
    t.equal(rows, 1, line)
    t.same(
      checkedRows[0]?.findings.map(({ code }) => code),
      codes,
      line,
    )
    for (const { message } of checkedRows[0]?.findings ?? []) t.match(message, /请|不列入/, message)
    t.notOk(
      checkedRows[0]?.findings.some(({ message }) => message.includes(first)),
      'no identity number in a message',
    )
  }
})

t.test('the later row of the same number is the duplicate, also as 15 digits and across sheets', async (t) => {
  const heading = ['姓名', '公民身份号码']
  const { checkedRows, errors, rows } = await checked(
    makeXlsx({
      sheets: [
        { name: '一组', rows: [heading, ['王甲', first]] },
        { name: '二组', rows: [heading, ['王乙', second], ['王甲', '330299600301400']] },
      ],
    }),
  )
  t.equal(rows, 3)
  t.same(errors, { 'duplicate-in-file': 1 })
  t.match(checkedRows[2], { sheet: '二组', rowNumber: 3, verdict: 'error' })
  t.match(checkedRows[2]?.findings.find(({ code }) => code === 'duplicate-in-file')?.message, /工作表“一组”第2行/)
})
