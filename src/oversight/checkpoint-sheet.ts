import { longDate } from '../lib/chinese-text.js'
import { groupsOf } from '../lib/fingerprint.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import { Conflict } from '../infra/http/errors.js'
import { fingerprintOfKey } from '../infra/security/signing.js'
import { type Block, renderPdf } from '../documents/queries.js'
import type { Checkpoint } from './checkpoint-schema.js'

/** A checkpoint as the paper that is signed by hand and kept by somebody who cannot reach the database. */
export async function setCheckpoint(checkpoint: Checkpoint, madeBy: string) {
  const { bureau, sequence, madeOn, kind } = checkpoint
  const set = await renderPdf({
    title: `操作日志存证单（第${sequence}条）`,
    author: bureau,
    blocks: checkpointBlocks(checkpoint, madeBy),
    createdOn: madeOn,
    margins: 'wide',
    sample: kind === 'drill',
  })
  if (!set.ok) throw new Conflict('字体中缺少字，不能印制存证单，请系统管理员安装字体。')
  return set.value
}

const groupsARow = 8

/** What stands on the sheet. */
export function checkpointBlocks(checkpoint: Checkpoint, madeBy: string): Block[] {
  const { bureau, sequence, events, hash, madeOn, madeAt, signature } = checkpoint
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  return [
    { kind: 'title', lines: ['操作日志存证单'] },
    { kind: 'numberLine', text: `（存证到第${sequence}条）` },
    paragraph(
      `截至${longDate(madeOn)}${shanghaiTime(madeAt).slice(11, 16)}，${bureau}换届选举系统的操作日志共${events}条。最后一条（序号${sequence}）的指纹由它和以前的全部日志算出，以后改动、删除、增加或者调换其中任何一条，指纹就对不上。`,
    ),
    groupTable('日志指纹（SHA-256）', 14, { '': hash }),
    paragraph(
      '比对：在系统“日志存证”的“与存证比对”里填写序号和上面的指纹，或者上传同一份存证的数据文件；结果不是“相同”的，立即报告。',
    ),
    groupTable('签名（Ed25519；公钥指纹为 SHA-256）', 10.5, {
      公钥: signature.publicKey,
      公钥指纹: fingerprintOfKey(signature.publicKey),
      签名: signature.value,
    }),
    paragraph(`经办：${madeBy}。本单一式两份，由不掌握数据库的两个人分别保管。`),
    { kind: 'signers', labels: ['经办人', '监督人', '保管人', '交接日期'], perRow: 2 },
  ]
}

/** Long numbers in groups of four, eight a row, each group found by its row and its place in it. */
function groupTable(caption: string, size: 14 | 10.5, numbers: Readonly<Record<string, string>>): Block {
  const rows = Object.entries(numbers).flatMap(([name, hex]) => {
    const groups = groupsOf(hex)
    return Array.from({ length: groups.length / groupsARow }, (_, row) => [
      `${name}第${row + 1}行`,
      ...groups.slice(row * groupsARow, (row + 1) * groupsARow),
    ])
  })
  const heads = Array.from({ length: groupsARow }, (_, index) => ({ title: String(index + 1), width: 10 }))
  return { kind: 'table', caption, size, columns: [{ title: '组', width: 16 }, ...heads], rows }
}
