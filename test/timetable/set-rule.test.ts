import t from 'tap'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { testPassword } from '../helpers/factories.js'
import { aBureau, document, reason, words } from '../helpers/local-procedure.js'

t.test('a figure is set with reason and document, after its effect was shown', async (t) => {
  const { house, election, bureau, list, settings, figuresSet } = await aBureau(t)
  await bureau.open(`${list}/nomineesDaysBefore`)
  t.match(words(bureau.html), '奉中社区现为“选举日15日前”。初步候选人名单公布之前可以改。')
  await bureau.submit({ value: '１６', ...reason, ...document })
  t.equal(bureau.status, 200)
  t.match(words(bureau.html), '原为 选举日15日前 改为 选举日16日前 理由 社区小，七日够了')
  t.match(words(bureau.html), '《奉中社区选举办法》（2027年4月3日通过，奉中居〔2027〕3号）')
  t.match(words(bureau.html), '“公布初步候选人名单”的最后一天：5月5日（星期三）→ 5月4日（星期二）')
  t.strictSame(await settings(), [{ settings: {}, version: 1 }], 'nothing is changed by looking')
  t.equal(await figuresSet(), 0)

  await bureau.submit({ step: 'confirm' })
  t.match(bureau.html, '“初步候选人公布提前天数”已改为：选举日16日前。')
  t.strictSame(await settings(), [{ settings: { nomineesDaysBefore: 16 }, version: 2 }])
  t.match(await house.db.selectFrom('ruleSetting').selectAll().execute(), [
    {
      electionId: election.id,
      isForSeason: 0,
      figure: 'nomineesDaysBefore',
      value: '16',
      reason: '社区小，七日够了',
      documentName: '奉中社区选举办法',
      documentDate: '2027-04-03',
      documentNumber: '奉中居〔2027〕3号',
      supersededAt: null,
    },
  ])
  t.match(await lastEvents(house, 1), [
    {
      type: 'figureSet',
      by: 'bureauAuditor',
      electionId: election.id,
      facts: {
        figure: '初步候选人公布提前天数',
        before: '选举日15日前',
        after: '选举日16日前',
        document: '《奉中社区选举办法》（2027年4月3日通过，奉中居〔2027〕3号）',
        acknowledged: [],
      },
    },
  ])
  t.match(words(bureau.html), '初步候选人公布提前天数 已另定 社区小，七日够了（《奉中社区选举办法》')
  await bureau.open(`/elections/${election.id}/rules`)
  t.match(
    words(bureau.html),
    /初步候选人公布提前天数 选举日16日前 本社区选举办法（原为选举日15日前，参照.*?理由：社区小，七日够了。文件：《奉中社区选举办法》/,
  )
  t.match(bureau.html, `href="${list}"`, 'the rules lead to where they are set')
})

t.test('a figure goes back to the set, with a reason, and the history stays', async (t) => {
  const { house, bureau, list, settings } = await aBureau(t)
  await bureau.open(`${list}/runoffDays`)
  t.notMatch(bureau.html, '恢复规则原定数值', 'nothing to bring back yet')
  await bureau.submit({ value: '7', ...reason })
  await bureau.submit({ step: 'confirm' })
  await bureau.open(`${list}/runoffDays`)
  await bureau.submit({ restore: 'yes', reason: '' })
  t.match(bureau.html, '请写明理由')
  await bureau.submit({ restore: 'yes', reason: '会议改了主意' })
  t.match(words(bureau.html), '改为 30日内 （恢复规则原定）')
  await bureau.submit({ step: 'confirm' })
  t.strictSame(await settings(), [{ settings: {}, version: 3 }])
  await bureau.open(`${list}/runoffDays`)
  t.match(words(bureau.html), /恢复规则原定 现行 会议改了主意 .* 7日内 社区小，七日够了/)
  const rows = await house.db.selectFrom('ruleSetting').select(['value', 'supersededAt']).orderBy('id').execute()
  t.match(rows, [
    { value: '7', supersededAt: /^2027-04-05/ },
    { value: null, supersededAt: null },
  ])
})

t.test('votes are carried down only where a document that was adopted says so', async (t) => {
  const { bureau, list, settings } = await aBureau(t)
  await bureau.open(`${list}/runoffDays`)
  t.match(words(bureau.html), '所依据的文件（可以不填）')
  await bureau.open(`${list}/multiPost`)
  t.match(words(bureau.html), '所依据的文件（改为“高职务的票计入低职务”的必须填写）')
  for (const documentName of ['', '　']) {
    await bureau.submit({ value: 'carryDown', ...reason, documentName })
    t.equal(bureau.status, 422)
    t.match(bureau.html, '只有经会议通过的选举办法写明才能采用：请填写文件名称。')
  }
  await bureau.submit({ value: 'carryDown', ...reason, step: 'confirm' })
  t.equal(bureau.status, 422, 'nor without having looked')
  await bureau.submit({ value: 'carryDown', ...reason, ...document })
  await bureau.submit({ step: 'confirm' })
  t.match(await settings(), [{ settings: { multiPost: 'carryDown' } }])
  await bureau.open(`${list}/multiPost`)
  await bureau.submit({ value: 'highestOnly', ...reason })
  await bureau.submit({ step: 'confirm' })
  t.match(await settings(), [{ settings: { multiPost: 'highestOnly' } }], 'anything else needs none')
})

t.test('each kind of figure is typed in its own way, and kept when refused', async (t) => {
  const { bureau, list, settings } = await aBureau(t)
  for (const { figure, typed, value } of [
    { figure: 'primary', typed: { value: 'false' }, value: false },
    { figure: 'overvoteScope', typed: { value: 'post' }, value: 'post' },
    { figure: 'proxyForms', typed: { value: 'allVoters' }, value: ['allVoters'] },
    { figure: 'committeeSize', typed: { 'value-min': '5', 'value-max': '7' }, value: { min: 5, max: 7 } },
  ]) {
    await bureau.open(`${list}/${figure}`)
    await bureau.submit({ ...typed, ...reason })
    await bureau.submit({ step: 'confirm' })
    t.equal(bureau.status, 200, figure)
    t.match((await settings())[0]?.settings, { [figure]: value }, figure)
  }
  for (const { figure, typed, message, kept } of [
    { figure: 'runoffDays', typed: { value: '七' }, message: '请填写整数', kept: 'value="七"' },
    { figure: 'runoffDays', typed: { value: '367' }, message: '应是0至366的整数', kept: 'value="367"' },
    { figure: 'overvoteScope', typed: { value: 'post' }, message: '数值与现在的一样', kept: 'value="post" checked' },
    { figure: 'primary', typed: {}, message: '请选择一项', kept: '社区小' },
    {
      figure: 'multiPost',
      typed: { value: 'carryDown' },
      message: '请填写文件名称',
      kept: 'value="carryDown" checked',
    },
    {
      figure: 'proxyForms',
      typed: { value: 'representatives' },
      message: '不能更宽',
      kept: 'value="representatives" checked',
    },
    { figure: 'rollDaysBefore', typed: { value: '19' }, message: '可以比法律规定更严，不能更宽', kept: 'value="19"' },
    {
      figure: 'committeeSize',
      typed: { 'value-min': '8', 'value-max': '7' },
      message: '最少8不能大于最多7',
      kept: 'value="8"',
    },
    {
      figure: 'committeeSize',
      typed: { 'value-min': '6', 'value-max': '7' },
      message: '不能定为已选出5人',
      kept: 'value="6"',
    },
    { figure: 'committeeSize', typed: { 'value-min': '', 'value-max': '7' }, message: '请填写整数', kept: 'value="7"' },
  ]) {
    await bureau.open(`${list}/${figure}`)
    await bureau.submit({ ...typed, ...reason })
    t.equal(bureau.status, 422, message)
    t.match(bureau.html, message)
    t.match(bureau.html, kept, `${message}: kept`)
  }
  await bureau.open(`${list}/runoffDays`)
  await bureau.submit({ value: '7', reason: '', documentDate: '昨天' })
  t.match(bureau.html, '请写明理由')
  t.match(bureau.html, '请按 2027-05-20 的样子填写日期')
  await bureau.submit({ value: '7', ...reason, documentNumber: '3号' })
  t.match(bureau.html, '也请填写文件名称')
  await bureau.submit({ value: '7', ...reason })
  await bureau.submit({ step: 'edit' })
  t.match(bureau.html, 'value="7"', 'back to the form with what was typed')
  t.match(bureau.html, '社区小，七日够了</textarea>')
})

t.test('what the law fixes, or has begun, cannot be set', async (t) => {
  const { house, bureau, list, settings } = await aBureau(t, 'rollPosted')
  for (const figure of ['votingAge', 'winningShare', 'primaryTurnout', 'directForms', 'colour']) {
    await bureau.open(`${list}/${figure}`)
    t.equal(bureau.status, 404, figure)
  }
  t.notMatch(bureau.html, '选民年龄')
  await bureau.open(`${list}/decisionDays`)
  t.match(bureau.html, '选民名单已于2027年4月25日公布，不能再改“异议处理天数”')
  t.notMatch(bureau.html, '下一步：看影响')
  const client = await aClient(house, 'bureauAuditor')
  const sent = await client.post(`${list}/decisionDays`, { value: '2', ...reason })
  t.equal(sent.statusCode, 422)
  t.match(sent.body, '不能再改')
  t.strictSame(await settings(), [{ settings: {}, version: 1 }])
  await bureau.open(list)
  t.match(words(bureau.html), /异议处理天数 3日 .*? 已不能改/)
})

t.test('a stale confirmation is refused, a second click does nothing more', async (t) => {
  const { house, bureau, list, settings, figuresSet } = await aBureau(t)
  const other = await house.visitor().signIn('bureauauditor-2', testPassword)
  for (const each of [bureau, other]) {
    await each.open(`${list}/runoffDays`)
    await each.submit({ value: each === bureau ? '7' : '9', ...reason })
  }
  await other.submit({ step: 'confirm' })
  t.equal(other.status, 200)
  await bureau.submit({ step: 'confirm' })
  t.equal(bureau.status, 409, 'the other was faster')
  t.strictSame((await settings())[0]?.settings, { runoffDays: 9 })

  await bureau.open(`${list}/runoffDays`)
  await bureau.submit({ value: '7', ...reason })
  const before = bureau.html
  await bureau.submit({ step: 'confirm' })
  t.equal(await figuresSet(), 2)
  const hidden = [...before.matchAll(/<input type="hidden" name="(?!_csrf)([^"]+)" value="([^"]*)"/g)]
  await bureau.open(`${list}/runoffDays`)
  const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
  const again = await bureau.post(`${list}/runoffDays`, { ...fields, step: 'confirm' })
  t.equal(again.statusCode, 303, 'a double click is answered as done')
  t.equal(await figuresSet(), 2)
  t.strictSame((await settings())[0]?.settings, { runoffDays: 7 })
})

t.test('settings of an election are those of its decisions in force', async (t) => {
  const { house, bureau, list, settings } = await aBureau(t)
  for (const [figure, value] of [
    ['runoffDays', '7'],
    ['runoffDays', '8'],
    ['decisionDays', '2'],
  ] as const) {
    await bureau.open(`${list}/${figure}`)
    await bureau.submit({ value, ...reason })
    await bureau.submit({ step: 'confirm' })
  }
  const rows = await house.db
    .selectFrom('ruleSetting')
    .select(['figure', 'value'])
    .where('supersededAt', 'is', null)
    .execute()
  const inForce = Object.fromEntries(rows.map(({ figure, value }) => [figure, JSON.parse(value ?? 'null') as unknown]))
  t.strictSame((await settings())[0]?.settings, inForce)
})

t.test('the bureau’s officer sets rules, and nobody else', async (t) => {
  const { house, list } = await aBureau(t)
  for (const name of [
    'administrator',
    'townshipofficer',
    'electionofficer',
    'rollclerk',
    'observer',
    'electionofficer-other',
  ]) {
    const client = await aClient(house, name)
    for (const url of [list, `${list}/runoffDays`, '/local-procedure', '/local-procedure/runoffDays']) {
      t.equal((await client.get(url)).statusCode, 403, `${name} ${url}`)
    }
    t.equal((await client.post(`${list}/runoffDays`, { value: '7', ...reason, step: 'confirm' })).statusCode, 403, name)
  }
  const bureau = await aClient(house, 'bureauauditor-other')
  t.equal((await bureau.get(list)).statusCode, 200, 'the whole city is the bureau’s')
  t.equal((await bureau.get('/elections/999/local-procedure/runoffDays')).statusCode, 404)
})
