import t from 'tap'
import { type FigureName, figureNames, figures } from '../../src/rules/figures.js'
import { ruleSets } from '../../src/rules/rule-sets.js'
import { checkSettingValue, largestSetting } from '../../src/rules/setting-value.js'

const because = (name: FigureName, value: unknown) => checkSettingValue(name, value).map(({ message }) => message)

t.test('every value of every set is one that could be typed, but for the shares of a statute', async (t) => {
  for (const ruleSet of ruleSets) {
    for (const name of figureNames.filter((one) => figures[one].input.kind !== 'fixed')) {
      t.strictSame(because(name, ruleSet[name]), [], `${ruleSet.id} ${name}`)
    }
  }
  t.match(because('turnout', { allVoters: { num: 1, den: 2 } }), [/由法律规定，不能填写/])
})

t.test('values of the wrong kind or size are refused, in words', async (t) => {
  const rows: readonly (readonly [FigureName, unknown, RegExp | undefined, string])[] = [
    ['runoffDays', 0, undefined, 'the same day'],
    ['runoffDays', largestSetting, undefined, 'the largest'],
    ['runoffDays', largestSetting + 1, /应是0至366的整数/, 'one more'],
    ['runoffDays', -1, /应是0至366的整数/, 'less than nothing'],
    ['runoffDays', 1.5, /应是0至366的整数/, 'half a day'],
    ['runoffDays', '7', /应是0至366的整数/, 'text'],
    ['runoffDays', null, /应是0至366的整数/, 'nothing'],
    ['primary', false, undefined, 'no'],
    ['primary', 'true', /不在可选的几项里/, 'a word where yes or no is asked'],
    ['overvoteScope', 'post', undefined, 'a choice'],
    ['overvoteScope', 'station', /不在可选的几项里/, 'no such choice'],
    ['overvoteScope', 'toString', /不在可选的几项里/, 'not one of its own'],
    ['overvoteScope', true, /不在可选的几项里/, 'yes where a word is asked'],
    ['overvoteScope', ['post'], /不在可选的几项里/, 'a list of one'],
    ['overvoteScope', 1, /不在可选的几项里/, 'a number'],
    ['proxyForms', ['allVoters'], undefined, 'some of them'],
    ['proxyForms', [], undefined, 'none: no proxies at all'],
    ['proxyForms', ['allVoters', 'post'], /不在可选的几项里/, 'one too many'],
    ['proxyForms', ['allVoters', 'allVoters'], /同一项选了两次/, 'twice'],
    ['proxyForms', 'allVoters', /不在可选的几项里/, 'not a list'],
    ['allowedForms', [], /至少选一项/, 'no form at all'],
    ['directForms', [], /至少选一项/, 'nor here'],
    ['committeeSize', { min: 5, max: 5 }, undefined, 'one size'],
    ['committeeSize', { min: 6, max: 5 }, /最少6不能大于最多5/, 'upside down'],
    ['committeeSize', { min: 5 }, /应分别填写最少、最多/, 'half of it'],
    ['committeeSize', { min: 5, most: 9 }, /应分别填写最少、最多/, 'another part'],
    ['committeeSize', { min: 5, max: 9, mean: 7 }, /应分别填写最少、最多/, 'a part too many'],
    ['committeeSize', { min: 5, max: 'nine' }, /最多应是0至366的整数/, 'a part that is no number'],
    ['committeeSize', 7, /应分别填写最少、最多/, 'one number'],
    ['committeeSize', null, /应分别填写最少、最多/, 'nothing'],
    ['registrationDaysBefore', { opens: 26, closes: 26 }, undefined, 'one day'],
    ['registrationDaysBefore', { opens: 25, closes: 26 }, /登记开始（提前25日）不能晚于结束（提前26日）/, 'backwards'],
    ['stationStaff', { min: 3, scrutineersMin: 3 }, undefined, 'all of them scrutineers'],
    ['stationStaff', { min: 3, scrutineersMin: 4 }, /监票人4人不能多于工作人员3人/, 'more than all'],
    ['stationStaff', { min: 0, scrutineersMin: 0 }, /不能是0/, 'nobody'],
    ['surplusMaximum', { chair: 1, viceChair: 1, member: 1 }, undefined, 'one each'],
    ['surplusMaximum', { chair: 1, viceChair: 0, member: 1 }, /不能是0/, 'no contest'],
    ['recallVoteWithin', { months: 1, days: 0 }, undefined, 'a month'],
    ['recallVoteWithin', { months: 0, days: 1 }, undefined, 'a day'],
    ['recallVoteWithin', { months: 0, days: 0 }, /不能是0/, 'no time'],
    ['electionCommitteeAbsences', 0, /不能是0/, 'never missed'],
    ['electionCommitteeAbsences', 1, undefined, 'missed once'],
    ['mobileBoxScrutineers', 0, /不能是0/, 'a box alone'],
    ['seatsMayStayEmptyFrom', 0, /不能是0/, 'nobody elected'],
    ['ballotsKeptYears', 0, /不能是0/, 'kept for no time'],
    ['resignationMeetingDays', 0, /不能是0/, 'no time to call a meeting'],
    ['byElectionMonths', 0, /不能是0/, 'no time to hold one'],
  ]
  for (const [name, value, wrong, why] of rows) {
    t.match(because(name, value), wrong === undefined ? [] : [wrong], `${name}: ${why}`)
    t.equal(because(name, value).length, wrong === undefined ? 0 : 1, `${name}: ${why}`)
  }
})

t.test('the finding names the figure by title and key', async (t) => {
  t.strictSame(checkSettingValue('runoffDays', 'x'), [
    {
      code: 'setting-not-a-value',
      severity: 'error',
      fields: ['runoffDays'],
      message: '另行选举期限天数（runoffDays）的数值不对：应是0至366的整数。',
    },
  ])
})
