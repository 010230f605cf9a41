import t from 'tap'
import { ruleSetInForce } from '../../src/rules/rule-set-in-force.js'
import { lastEvents } from '../helpers/events.js'
import { anElection, testPassword } from '../helpers/factories.js'
import { aBureau, document, reason, words } from '../helpers/local-procedure.js'

t.test('for the whole season: applied where it is still open, and told why not elsewhere', async (t) => {
  const { house, made, bureau, settings } = await aBureau(t)
  const [, second, third] = made.communityIds
  await anElection(house, made, { communityId: second, until: 'pollOpened', voters: 3 })
  const own = await anElection(house, made, { communityId: third })
  const list = `/elections/${own.id}/local-procedure`
  await bureau.open(`${list}/runoffDays`)
  await bureau.submit({ value: '15', ...reason })
  await bureau.submit({ step: 'confirm' })

  await bureau.open('/local-procedure')
  t.match(words(bureau.html), '用于本届已启动的 3 场选举')
  await bureau.open('/local-procedure/runoffDays')
  await bureau.submit({ value: '10', ...reason, ...document })
  const page = words(bureau.html)
  t.match(page, '1 个社区将改')
  t.match(page, '奉中社区 30日内 将改')
  t.match(page, '锦山社区 30日内 不能改：投票已于2027年5月20日开始，不能再改“另行选举期限天数”。')
  t.match(page, '武岭社区 15日内 不改：本社区已另行设定为“15日内”')
  await bureau.submit({ step: 'confirm' })
  t.match(bureau.html, '已用于 1 个社区，2 个社区没有改；以后启动的选举也照此办理。')
  t.strictSame(
    (await settings()).map((row) => row.settings),
    [{ runoffDays: 10 }, {}, { runoffDays: 15 }],
  )
  t.match(await lastEvents(house, 2), [
    { type: 'figureSet', facts: { after: '10日内' } },
    { type: 'figureSetForSeason', electionId: null, facts: { applied: ['奉中社区'], notApplied: [/^锦山/, /^武岭/] } },
  ])
  t.match(words(bureau.html), '另行选举期限天数 已另定')

  await bureau.open('/local-procedure/runoffDays')
  await bureau.submit({ restore: 'yes', reason: '收回' })
  await bureau.submit({ step: 'confirm' })
  t.strictSame(
    (await settings()).map((row) => row.settings),
    [{}, {}, { runoffDays: 15 }],
    'what a community decided for itself stays',
  )
})

t.test('an election opened later follows what was decided for the season', async (t) => {
  const { house, made, bureau } = await aBureau(t)
  await bureau.open('/local-procedure/runoffDays')
  await bureau.submit({ value: '10', ...reason })
  await bureau.submit({ step: 'confirm' })
  await bureau.open('/local-procedure/multiPost')
  await bureau.submit({ value: 'highestOnly', ...reason })
  await bureau.submit({ step: 'confirm' })
  const officer = await house.visitor().signIn('electionofficer-other', testPassword)
  await officer.open(`/communities/${made.communityIds[2]}/open-election`)
  await officer.submit({
    form: 'allVoters',
    electionDay: '2027-06-20',
    contactPlace: '居委会',
    contactTelephone: '0574-00000000',
    ruleSetId: 'sichuan-2026',
    'post-1-title': '主任',
    'post-1-position': 'chair',
    'post-1-seats': '1',
    'post-2-title': '委员',
    'post-2-position': 'member',
    'post-2-seats': '4',
  })
  const { settings, ruleSetId } = await house.db
    .selectFrom('election')
    .select(['settings', 'ruleSetId'])
    .where('communityId', '=', made.communityIds[2])
    .executeTakeFirstOrThrow()
  t.equal(ruleSetInForce({ settings, ruleSetId }).multiPost, 'highestOnly')
  t.strictSame(JSON.parse(settings), { multiPost: 'highestOnly', runoffDays: 10 })
})
