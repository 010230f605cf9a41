import { z } from 'zod'
import { electionForms } from '../rules/election-form.js'
import { ineligibleReasons } from '../rules/eligibility.js'
import { closeRelations } from '../rules/kinship.js'

/** The small parts that an election record is made of, each with what it means in words. */

export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
export const count = z.int().min(0)
export const id = z.int().min(1)
export const name = z.string().min(1)
const sex = z.enum(['male', 'female'])
export const electionForm = z.enum(electionForms).describe('Who casts a ballot (art. 14)')
export const roundKind = z.enum(['first', 'runoff', 'tieBreak', 'rerun'])

/** A person who did something in the system, by a number given in this record: P1, P2 … */
export const actor = z
  .string()
  .regex(/^P[1-9]\d*$/)
  .describe('Stands for one person of the staff throughout the record; tells no name')

const postShape = {
  id: z.string().describe('The same in every vote'),
  title: name.describe('As printed on the ballot'),
  position: z.enum(['chair', 'viceChair', 'member']),
  seats: count.describe('Seats to be filled in this vote'),
  reservedForWoman: z.boolean(),
  seatsForWomen: count.optional().describe('Of the seats, those kept for women by the vote before'),
}

export const post = z.strictObject(postShape)

const personId = z
  .string()
  .describe('A number in the roll of this system, or resident- and the name; no identity number')

export const contest = z.strictObject({
  ...postShape,
  candidates: z
    .array(z.strictObject({ id: personId, name, sex: sex.optional() }))
    .describe('In the order of the ballot'),
})

export const station = z.strictObject({
  id,
  number: id,
  kind: z.enum(['central', 'station', 'mobile']),
  name,
  issued: count.describe('Ballots handed out: one for each voter checked in'),
  received: count.nullable().describe('Ballots brought to the station'),
  spoiled: count.nullable().describe('Spoiled by the voter and replaced'),
  unused: count.nullable(),
  difference: z.string().nullable().describe('Why received is not issued + spoiled + unused, where it is not'),
  returned: count.describe('Sum of the sheets of this station, as are valid, invalid and blank'),
  valid: count,
  invalid: count,
  blank: count,
})

const enteredSheet = z.strictObject({
  ballotsIssued: count.optional().describe('As stated on the paper, where it is'),
  ballotsReturned: count,
  validBallots: count,
  invalidBallots: count,
  blankBallots: count,
  posts: z.array(
    z.strictObject({
      postId: z.string(),
      candidates: z.array(z.strictObject({ candidateId: personId, for: count, against: count, abstain: count })),
      writeIns: z.array(z.strictObject({ name, votes: count })),
    }),
  ),
  ballots: z
    .array(z.string())
    .optional()
    .describe('The bundle ballot by ballot, in the keys of the ballot desk; the figures above are made from them'),
  invalidBy: z.record(z.string(), count).optional().describe('Invalid ballots by reason, known ballot by ballot'),
  setApart: count.optional().describe('Forged ballots, which are no ballots cast'),
})

const entry = z.strictObject({
  by: actor,
  entered: enteredSheet,
  explanations: z.record(z.string(), z.string()).describe('What the typist wrote about each warning, by its code'),
})

export const sheet = z.strictObject({
  id,
  stationId: id,
  number: id.describe('1 and up within the station'),
  entries: z
    .tuple([entry, entry])
    .describe('Typed twice, by two people; the figures are alike, and the first is counted'),
  resolutions: z.array(z.string()).describe('What was decided about the sheet while its entries differed, in order'),
  readings: z
    .array(z.strictObject({ ballot: id, reading: z.string(), grounds: z.string(), by: actor }))
    .optional()
    .describe('How the doubtful ballots of the bundle are read, on what grounds; counted with these readings'),
})

export const writeIn = z
  .strictObject({
    name,
    verdict: z.enum(['voter', 'resident', 'ineligible']),
    voterId: id.nullable(),
    sex: sex.nullable(),
    reason: z.string().nullable(),
  })
  .describe('Who a person written in is, as the election committee decided')

export const spelling = z
  .strictObject({ spelling: name, name })
  .describe('A way in which a person was written in, and the name that it is counted under')

const standing = z.strictObject({
  id: personId,
  personId: personId.describe('The same person across posts'),
  name,
  sex: sex.optional(),
  for: count,
  against: count,
  abstain: count,
  writeIn: z.boolean(),
  carriedDown: count.optional(),
})

const finding = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  fields: z.array(z.string()),
  message: z.string(),
  article: z.string().optional(),
})

const tie = {
  seats: count,
  tied: z.array(standing),
  areRelatives: z.boolean().optional().describe('Relatives, of whom no more than these can sit together'),
}

const relation = z.enum(closeRelations)

export const kinship = z
  .strictObject({ between: z.tuple([personId, personId]), relation })
  .describe('Two close relatives among those voted for and those elected before (art. 8)')

export const ineligible = z
  .strictObject({ personId, reason: z.enum(ineligibleReasons), note: z.string().optional() })
  .describe('Who cannot be elected, as the election committee found')

const position = z.enum(['chair', 'viceChair', 'member'])

const seatBar = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ineligible'), ineligible }),
  z.strictObject({ kind: z.literal('member'), title: name, isInOffice: z.literal(true).optional() }),
  z.strictObject({
    kind: z.literal('relative'),
    relation,
    of: z.strictObject({
      name,
      title: name,
      keepsBy: z.enum(['inOffice', 'higherPost', 'earlierVote', 'votes']),
      votes: count,
    }),
  }),
])

export const memberBefore = z.strictObject({
  personId,
  name,
  position,
  title: name,
  votes: count,
  isInOffice: z.literal(true).optional().describe('In a by-election: in office since before it'),
  sex: sex.optional(),
})

const wayGiven = z
  .strictObject({
    member: memberBefore,
    to: z.strictObject({ person: standing, post }),
    relation: relation.optional(),
  })
  .describe('A member of an earlier vote who gives up the seat to somebody elected now')

export const outcome = z.strictObject({
  isValid: z.boolean(),
  findings: z.array(finding),
  registered: count,
  ballots: z.strictObject({
    returned: count,
    valid: count,
    invalid: count,
    blank: count,
    invalidBy: z.record(z.string(), count),
    setApart: count.optional().describe('Forged or beyond those who voted: no ballots cast'),
    voidBoxes: z.array(z.strictObject({ name, ballots: count, voters: count })).optional(),
  }),
  posts: z.array(
    z.strictObject({
      post,
      standings: z.array(standing).describe('In order of votes'),
      elected: z.array(standing),
      ties: z.array(z.strictObject(tie)),
      electedHigher: z.array(standing),
      barred: z.array(z.strictObject({ person: standing, bar: seatBar })),
      seatsLeft: count,
      seatsForWoman: count,
    }),
  ),
  womansSeat: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('settled') }),
    z.strictObject({ kind: z.literal('unknown') }),
    z.strictObject({ kind: z.literal('womanFirst'), postId: z.string(), seats: count }),
  ]),
  waysGiven: z.array(wayGiven),
  followUp: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('rerun') }),
    z.strictObject({ kind: z.literal('tieBreak'), posts: z.array(z.strictObject({ post, ...tie })) }),
    z.strictObject({
      kind: z.literal('runoff'),
      posts: z.array(z.strictObject({ post, seats: count, womenOnly: z.boolean(), candidates: z.array(standing) })),
    }),
  ]),
  explanation: z.array(z.string()).describe('One Chinese sentence a decision, with article and arithmetic'),
})
