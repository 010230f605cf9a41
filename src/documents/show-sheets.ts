import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FormErrors } from '../infra/http/forms.js'
import { listStations } from '../polling/queries.js'
import { listGroups, listRollVersions } from '../roll/queries.js'
import type { Sheet } from './define-sheet.js'
import { contextOf } from './paper-in-view.js'
import { outOfTime } from './readiness.js'
import { sheetCatalogue } from './sheet-catalogue.js'

/** The forms, lists and cards that this account may print, each with what can be chosen. */
export async function showSheets(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await sheetsPage(this, request, reply)
}

/** The page; after a refusal with what was typed kept beside the sheet that it belongs to. */
export async function sheetsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: { readonly sheet: Sheet; readonly errors: FormErrors },
) {
  const context = await contextOf(app.db, request)
  const groups = await listGroups(app.db, request.election.id)
  const versions = (await listRollVersions(app.db, request.election.id)).map(({ number, madeOn }) => ({
    value: String(number),
    text: `第${number}版（${madeOn}）`,
  }))
  const stations = (await listStations(app.db, request.election.round.id)).map(({ number, name }) => ({
    value: String(number),
    text: name,
  }))
  const role = request.account?.role
  const sheets = sheetCatalogue.filter(({ roles }) => role !== undefined && roles.includes(role))
  const typed = (request.body ?? {}) as Record<string, unknown>
  return await reply.code(refused ? 422 : 200).page('documents/show-sheets.hbs', {
    title: '表册打印',
    choices: { ...optionTexts, versions, stations: [{ value: '', text: '全部投票站' }, ...stations] },
    sheets: sheets.map((sheet) => ({
      ...viewOf(sheet, refused?.sheet === sheet ? typed : {}),
      why: outOfTime(sheet.after, [], context)[0]?.message ?? '',
      groupChoices: [
        { value: '', text: sheet.key === 'registration-form' ? '不选小组' : '全部小组' },
        ...groups.map(({ number, name, voters }) => ({ value: String(number), text: `${name}（${voters}人）` })),
      ],
    })),
    errors: refused?.errors,
  })
}

const fields = [
  'version',
  'earlierVersion',
  'objection',
  'station',
  'certificate',
  'group',
  'voterNumber',
  'whom',
  'paper',
  'layout',
  'order',
  'identity',
  'reason',
  'print',
]

const optionTexts = {
  whom: [
    { value: 'all', text: '全部选民' },
    { value: 'added', text: '只印公布名单以后新增的人' },
  ],
  paper: [
    { value: 'A4', text: 'A4' },
    { value: 'A3', text: 'A3（大幅张贴）' },
  ],
  layout: [
    { value: 'names', text: '姓名排列，省纸' },
    { value: 'table', text: '表格，带选民证号' },
  ],
  order: [
    { value: 'list', text: '名单次序（按户）' },
    { value: 'number', text: '选民证号' },
    { value: 'strokes', text: '姓氏笔画' },
    { value: 'pinyin', text: '姓名拼音' },
  ],
  identity: [
    { value: 'last4', text: '只印后四位' },
    { value: 'none', text: '不印' },
    { value: 'whole', text: '印全号（须写用途）' },
  ],
}

function viewOf({ key, title, use, options }: Sheet, typed: Readonly<Record<string, unknown>>) {
  const text = (name: string, otherwise = '') => {
    const value = typed[`${key}-${name}`]
    return typeof value === 'string' ? value : otherwise
  }
  return {
    key,
    title,
    use,
    hasGroup: options.includes('group'),
    hasNumber: options.includes('voterNumber'),
    hasAdded: options.includes('addedSincePosting'),
    hasStation: options.includes('station'),
    hasObjection: options.includes('objection'),
    hasCertificate: options.includes('certificate'),
    hasVersion: options.includes('version'),
    hasEarlierVersion: options.includes('earlierVersion'),
    hasPaper: options.includes('paper'),
    hasLayout: options.includes('layout'),
    hasOrder: options.includes('order'),
    hasIdentity: options.includes('identity'),
    names: Object.fromEntries(fields.map((field) => [field, `${key}-${field}`])),
    chosen: {
      group: text('group'),
      voterNumber: text('voterNumber'),
      version: text('version'),
      objection: text('objection'),
      station: text('station'),
      certificate: text('certificate'),
      earlierVersion: text('earlierVersion'),
      whom: text('whom', 'all'),
      paper: text('paper', 'A4'),
      layout: text('layout', 'names'),
      order: text('order', 'list'),
      identity: text('identity', 'last4'),
      reason: text('reason'),
    },
  }
}
