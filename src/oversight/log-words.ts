import type { BrokenLink } from '../infra/audit-log/check-chain.js'
import type { BrokenRow } from '../infra/audit-log/check-rows.js'
import type { CheckpointFault } from './kept-checkpoint.js'

/** What is wrong at a place of the log. */
export const linkText: Readonly<Record<BrokenLink['what'], string>> = {
  changed: '内容与它的指纹不符，被改动过',
  unlinked: '接不上前一条：有记录被改动、插入或者调换过',
  strayed: '接不上同一次选举的前一条',
  missing: '这一条不见了',
  added: '日志末尾的登记以外，多出来的',
  seals: '它经手的资料，封条被改动、增减或者调换过',
  end: '与日志末尾的登记不符',
}

export const rowText: Readonly<Record<BrokenRow['what'], string>> = {
  changed: '内容与封存时不符，被改动过',
  added: '多出来的，没有日志说明它从何而来',
  gone: '不见了，没有日志说明删除过',
}

export const checkpointFaultText: Readonly<Record<CheckpointFault, string>> = {
  signature: '签名不是本系统签的，或者存证的内容被改动过',
  altered: '日志里这一条与存证时不符，被改动过',
  missing: '日志里这一条不见了',
}
