import type { Sealer } from '../../infra/security/sealing.js'
import type { Db } from '../../infra/db/database.js'
import { findPhoto, listNominees, type NomineeRow } from '../../nomination/queries.js'
import { listVotersInFull } from '../../roll/queries.js'
import type { FormCell, FormRow } from '../layout/blocks.js'
import { sexText, yearMonth } from '../words.js'
import { telephoneText } from './people.js'

/** A nominee as the forms of nomination introduce one (forms.md A4); a blank one for writing by hand. */
export interface PersonOnForm {
  readonly name: string
  readonly sex: string
  readonly nationality: string
  readonly born: string
  readonly politicalStatus: string
  readonly education: string
  readonly occupation: string
  readonly group: string
  readonly address: string
  readonly telephone: string
  readonly post: string
  readonly resume: readonly { readonly span: string; readonly employer: string; readonly duty: string }[]
  readonly pledge: string
  readonly acceptsConditions: boolean | null
}

export const nobody: PersonOnForm = {
  name: '',
  sex: '',
  nationality: '',
  born: '',
  politicalStatus: '',
  education: '',
  occupation: '',
  group: '',
  address: '',
  telephone: '',
  post: '',
  resume: [],
  pledge: '',
  acceptsConditions: null,
}

/** A nominee of an election, by the number of the voter. */
export async function findNomineeByNumber(db: Db, electionId: number, voterNumber: number) {
  return (await listNominees(db, electionId)).find((nominee) => nominee.voterNumber === voterNumber)
}

/** Everything a form says of a nominee; the telephone only where the form is for the committee's own desk. */
export async function personOnForm(
  db: Db,
  electionId: number,
  nominee: NomineeRow,
  telephones?: Sealer,
): Promise<PersonOnForm> {
  const [voter] = await listVotersInFull(db, electionId, { voterNumber: nominee.voterNumber })
  const { name, politicalStatus, education, occupation, resume, pledge, acceptsConditions } = nominee
  return {
    ...{ name, politicalStatus, education, occupation, resume, pledge, acceptsConditions },
    sex: sexText[nominee.sex],
    nationality: voter?.nationality ?? '',
    born: yearMonth(nominee.birthDate),
    group: voter?.groupName ?? '',
    address: voter?.address ?? '',
    telephone: voter && telephones ? telephoneText(voter, telephones) : '',
    post: nominee.postTitle,
  }
}

/** The photograph, unsealed for the print; null leaves its room. */
export async function photoOf(db: Db, sealer: Sealer, nomineeId: number): Promise<Buffer | null> {
  const photo = await findPhoto(db, nomineeId)
  return photo ? sealer.unseal(photo.sealedContent) : null
}

export const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
export const written = (text: string, span = 4): FormCell => ({ text, span })

/** The rows of the person over so many columns: three of them stand beside a photograph where there is one. */
export function personRows(person: PersonOnForm, { withPhoto, withTelephone }: PersonRowsWish): FormRow[] {
  const narrow = withPhoto ? 3 : 4
  const first: FormRow[] = [
    { cells: [label('姓名'), written(person.name, narrow), label('性别'), written(person.sex, narrow)] },
    { cells: [label('民族'), written(person.nationality, narrow), label('出生年月'), written(person.born, narrow)] },
    {
      cells: [
        label('政治面貌'),
        written(person.politicalStatus, narrow),
        label('文化程度'),
        written(person.education, narrow),
      ],
    },
    { cells: [label('居民小组'), written(person.group, narrow), label('拟任职务'), written(person.post, narrow)] },
  ]
  return [
    ...first,
    { cells: [label('现职业、职务'), written(person.occupation, 10)] },
    withTelephone
      ? { cells: [label('住址'), written(person.address, 5), label('电话'), written(person.telephone, 3)] }
      : { cells: [label('住址'), written(person.address, 10)] },
  ]
}

interface PersonRowsWish {
  readonly withPhoto: boolean
  readonly withTelephone: boolean
}

/** So many rows stand beside the photograph, and so many columns are its. */
export const photoPlace = { rows: 4, span: 2 } as const

/** An invented person for the samples. */
export const samplePerson: PersonOnForm = {
  name: '欧阳玥',
  sex: '女',
  nationality: '汉族',
  born: '1982年11月',
  politicalStatus: '群众',
  education: '大学专科',
  occupation: '桃源里社区居民委员会副主任',
  group: '第一居民小组',
  address: '桃源路12弄3幢2单元1402室',
  telephone: '',
  post: '主任',
  resume: [
    { span: '2004年至2015年', employer: '云岭建材商行', duty: '会计' },
    { span: '2015年至今', employer: '桃源里社区居民委员会', duty: '委员、副主任' },
  ],
  pledge: '办好老年食堂，每月公布一次账目。',
  acceptsConditions: true,
}
