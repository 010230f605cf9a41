import t from 'tap'
import { evidenceKeys, type EvidenceState } from '../../src/rules/rate-evidence.js'
import {
  checkSecond,
  checkVerdict,
  claimStateOf,
  confirmedForm,
  type GivenVerdict,
} from '../../src/rules/rate-verdict.js'

const given: GivenVerdict = {
  verdict: 'confirmed',
  form: 'allVoters',
  givenBy: 1,
  agreed: undefined,
  isAnswered: false,
}
const pieces = (state: EvidenceState) => evidenceKeys.map((key) => ({ key, state, sentences: [] }))
const claim = { form: 'allVoters', isHeld: true, pieces: pieces('consistent') } as const
const wish = { verdict: 'confirmed', form: 'allVoters', reason: '' } as const

t.test('a final verdict needs two people, sending back one', async (t) => {
  for (const { last, state, form } of [
    { last: undefined, state: 'unexamined', form: undefined },
    { last: given, state: 'proposed', form: undefined },
    { last: { ...given, agreed: true }, state: 'confirmed', form: 'allVoters' },
    { last: { ...given, agreed: true, form: null }, state: 'confirmed', form: undefined },
    { last: { ...given, agreed: false }, state: 'refused', form: undefined },
    { last: { ...given, verdict: 'doubtful', form: null, agreed: true }, state: 'doubtful', form: undefined },
    { last: { ...given, verdict: 'sentBack', form: null }, state: 'sentBack', form: undefined },
    { last: { ...given, verdict: 'sentBack', form: null, isAnswered: true }, state: 'answered', form: undefined },
  ] as const) {
    t.equal(claimStateOf(last), state)
    t.equal(confirmedForm(last), form, state)
  }
})

t.test('what is confirmed was held, and rests on evidence or on a written reason', async (t) => {
  for (const { of, w, last, code } of [
    { of: claim, w: wish, last: undefined, code: undefined },
    { of: claim, w: wish, last: given, code: 'verdict-pending' },
    { of: claim, w: wish, last: { ...given, agreed: false }, code: undefined },
    { of: { ...claim, isHeld: false }, w: wish, last: undefined, code: 'not-held' },
    { of: claim, w: { ...wish, form: null }, last: undefined, code: 'form-missing' },
    { of: claim, w: { ...wish, form: 'households' }, last: undefined, code: 'reason-missing' },
    { of: claim, w: { ...wish, form: 'households', reason: '按会议记录' }, last: undefined, code: undefined },
    { of: { ...claim, pieces: pieces('missing') }, w: wish, last: undefined, code: 'reason-missing' },
    {
      of: { ...claim, pieces: pieces('missing') },
      w: { ...wish, reason: '原件已看' },
      last: undefined,
      code: undefined,
    },
    { of: claim, w: { verdict: 'sentBack', form: null, reason: '' }, last: undefined, code: 'reason-missing' },
    { of: claim, w: { verdict: 'doubtful', form: null, reason: '没有名单' }, last: undefined, code: undefined },
  ] as const) {
    t.equal(checkVerdict(w, of, last)[0]?.code, code)
  }
  t.match(
    checkVerdict(wish, { ...claim, pieces: [{ key: 'roll', state: 'missing', sentences: [] }] }, undefined)[0]?.message,
    '选民名单不齐全或不一致，仍要核定的，请写明理由。',
  )
})

t.test('the second person is another one, and says why not', async (t) => {
  t.equal(checkSecond(given, 2, true, '')[0]?.code, undefined)
  t.equal(checkSecond(given, 1, true, '')[0]?.code, 'same-person')
  t.equal(checkSecond(given, 2, false, '')[0]?.code, 'note-missing')
  t.equal(checkSecond(given, 2, false, '数字不对')[0]?.code, undefined)
  t.equal(checkSecond({ ...given, agreed: true }, 2, true, '')[0]?.code, 'nothing-to-second')
  t.equal(checkSecond(undefined, 2, true, '')[0]?.code, 'nothing-to-second')
})
