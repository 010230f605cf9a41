import type { Post } from '../../rules/post.js'
import { placesOf } from '../../rules/primary.js'
import type { RuleSet } from '../../rules/rule-set.js'

/** 4名至6名: how many candidates a post may have, more than its seats by what the rule set asks and allows (art. 18). */
export function candidatePlaces(post: Post, ruleSet: RuleSet): string {
  const least = post.seats + ruleSet.surplusMinimum
  const most = placesOf(post, ruleSet)
  return most > least ? `${least}名至${most}名` : `${least}名`
}
