import t from 'tap'
import { type Finding, hasErrors } from '../../src/rules/finding.js'

const finding = (severity: Finding['severity']): Finding => ({
  code: 'a-code',
  severity,
  fields: [],
  message: '一句话。',
})

t.test('warnings alone do not block', async (t) => {
  t.equal(hasErrors([]), false)
  t.equal(hasErrors([finding('warning'), finding('warning')]), false)
  t.equal(hasErrors([finding('warning'), finding('error')]), true)
})
