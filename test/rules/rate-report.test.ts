import t from 'tap'
import { checkReportDay, checkReportSecond, rateReportStateOf } from '../../src/rules/rate-report.js'

t.test('a report waits for its second person', async (t) => {
  t.equal(rateReportStateOf({ agreed: undefined }), 'proposed')
  t.equal(rateReportStateOf({ agreed: true }), 'confirmed')
  t.equal(rateReportStateOf({ agreed: false }), 'refused')
})

t.test('no day that is still to come is frozen', async (t) => {
  t.strictSame(checkReportDay('2027-05-20', '2027-05-20'), [])
  t.match(checkReportDay('2027-05-21', '2027-05-20'), [{ code: 'day-to-come', fields: ['day'] }])
})

t.test('who may agree to a report, and to which', async (t) => {
  const waiting = { frozenBy: 1, agreed: undefined }
  const yes = { agrees: true, note: '', hasMoved: false }
  for (const { report, by, answer, code, because } of [
    { report: waiting, by: 2, answer: yes, code: undefined, because: 'another person agrees' },
    { report: waiting, by: 1, answer: yes, code: 'same-person', because: 'not one’s own' },
    { report: { ...waiting, agreed: false }, by: 2, answer: yes, code: 'nothing-to-second', because: 'once' },
    { report: waiting, by: 2, answer: { ...yes, agrees: false }, code: 'note-missing', because: 'no without a reason' },
    {
      report: waiting,
      by: 2,
      answer: { agrees: false, note: '江口社区还没有核实', hasMoved: true },
      code: undefined,
      because: 'no with a reason',
    },
    { report: waiting, by: 2, answer: { ...yes, hasMoved: true }, code: 'figures-moved', because: 'other figures now' },
  ]) {
    t.equal(checkReportSecond(report, by, answer)[0]?.code, code, because)
  }
})
