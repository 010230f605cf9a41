import { termText } from '../lib/chinese-text.js'
import { statuteText } from '../rules/citation.js'
import { documentText, type ProcedureDocument } from '../rules/local-procedure.js'
import { national2026 } from '../rules/rule-sets/national-2026.js'
import { findMilestone } from '../rules/stages.js'
import type { PaperContext } from './define-notice.js'
import { electionName } from './words.js'

/**
 * Who signs (forms.md A0): the sitting residents' committee, the election committee, or whoever leads the election
 * that day: the township's guidance group until the election committee is there.
 */
export type Issuer = 'residentsCommittee' | 'electionCommittee' | 'leader'

/** The facts of every paper. */
export interface CommonFacts {
  readonly community: string
  readonly township: string
  /** 第九届 */
  readonly term: string
  /** 换届选举, or 补选 during the term. */
  readonly electionName: string
  readonly isByElection: boolean
  readonly issuer: string
  /** 奉中社区第九届居民选举委员会 */
  readonly electionCommittee: string
  /** The statute with its full name. */
  readonly law: string
  /** The same with the articles carried out, where the law of 2025 is in force; an older one is named alone. */
  readonly statute: string
  /** The rule set by its printed name, with its version. */
  readonly ruleSet: string
  /** The same in short, for the foot of each page. */
  readonly ruleSetCode: string
  readonly contactPlace: string
  readonly contactTelephone: string
}

export function commonFacts(
  { election, ruleSet, milestones }: PaperContext,
  issuer: Issuer,
  articles: readonly number[],
  procedure: readonly ProcedureDocument[] = [],
): CommonFacts {
  const { communityName: community, townshipName: township, ruleSetVersion: version } = election
  const term = termText(election.termNumber)
  const isFormed = findMilestone(milestones, 'electionCommitteeFormed') !== undefined
  const names = namesOf(community, township, term)
  return {
    community,
    township,
    term,
    electionName: electionName(election),
    isByElection: election.kind === 'byElection',
    issuer: issuer === 'leader' ? (isFormed ? names.electionCommittee : names.guidanceGroup) : names[issuer],
    electionCommittee: names.electionCommittee,
    law: ruleSet.law,
    statute: statuteText(ruleSet, articles),
    ruleSet: `${ruleSet.title}第${version}版${procedureText(election, procedure)}`,
    ruleSetCode: `${ruleSet.shortTitle}第${version}版${hasOwnFigures(election) ? '＋本地选举办法' : ''}`,
    contactPlace: election.contactPlace,
    contactTelephone: election.contactTelephone,
  }
}

function hasOwnFigures({ settings }: PaperContext['election']): boolean {
  return settings !== '{}'
}

/** Names what the community's own figures rest on: the documents, or the procedure without a name. */
function procedureText(election: PaperContext['election'], procedure: readonly ProcedureDocument[]): string {
  if (!hasOwnFigures(election)) return ''
  return `，并依据${procedure.map(documentText).join('、') || '本社区选举办法'}`
}

function namesOf(community: string, township: string, term: string) {
  return {
    residentsCommittee: `${community}居民委员会`,
    electionCommittee: `${community}${term}居民选举委员会`,
    guidanceGroup: `${township}社区居民委员会换届选举工作指导组`,
  }
}

/** An invented community: no place of that name is known. */
export function sampleCommonFacts(issuer: Issuer, articles: readonly number[] = []): CommonFacts {
  const names = namesOf('桃源里社区', '云岭街道', '第九届')
  return {
    community: '桃源里社区',
    township: '云岭街道',
    term: '第九届',
    electionName: '换届选举',
    isByElection: false,
    issuer: issuer === 'leader' ? names.guidanceGroup : names[issuer],
    electionCommittee: names.electionCommittee,
    law: national2026.law,
    statute: statuteText(national2026, articles),
    ruleSet: `${national2026.title}第${national2026.version}版`,
    ruleSetCode: `${national2026.shortTitle}第${national2026.version}版`,
    contactPlace: '桃源里社区服务中心一楼大厅',
    contactTelephone: '0574-00000000',
  }
}
