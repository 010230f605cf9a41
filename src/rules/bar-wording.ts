import { articleIn } from './citation.js'
import type { Standing } from './count.js'
import { ineligibleArticle, ineligibleText } from './eligibility.js'
import { relationText } from './relatives.js'
import type { RuleSet } from './rule-set.js'
import type { SeatBar, WayGiven } from './seat-bars.js'
import { cite, votesText } from './sentence.js'
import type { Barred } from './take-seats.js'

/** Why somebody with enough votes has no seat of this post, with the article. */
export function barredSentence({ person, bar }: Barred, title: string, ruleSet: RuleSet): string {
  const reached = `${votesText(person)}，达到当选所需票数，但`
  const passed = `未当选${title}，名额由其他人按得票顺序取得。`
  switch (bar.kind) {
    case 'ineligible': {
      const { reason, note } = bar.ineligible
      const why = `${ineligibleText[reason]}${note === undefined ? '' : `（${note}）`}`
      return cite(`${reached}${why}，${passed}`, ineligibleArticle(reason, ruleSet))
    }
    case 'member':
      if (bar.isInOffice) {
        const why = `是本届居民委员会在任的${bar.title}，一人只任一职，补选只补出缺的职务`
        return cite(`${reached}${why}，${passed}`, articleIn(ruleSet, 24))
      }
      return `${reached}已在此前的投票中当选${bar.title}，一人只任一职，${passed}`
    case 'relative': {
      const isInOffice = bar.of.keepsBy === 'inOffice'
      const kin = `与${isInOffice ? '在任的' : '当选'}${bar.of.title}${isInOffice ? '' : '的'}${bar.of.name}是${relationText(bar.relation)}，近亲属不能同时任职`
      return cite(
        `${reached}${kin}；${whoKeeps(person, bar)}，${passed}`,
        isInOffice ? inOfficeArticles(ruleSet) : kinArticles(ruleSet),
      )
    }
  }
}

function whoKeeps(person: Standing, { of }: SeatBar & { readonly kind: 'relative' }): string {
  const { name, keepsBy, votes } = of
  if (keepsBy === 'inOffice') return `${name}在任，补选不使在任成员离任`
  if (keepsBy === 'higherPost') return `保留职务较高的${name}`
  if (keepsBy === 'earlierVote') return `${name}已在此前的投票中当选，予以保留`
  if (votes === person.for) return `两人职务相当、得票同为${votes}张，保留选票上职务列在前面的${name}`
  return `两人职务相当，保留得票较多的${name}（${votes}张＞${person.for}张）`
}

/** Who leaves a seat won in an earlier vote, and for whom. */
export function wayGivenSentence({ member, to, relation }: WayGiven, ruleSet: RuleSet): string {
  const { name, title, isInOffice } = member
  if (relation === undefined) {
    const said = `${name}${isInOffice ? '在任' : '此前当选'}${title}，本次当选职务更高的${to.post.title}，一人只任一职，${title}名额空出。`
    return isInOffice ? cite(said, articleIn(ruleSet, 24)) : said
  }
  const kin = `此前当选${title}的${name}与本次当选${to.post.title}的${to.person.name}是${relationText(relation)}`
  const kept = member.position === to.post.position ? '原得票不少' : '职务较高'
  const said = `${kin}，近亲属不能同时任职，保留${kept}的${to.person.name}，${name}不再任${title}，名额空出。`
  return cite(said, kinArticles(ruleSet))
}

/** That relatives do not sit together (art. 8), and which of them stays. */
export function kinArticles(ruleSet: RuleSet): string {
  return `${articleIn(ruleSet, 8)}，${ruleSet.provenance.relativesKeep.source}`
}

/** That a relative of a member in office cannot be elected to sit beside them (arts. 8 and 24). */
function inOfficeArticles(ruleSet: RuleSet): string {
  return `${articleIn(ruleSet, 8)}，${articleIn(ruleSet, 24)}`
}
