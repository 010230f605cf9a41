import { longDate, termText } from '../lib/chinese-text.js'
import { fingerprintGroups } from '../lib/fingerprint.js'
import type { PlainDate } from '../lib/plain-date.js'
import { type Block, renderPdf } from '../documents/queries.js'
import { Conflict } from '../infra/http/errors.js'
import type { RateReport } from './rate-report-schema.js'
import { communityWords, excludedWords, townshipWords } from './rate-report-words.js'
import { shareWords, targetWords } from './rate-words.js'

interface Names {
  readonly frozenBy: string
  readonly secondedBy: string
  /** The day on which the second person agreed. */
  readonly on: PlainDate
}

/** A report as the paper that is signed, sealed and filed. */
export async function setReport(report: RateReport, fingerprint: string, names: Names) {
  const set = await renderPdf({
    title: `直选率报告第${report.number}号`,
    author: report.season.bureau,
    blocks: [...mainBlocks(report, fingerprint, names), ...communityBlocks(report), ...evidenceBlocks(report)],
    createdOn: names.on,
    sample: report.season.kind === 'drill',
    footerCode: `报告指纹 ${fingerprintGroups(fingerprint.slice(0, 16))}`,
  })
  if (!set.ok) throw new Conflict('字体中缺少字，不能印制报告，请系统管理员安装字体。')
  return set.value
}

function mainBlocks(report: RateReport, fingerprint: string, names: Names): Block[] {
  const { season, day, number, purpose, claimed, confirmed, settings } = report
  const { target, directForms } = targetWords(settings)
  const [said, found] = [shareWords(claimed), shareWords(confirmed)]
  const excluded = excludedWords(report)
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  return [
    { kind: 'title', lines: [`${termText(season.term)}社区居民委员会换届选举`, '直选率报告'] },
    { kind: 'numberLine', text: `（第${number}号）` },
    paragraph(
      `截至${longDate(day)}，按当天为止登记的事项计算，全市已举行选举的社区${said.held}个，其中采用直选方式的${said.direct}个，申报的直选率${said.percent}，目标${target}以上，${said.verdict}；还没有选举的${said.pending}个。`,
    ),
    paragraph(
      `经两位审核员先后核定的${found.held}个，其中直选${found.direct}个，核定的直选率${found.percent}。计入直选的方式：${directForms}。`,
    ),
    {
      kind: 'table',
      caption: '各街道（镇）直选率',
      size: 10.5,
      columns: ['街道（镇）', '直选', '已选举', '直选率', '目标', '情况', '核定直选／已核定', '未选举'].map(
        (title) => ({
          title,
          align: title === '街道（镇）' || title === '情况' ? 'left' : 'center',
        }),
      ),
      rows: townshipWords(report).map((row) => [
        ...[row.name, String(row.direct), String(row.held), row.percent, row.target, row.verdict],
        ...[`${row.confirmed.direct}／${row.confirmed.held}`, String(row.pending)],
      ]),
      total: [
        ...['合计', String(said.direct), String(said.held), said.percent, target, said.verdict],
        ...[`${found.direct}／${found.held}`, String(said.pending)],
      ],
    },
    paragraph(
      excluded.length === 0
        ? '没有延期或本届不换届的社区。'
        : `不计入的社区${excluded.length}个：${excluded.map((each) => `${each.name}${each.participation}（${each.reason}）`).join('；')}。`,
    ),
    paragraph(
      `本报告为${purpose}冻结，用途以外引用应注明日期和报告号。凭据按冻结时（${longDate(report.frozenOn)}）的状况列入附件，报告数据的指纹（SHA-256）为${fingerprintGroups(fingerprint)}，可用同名数据文件重新核算。`,
    ),
    paragraph(`冻结：${names.frozenBy}；复核：${names.secondedBy}，${longDate(names.on)}。`),
    { kind: 'attachments', titles: ['各社区情况', '凭据索引'] },
    { kind: 'signature', issuer: season.bureau, date: longDate(names.on) },
  ]
}

function communityBlocks(report: RateReport): Block[] {
  const heads = ['序号', '社区', '街道（镇）', '申报方式', '情况', '核定', '凭据指纹（前16位）']
  return [
    { kind: 'annex', number: 1, title: '各社区情况' },
    {
      kind: 'table',
      size: 10.5,
      columns: heads.map((title) => ({ title })),
      rows: communityWords(report).map((each, index) => [
        ...[String(index + 1), each.name, each.townshipName, each.form, each.participation],
        ...[each.confirmed === '' ? '—' : each.confirmed, fingerprintGroups(each.sha256.slice(0, 16))],
      ]),
    },
  ]
}

function evidenceBlocks(report: RateReport): Block[] {
  const rows = communityWords(report).flatMap(({ name, evidence }) =>
    evidence.map(({ title, state, sentences, sources }) => [
      ...[name, title, state, sentences.join('；')],
      sources.map(({ what, short }) => `${what}（${fingerprintGroups(short)}）`).join('；'),
    ]),
  )
  return [
    { kind: 'annex', number: 2, title: '凭据索引' },
    { kind: 'paragraph', text: '括号里是文书或登记事项指纹（SHA-256）的前16位，全文在数据文件里。' },
    {
      kind: 'table',
      size: 9,
      columns: [
        { title: '社区', width: 12 },
        { title: '凭据', width: 16 },
        { title: '情况', width: 12 },
        { title: '内容', width: 38, align: 'left' },
        { title: '文书、登记和指纹', width: 32, align: 'left' },
      ],
      rows,
    },
  ]
}
