import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import type { RuleSet } from './rule-set.js'

/**
 * A registration as two communities may compare it: keyed fingerprints, never the number, the birthday or the
 * telephone itself (Personal Information Protection Law, art. 6). A null key is not compared.
 */
export interface Registration {
  readonly id: PersonId
  readonly name: string
  readonly communityId: number
  readonly communityName: string
  readonly identityKey: string | null
  readonly nameAndBirthKey: string | null
  readonly nameAndTelephoneKey: string | null
}

/** What two registrations share, the surest first. */
export type SharedTrait = 'identity' | 'nameAndBirth' | 'nameAndTelephone'

export interface DoubleRegistration {
  readonly between: readonly [Registration, Registration]
  readonly shared: SharedTrait
  readonly isAcrossCommunities: boolean
}

const traits: readonly (readonly [SharedTrait, (one: Registration) => string | null])[] = [
  ['identity', ({ identityKey }) => identityKey],
  ['nameAndBirth', ({ nameAndBirthKey }) => nameAndBirthKey],
  ['nameAndTelephone', ({ nameAndTelephoneKey }) => nameAndTelephoneKey],
]

const traitText: Readonly<Record<SharedTrait, string>> = {
  identity: '身份号码相同',
  nameAndBirth: '姓名和出生日期相同',
  nameAndTelephone: '姓名和电话相同',
}

/** Every pair that is or may be one person, each once, by the surest trait they share. */
export function findDoubleRegistrations(registrations: readonly Registration[]): DoubleRegistration[] {
  const known = new Set<string>()
  return traits.flatMap(([shared, keyOf]) =>
    groupsOf(registrations, keyOf)
      .flatMap(pairsOf)
      .filter(([one, other]) => {
        const pair = JSON.stringify([one.id, other.id])
        if (known.has(pair)) return false
        known.add(pair)
        return true
      })
      .map((between) => ({
        between,
        shared,
        isAcrossCommunities: between[0].communityId !== between[1].communityId,
      })),
  )
}

function groupsOf(
  registrations: readonly Registration[],
  keyOf: (one: Registration) => string | null,
): Registration[][] {
  const groups = new Map<string, Registration[]>()
  for (const registration of registrations) {
    const key = keyOf(registration)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(registration)
    else groups.set(key, [registration])
  }
  return [...groups.values()]
}

function pairsOf(group: readonly Registration[]): (readonly [Registration, Registration])[] {
  return group.flatMap((one, index) => group.slice(index + 1).map((other) => [one, other] as const))
}

/**
 * What the community of one of the two is told; the other community is told the same of the first. The same identity
 * number is one person: an error inside a community, whatever the rules; between communities an error where nobody
 * may be registered twice, else a reminder. Likeness is for a human to look at.
 */
export function checkDoubleRegistration(
  { between, shared, isAcrossCommunities }: DoubleRegistration,
  toldTo: PersonId,
  ruleSet: RuleSet,
): Finding[] {
  const [self, other] = between[0].id === toldTo ? between : [between[1], between[0]]
  const where = isAcrossCommunities ? `${other.communityName}的` : '本社区的另一条登记'
  const like = `${self.name}与${where}${other.name}${traitText[shared]}`
  const article = ruleSet.provenance.registeredOnceOnly.source
  const fields = [String(self.id)]
  if (shared !== 'identity') {
    const message = `${like}，可能是同一人，请核对。`
    return [{ code: 'likely-same-person', severity: 'warning', fields, message, article }]
  }
  if (!isAcrossCommunities) {
    const message = `${like}，同一人只能登记一次。`
    return [{ code: 'registered-twice-here', severity: 'error', fields, message, article }]
  }
  const message = `${like}，${ruleSet.registeredOnceOnly ? '不能在两个社区重复登记' : '请本人书面说明在哪个社区参加选举'}。`
  const severity = ruleSet.registeredOnceOnly ? 'error' : 'warning'
  return [{ code: 'registered-in-two-communities', severity, fields, message, article }]
}
