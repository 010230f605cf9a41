import t from 'tap'
import { zhejiang2012 } from '../../../src/rules/rule-sets/zhejiang-2012.js'
import { zhejiang2020 } from '../../../src/rules/rule-sets/zhejiang-2020.js'

t.test('it is of the time before the rules of 2020, and provisional', async (t) => {
  t.equal(zhejiang2012.isProvisional, true)
  t.match(zhejiang2012.title, /2012年，暂定/)
  t.equal(zhejiang2012.law, '《中华人民共和国城市居民委员会组织法》', 'amended while the rules stood: no year')
  t.equal(zhejiang2012.inForceFrom, '2012-01-01')
  t.equal(zhejiang2012.inForceUntil, '2020-08-09', 'the day before its successor')
})

t.test('articles 2 and 3 were read: three years, all voters, a contest', async (t) => {
  const rules = '《浙江省城市社区居民委员会选举规程（试行）》（2012年）'
  t.match(zhejiang2012, {
    termYears: 3,
    committeeSize: { min: 5, max: 9 },
    surplusMinimum: 1,
    directForms: ['allVoters'],
    allowedForms: ['allVoters'],
    provenance: {
      termYears: { source: `${rules}第二条`, certainty: 'read', mayBeSetLocally: false },
      committeeSize: { source: `${rules}第二条`, certainty: 'read', mayBeSetLocally: true },
      surplusMinimum: { source: `${rules}第三条`, certainty: 'read', mayBeSetLocally: true },
      allowedForms: { source: `${rules}第三条`, certainty: 'read', mayBeSetLocally: false },
      directForms: { source: `${rules}第三条`, certainty: 'read', mayBeSetLocally: false },
    },
  })
})

t.test('the rest was not read and is as in the set of 2020', async (t) => {
  const read = ['allowedForms', 'termYears', 'committeeSize', 'surplusMinimum', 'directForms']
  for (const [figure, provenance] of Object.entries(zhejiang2012.provenance)) {
    if (read.includes(figure)) continue
    t.not(provenance.certainty, 'read', figure)
    t.equal(provenance, zhejiang2020.provenance[figure as 'turnout'], figure)
    t.equal(zhejiang2012[figure as 'turnout'], zhejiang2020[figure as 'turnout'], figure)
  }
})
