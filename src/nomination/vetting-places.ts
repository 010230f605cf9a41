import type { Role } from '../infra/security/roles.js'
import { vettingBodies, vettingPlaceText, type VettingPlace } from '../rules/vetting-verdict.js'

/** Who writes which rows down: the township what the departments answered and its own, each body its own. */
const writers: Readonly<Record<VettingPlace['body'], readonly Role[]>> = {
  department: ['townshipOfficer', 'bureauAuditor'],
  partyOrganisation: ['electionOfficer'],
  township: ['townshipOfficer'],
  bureau: ['bureauAuditor'],
}

/** Everybody who writes a row of the review form. */
export const vettingWriters: readonly Role[] = [...new Set(Object.values(writers).flat())]

export function mayWrite(role: Role | undefined, { body }: VettingPlace): boolean {
  return role !== undefined && writers[body].includes(role)
}

/** A row in an address or a form: `township`, or `department` and the name of the department. */
export function placeKey({ body, department }: VettingPlace): string {
  return body === 'department' ? `department ${department}` : body
}

export function readPlaceKey(key: string): VettingPlace | undefined {
  const [head, ...rest] = key.split(' ')
  const body = vettingBodies.find((one) => one === head)
  const department = rest.join(' ')
  return body && (body === 'department') === (department !== '') ? { body, department } : undefined
}

/** A row as a page shows it. */
export function placeWords(place: VettingPlace, role: Role | undefined) {
  const isBody = place.body !== 'department'
  const text = vettingPlaceText(place)
  return { key: placeKey(place), text, rowText: isBody ? `${text}意见` : text, mayWrite: mayWrite(role, place) }
}
