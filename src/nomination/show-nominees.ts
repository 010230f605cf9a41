import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../infra/security/roles.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import { kinFindingsOf } from './kin-findings.js'
import type { NomineeRow } from './queries.js'
import { candidatesOf, paperFindings, readSlate, type Slate, slateFindings, standing } from './slate.js'
import { choicesOf } from './primary-choice.js'
import { primariesDue } from './set-up-primary.js'
import { nomineeWords } from './words.js'

interface NextStep {
  readonly text: string
  readonly href: string
  readonly button: string
}

/**
 * Where the nomination stands. An observer sees how many are nominated for each post; names are the
 * committee's business until the notice gives them to everybody.
 */
export async function showNominees(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const slate = await readSlate(this.db, election)
  const isConfirmed = findMilestone(slate.milestones, 'candidatesConfirmed', 1) !== undefined
  const isPosted = findMilestone(slate.milestones, 'nomineesPosted') !== undefined
  const role = account?.role
  return await reply.page('nomination/show-nominees.hbs', {
    title: '提名与候选人',
    lead: leadLine(slate, isConfirmed),
    next: nextStep(slate, `/elections/${election.id}/nomination`, election.round.number, role),
    missing: isConfirmed ? [] : worthShowing(slate),
    seesNames: role !== 'observer' || isPosted || isConfirmed,
    seesPapers: role !== 'observer' && role !== 'checkInClerk' && role !== 'tallyClerk',
    mayRecord:
      (role === 'electionOfficer' || role === 'rollClerk') &&
      may('recordNomination', slate.milestones, slate.ruleSet).length === 0,
    mayPost: role === 'electionOfficer' && may('postNominees', slate.milestones, slate.ruleSet).length === 0,
    mayConfirm: role === 'electionOfficer' && may('confirmCandidates', slate.milestones, slate.ruleSet).length === 0,
    isConfirmed,
    showsPrimary: slate.primaries.length > 0 || primariesDue(slate).length > 0,
    posts: postFigures(slate),
    nominees: slate.nominees.map((nominee) => ({
      ...nomineeWords(nominee, election.electionDay),
      papers: slate.counts.get(nominee.id)?.papers ?? 0,
      nominatorsText: nominatorsText(slate, nominee.id),
      flags: flagsOf(slate, nominee),
    })),
    count: slate.nominees.length,
  })
}

/** What a person looking through the list must not overlook; the nominee's page says what follows. */
function flagsOf(slate: Slate, nominee: NomineeRow): { readonly text: string; readonly look: string }[] {
  if (nominee.vetting === 'withdrawn' || nominee.vetting === 'failed') return []
  const isShort = paperFindings(slate, nominee).some(({ code }) => code === 'too-few-nominators')
  const kin = kinFindingsOf(nominee, standing(slate), slate)
  return [
    ...(isShort ? [{ text: '联名人不足', look: 'wrong' }] : []),
    ...(kin.some(({ code }) => code === 'relatives-standing') ? [{ text: '有近亲属被提名', look: 'warn' }] : []),
    ...(kin.some(({ code }) => code === 'relative-in-office') ? [{ text: '有近亲属在任', look: 'warn' }] : []),
    ...(kin.some(({ code }) => code.startsWith('election-committee')) ? [{ text: '涉选举委员会', look: 'warn' }] : []),
    ...(kin.some(({ code }) => code.startsWith('candidate')) ? [{ text: '涉工作人员', look: 'warn' }] : []),
  ]
}

function nominatorsText({ counts }: Slate, nomineeId: number): string {
  const count = counts.get(nomineeId)
  if (!count) return '—'
  const joint = count.nominators > 0 ? [`${count.nominators}名`] : []
  return [...(count.isByParty ? ['党组织'] : []), ...(count.isBySelf ? ['自荐'] : []), ...joint].join('、') || '—'
}

function postFigures(slate: Slate) {
  const ready = candidatesOf(slate)
  const choices = choicesOf(slate)
  return slate.posts.map((post) => {
    const ofPost = (people: readonly { readonly postId: number }[]) =>
      people.filter(({ postId }) => String(postId) === post.id).length
    const needed = post.seats + slate.ruleSet.surplusMinimum
    return {
      id: post.id,
      title: post.title,
      note: post.reservedForWoman ? '妇女名额' : '',
      seats: post.seats,
      needed,
      nominated: ofPost(standing(slate)),
      ready: ofPost(ready),
      isEnough: ofPost(ready) >= needed,
      isTooMany: choices.some((choice) => choice.post.id === post.id && choice.due !== undefined),
    }
  })
}

/** Before anybody is nominated a list of everything that is missing would only be noise. */
function worthShowing(slate: Slate): Finding[] {
  return slate.nominees.length === 0 ? [] : slateFindings(slate)
}

function leadLine(slate: Slate, isConfirmed: boolean): string {
  const people = standing(slate).length
  if (isConfirmed) return '正式候选人已经确定。'
  if (people === 0) return '还没有人被提名。'
  const ready = candidatesOf(slate).length
  return `已有 ${people} 人被提名，其中 ${ready} 人审查合格并接受提名。`
}

function nextStep(slate: Slate, home: string, round: number, role: Role | undefined): NextStep | null {
  const isOfficer = role === 'electionOfficer'
  const list = `${home}/confirm-candidates`
  if (round > 1) return { text: '后一轮投票的候选人按前一轮结果产生。', href: list, button: '查看本轮候选人' }
  if (findMilestone(slate.milestones, 'candidatesConfirmed', 1)) {
    return { text: '候选人名单可以查看和打印。', href: list, button: '查看正式候选人' }
  }
  const untimely = may('recordNomination', slate.milestones, slate.ruleSet)[0]
  if (untimely) return { text: untimely.message, href: home.replace('nomination', 'roll'), button: '到选民名单' }
  const isShort = postFigures(slate).some(({ nominated, needed }) => nominated < needed)
  if (isShort && !isOfficer && role !== 'rollClerk') return null
  if (isShort) return { text: '有的职务被提名的人还不够。', href: `${home}/record-nomination`, button: '登记提名表' }
  const waiting = standing(slate).filter(({ vetting, consentedOn }) => vetting === 'open' || consentedOn === null)
  const pending = waiting.find(({ consentedOn }) => consentedOn === null) ?? waiting[0]
  if (may('postNominees', slate.milestones, slate.ruleSet).length === 0 && isOfficer) {
    return { text: '提名人数已够，请公布初步候选人名单。', href: `${home}/post-nominees`, button: '公布初步候选人' }
  }
  if (pending?.consentedOn === null && (isOfficer || role === 'rollClerk')) {
    const href = `${home}/nominees/${pending.id}`
    return { text: `${pending.name}还没有登记本人意见。`, href, button: `办理${pending.name}` }
  }
  if (pending) return { text: pendingText(slate), href: `${home}/vet-nominees`, button: '资格审查' }
  const primary = `${home}/primary`
  if (slate.primaries.some(({ decision }) => decision === undefined)) {
    return { text: '预选已经组织，还没有定出结果。', href: primary, button: '到预选' }
  }
  const [due] = primariesDue(slate)
  if (due) return { text: due.sentence, href: primary, button: isOfficer ? '组织预选' : '到预选' }
  return isOfficer ? { text: '可以确定正式候选人了。', href: list, button: '确定正式候选人' } : null
}

function pendingText(slate: Slate): string {
  const open = standing(slate).filter(({ vetting }) => vetting === 'open').length
  return open > 0 ? `${open} 人的资格审查还没有结果。` : '有人还没有登记本人意见。'
}
