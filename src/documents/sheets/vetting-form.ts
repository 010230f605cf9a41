import type { Sealer } from '../../infra/security/sealing.js'
import type { Db } from '../../infra/db/database.js'
import { statutoryBarText } from '../../rules/candidate-vetting.js'
import { isSamePlace, placesOnForm, vettingOpinionText, vettingPlaceText } from '../../rules/vetting-verdict.js'
import {
  listDepartments,
  listNominees,
  listOpinionsOf,
  type NomineeRow,
  type OpinionRow,
} from '../../nomination/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormRow } from '../layout/blocks.js'
import {
  label,
  personOnForm,
  personRows,
  type PersonOnForm,
  photoOf,
  photoPlace,
  samplePerson,
  written,
} from './nominee-block.js'

interface Opinion {
  readonly place: string
  readonly isConclusion: boolean
  readonly opinion: string
  readonly givenBy: string
  readonly givenOn: string
}

interface Facts {
  readonly reviews: readonly {
    readonly person: PersonOnForm
    readonly photo: Buffer | null
    readonly opinions: readonly Opinion[]
  }[]
}

/** 候选人资格审查表（联审）: a row for each department, with room for its seal, and the three conclusions (forms.md A4). */
export const vettingForm = defineSheet<Facts>({
  key: 'vetting-form',
  title: '候选人资格审查表',
  use: '送各部门联审、盖章用。填选民证号印某一名被提名人的，不填印全部。已登记的意见一并印出。',
  roles: ['electionOfficer', 'townshipOfficer', 'bureauAuditor'],
  after: ['rollPosted'],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db, sealer }, { election }, { voterNumber }) => {
    const standing = (await listNominees(db, election.id)).filter(({ vetting }) => vetting !== 'withdrawn')
    const wanted = standing.filter((nominee) => voterNumber === undefined || nominee.voterNumber === voterNumber)
    const departments = await listDepartments(db, election.seasonId)
    const reviews = wanted.map(async (nominee) => await reviewOf(db, sealer, election.id, nominee, departments))
    return { reviews: await Promise.all(reviews) }
  },
  count: ({ reviews }) => reviews.length,
  blocks: ({ election, reviews }) =>
    reviews.flatMap(({ person, photo, opinions }, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '候选人资格审查表'] },
      {
        kind: 'form',
        columns: 12,
        photo: { bytes: photo, ...photoPlace },
        rows: [
          ...personRows(person, { withPhoto: true, withTelephone: false }),
          { cells: [label('部门', 3), label('审查意见', 3), label('经办人', 2), label('日期', 2), label('章', 2)] },
          ...opinions.map(rowOf),
        ],
      },
    ]),
  sample: {
    reviews: [
      {
        person: samplePerson,
        photo: null,
        opinions: [
          { place: '组织', isConclusion: false, opinion: '合格', givenBy: '周明', givenOn: '2027.05.06' },
          {
            place: '公安',
            isConclusion: false,
            opinion: '说明：2021年交通违章一次',
            givenBy: '何卫东',
            givenOn: '2027.05.06',
          },
          ...['纪检监察', '法院', '检察院', '司法行政', '信访'].map((place) => blankOpinion(place, false)),
          ...['社区党组织', '街道（镇）', '区（市）主管部门'].map((place) => blankOpinion(place, true)),
        ],
      },
    ],
  },
})

function blankOpinion(place: string, isConclusion: boolean): Opinion {
  return { place, isConclusion, opinion: '', givenBy: '', givenOn: '' }
}

/** Room for a seal, and the form still on one page with the usual departments. */
const linesOfRow = 1.7

function rowOf({ place, isConclusion, opinion, givenBy, givenOn }: Opinion): FormRow {
  const text = isConclusion ? `${place}意见` : place
  return {
    cells: [label(text, 3), written(opinion, 3), written(givenBy, 2), written(givenOn, 2), written('', 2)],
    lines: linesOfRow,
  }
}

async function reviewOf(
  db: Db,
  sealer: Sealer,
  electionId: number,
  nominee: NomineeRow,
  departments: readonly string[],
) {
  const given = await listOpinionsOf(db, nominee.id)
  const opinions = placesOnForm(departments, given).map((place): Opinion => {
    const row = given.find((one) => isSamePlace(one, place))
    const isConclusion = place.body !== 'department'
    if (!row) return blankOpinion(vettingPlaceText(place), isConclusion)
    const { givenBy, givenOn } = row
    return {
      place: vettingPlaceText(place),
      isConclusion,
      opinion: opinionText(row),
      givenBy,
      givenOn: givenOn.replaceAll('-', '.'),
    }
  })
  const photo = await photoOf(db, sealer, nominee.id)
  return { person: await personOnForm(db, electionId, nominee), photo, opinions }
}

/** 不合格：因犯罪受过刑事处罚，2019年判决（《城市居民委员会组织法》第十八条） */
function opinionText({ opinion, bar, note, basis }: OpinionRow): string {
  const why = [bar ? statutoryBarText[bar] : '', note].filter((part) => part !== '').join('，')
  return `${vettingOpinionText[opinion]}${why === '' ? '' : `：${why}`}${basis === '' ? '' : `（${basis}）`}`
}
