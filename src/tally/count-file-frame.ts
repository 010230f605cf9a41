import { z } from 'zod'
import { electionForms } from '../rules/election-form.js'
import { ineligibleReasons } from '../rules/eligibility.js'
import { closeRelations } from '../rules/kinship.js'

const text = z.string('须为文字').trim().min(1, '不能为空')
const whole = z.int('须为整数').min(0, '不能小于0')
const sex = z.enum(['male', 'female'], '须为 male 或 female')

const post = z.strictObject({
  post: text,
  seats: z.int('须为整数').min(1, '至少1名'),
  candidates: z.array(z.strictObject({ id: text, name: text, sex: sex.optional() }), '须为列表'),
  reservedForWoman: z.boolean('须为 true 或 false').default(false),
})

/** One of several words, the message naming them all. */
function oneOf<const T extends readonly string[]>(words: T) {
  return z.enum(words, `须为 ${words.join('、')} 之一`)
}

/** The settings that bear on a count; the rule set itself refuses what it does not know or leave open. */
const settings = z.looseObject({
  overvoteScope: oneOf(['ballot', 'post']).optional(),
  multiPost: oneOf(['invalid', 'carryDown', 'highestOnly']).optional(),
  illegibleScope: oneOf(['part', 'ballot']).optional(),
  writeInMustBeVoter: z.boolean('须为 true 或 false').optional(),
  writeInWithoutMark: oneOf(['for', 'invalid']).optional(),
  ballotsNotMoreThan: oneOf(['issued', 'voted', 'both']).optional(),
  overfullBox: oneOf(['ballotsVoid', 'notAsked']).optional(),
  womanSeat: oneOf(['separateLine', 'ranking']).optional(),
  womenMinimum: whole.optional(),
  runoffTurnout: oneOf(['required', 'warned', 'none']).optional(),
  surplusMinimum: whole.optional(),
  seatsMayStayEmptyFrom: whole.optional(),
})

/** Everything but the ballots, which are read one by one: there may be a million. */
export const frameSchema = z.strictObject({
  ruleSet: text,
  settings: settings.default({}),
  form: z.enum(electionForms, `须为 ${electionForms.join('、')} 之一`),
  round: z.enum(['first', 'runoff', 'tieBreak'], '须为 first、runoff 或 tieBreak'),
  registered: whole,
  ballotsIssued: whole.optional(),
  ballotsReturned: whole.optional(),
  votersWhoVoted: whole.optional(),
  electedBefore: whole.optional(),
  /** Who sits already, who is related to whom, who may not be elected (law.md 6.2, steps 4 to 6). */
  membersBefore: z
    .array(
      z.strictObject({
        id: text,
        name: text,
        position: oneOf(['chair', 'viceChair', 'member']),
        votes: whole,
        sex: sex.optional(),
        /** In a by-election: in office since before it. */
        isInOffice: z.literal(true, '只能是 true，不在任的不写').optional(),
      }),
      '须为列表',
    )
    .default([]),
  /** People by the id of a candidate, of a member before, or `writeIn:` and the name. */
  relatives: z
    .array(
      z.strictObject({ between: z.tuple([text, text], '须为两个人'), relation: oneOf(closeRelations) }),
      '须为列表',
    )
    .default([]),
  ineligible: z
    .array(z.strictObject({ id: text, reason: oneOf(ineligibleReasons), note: text.optional() }), '须为列表')
    .default([]),
  /** Boxes with the people who voted at them; a ballot names its box. */
  boxes: z.array(z.strictObject({ box: text, name: text.optional(), voters: whole }), '须为列表').default([]),
  posts: z.array(post, '须为列表').min(1, '至少一个职务'),
  ballots: z.array(z.unknown(), '须为列表'),
})

export type Frame = z.output<typeof frameSchema>
