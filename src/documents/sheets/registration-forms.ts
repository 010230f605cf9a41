import { listVotersInFull, registrationInWords, type VoterInFull } from '../../roll/queries.js'
import { declarationWays, declarationWayText } from '../../rules/voter-eligibility.js'
import { longDate } from '../../lib/chinese-text.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormCell, FormRow } from '../layout/blocks.js'
import { sexText } from '../words.js'
import { householders, identityText, telephoneText } from './people.js'

interface Person {
  readonly number: string
  readonly name: string
  readonly sex: string
  readonly nationality: string
  readonly birth: string
  readonly identity: string
  readonly politicalStatus: string
  readonly education: string
  readonly address: string
  readonly registeredAddress: string
  readonly group: string
  readonly household: string
  readonly householder: string
  readonly relationship: string
  readonly telephone: string
  readonly registrationClass: string
  /** Since when they live here; of a community worker, since when they work here. */
  readonly since: string
  readonly declaration: string
  readonly declared: string
  readonly undertaken: string
  readonly decided: string
}

interface Facts {
  readonly people: readonly Person[]
}

const blank: Person = {
  number: '',
  name: '',
  sex: '',
  nationality: '',
  birth: '',
  identity: '',
  politicalStatus: '',
  education: '',
  address: '',
  registeredAddress: '',
  group: '',
  household: '',
  householder: '',
  relationship: '',
  telephone: '',
  registrationClass: '□户籍居民　□常住居民　□社区工作者',
  since: '　　　　年　　月　　日起',
  declaration: boxes(null),
  declared: '□本人表示参加本届居民委员会选举',
  undertaken: '□已签承诺书',
  decided: '',
}

/** 选民登记表, one a person: filled in for somebody on the roll, or empty for the desk (forms.md A3). */
export const registrationForms = defineSheet<Facts>({
  key: 'registration-form',
  title: '选民登记表',
  use: '填选民证号印某一人，选小组印全组；都不选时印一张空白表。含身份证号和电话，用后归档。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['group', 'voterNumber', 'identity'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db, sealer }, { election }, picked) => {
    if (picked.group === undefined && picked.voterNumber === undefined) return { people: [blank] }
    const voters = await listVotersInFull(db, election.id, picked)
    const group = picked.group ?? voters[0]?.residentsGroup ?? 0
    const householderOf = householders(await listVotersInFull(db, election.id, { group }))
    return {
      people: voters.map((voter) => ({
        number: String(voter.voterNumber),
        name: voter.name,
        sex: sexText[voter.sex],
        nationality: voter.nationality,
        birth: longDate(voter.birthDate),
        identity: identityText(voter.sealedIdentityNumber, picked.identity, sealer),
        politicalStatus: voter.politicalStatus,
        education: voter.education,
        address: voter.address,
        registeredAddress: voter.registeredAddress ?? '',
        group: voter.groupName,
        household: voter.householdNumber,
        householder: householderOf(voter),
        relationship: voter.relationship,
        telephone: telephoneText(voter, sealer),
        ...registrationOf(voter),
      })),
    }
  },
  count: ({ people }) => people.length,
  blocks: ({ election, community, people }) =>
    people.flatMap((person, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '选民登记表'] },
      { kind: 'form', columns: 12, rows: rowsOf(person, community) },
      { kind: 'paragraph', text: '本人承诺：以上内容属实；本人没有、也不会在其他社区登记参加本届选举。' },
      { kind: 'signers', labels: ['登记人', '登记员', '审核人', '登记日期'] },
    ]),
  sample: {
    people: [
      {
        number: '102',
        name: '欧阳𬱖',
        sex: '女',
        nationality: '汉族',
        birth: '1988年11月20日',
        identity: '**************0021',
        politicalStatus: '群众',
        education: '大学本科',
        address: '桃源路12弄3幢2单元1402室',
        registeredAddress: '桃源路12弄3幢2单元1402室',
        group: '第一居民小组',
        household: '0102',
        householder: '欧阳𬱖',
        relationship: '户主',
        telephone: '',
        registrationClass: '户籍居民',
        since: '2016年9月起住在本社区',
        declaration: '■本人到站　□工作人员上门　□他人代办　□交回回执',
        declared: '本人2027年4月12日表示参加本届居民委员会选举',
        undertaken: '2027年4月12日签承诺书',
        decided: '陈国强，2027年4月12日',
      },
    ],
  },
})

/** The ways to declare, the one that was taken marked. */
function boxes(taken: VoterInFull['declarationWay']): string {
  return declarationWays.map((way) => `${way === taken ? '■' : '□'}${declarationWayText[way]}`).join('　')
}

function registrationOf(voter: VoterInFull) {
  const { classText, residingText, workingText } = registrationInWords(voter)
  const { declaredOn, undertakenOn, registeredOn, registeredByName } = voter
  return {
    registrationClass: classText,
    since: workingText === '' ? residingText && `${residingText}起住在本社区` : `${workingText}起在本社区工作`,
    declaration: boxes(voter.declarationWay),
    declared: declaredOn === null ? '' : `本人${longDate(declaredOn)}表示参加本届居民委员会选举`,
    undertaken: undertakenOn === null ? '' : `${longDate(undertakenOn)}签承诺书`,
    decided: [registeredByName, registeredOn && longDate(registeredOn)].filter(Boolean).join('，'),
  }
}

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })

function rowsOf(person: Person, community: string): FormRow[] {
  return [
    { cells: [label('社区'), field(community), label('选民证号'), field(person.number)] },
    { cells: [label('姓名'), field(person.name), label('性别'), field(person.sex)] },
    { cells: [label('民族'), field(person.nationality), label('出生日期'), field(person.birth)] },
    { cells: [label('公民身份号码'), field(person.identity, 10)] },
    { cells: [label('政治面貌'), field(person.politicalStatus), label('文化程度'), field(person.education)] },
    { cells: [label('现居住地址'), field(person.address, 10)], lines: 2 },
    { cells: [label('户籍地址'), field(person.registeredAddress, 10)], lines: 2 },
    { cells: [label('居民小组'), field(person.group), label('联系电话'), field(person.telephone)] },
    {
      cells: [
        ...[label('户号'), field(person.household, 2), label('户主'), field(person.householder, 2)],
        ...[label('与户主关系'), field(person.relationship, 2)],
      ],
    },
    { cells: [label('登记类别'), field(person.registrationClass, 10)] },
    { cells: [label('居住起始'), field(person.since), label('不在他处登记'), field(person.undertaken)] },
    { cells: [label('登记方式'), field(person.declaration, 10)] },
    { cells: [label('参加选举'), field(person.declared, 10)] },
    { cells: [label('证件核验'), field('□居民身份证　□户口簿　□居住证　□其他：', 10)] },
    { cells: [label('决定登记'), field(person.decided, 10)] },
    { cells: [label('备注'), field('', 10)] },
  ]
}
