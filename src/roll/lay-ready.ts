import { soughtName } from '../lib/variant-characters.js'
import { JobRefused, type JobWork } from '../infra/jobs/run-job.js'
import type { MergedVoterTable } from '../infra/db/tables/registers.js'
import type { NamedGroup } from './group-number.js'
import { mergedWith } from './merge-differences.js'
import { insertMerged, listMergeableById, type MergeableVoter } from './merge-queries.js'
import { pinyinOf } from './pinyin.js'
import { personOf, textsOf } from './place-rows.js'
import type { RegisterPerson } from './register/checked-register.js'
import { listSealedPersons } from './register-row-queries.js'
import { keptIdentity, keptTelephone } from './voter-row.js'

/** A row of a register that shall change somebody on the roll. */
export interface Update {
  readonly rowId: number
  readonly voterId: number
  /** Matched by name, birth date and household: the number on the roll was wrong. */
  readonly correctsNumber: boolean
}

/** Lays ready beside the roll what some people will be after the register, and what they are before it. */
export async function layReady(
  { db, sealer, job }: JobWork,
  importId: number,
  updates: readonly Update[],
  groups: readonly NamedGroup[],
): Promise<void> {
  const sealed = await listSealedPersons(
    db,
    updates.map(({ rowId }) => rowId),
  )
  const voters = await listMergeableById(
    db,
    job.electionId as number,
    updates.map(({ voterId }) => voterId),
  )
  const byId = new Map(voters.map((voter) => [voter.voterId, voter]))
  const rows = updates.flatMap(({ rowId, voterId, correctsNumber }): MergedVoterTable[] => {
    const voter = byId.get(voterId)
    if (!voter) throw new JobRefused('rolls-moved', '核对以后名单有变化，没有作任何改动。请再导入一次。')
    const { version, ...before } = voter
    const person = personOf(sealed.get(rowId) as string, sealer)
    const after = { ...before, ...changed(person, voter, groups), ...(correctsNumber ? corrected(person) : {}) }
    // Each is for the version that the other leaves behind.
    return [
      { importId, ...after, isBefore: 0, version },
      { importId, ...before, isBefore: 1, version: version + 1 },
    ]
  })
  await insertMerged(db, rows)

  function changed(person: RegisterPerson, voter: MergeableVoter, named: readonly NamedGroup[]) {
    const now = textsOf(voter, sealer)
    const { residentsGroup, registeredAddress, telephone, residingSince, ...texts } = mergedWith(person, now, named)
    return {
      ...texts,
      ...(texts.name === voter.name ? {} : { ...pinyinOf(texts.name), searchName: soughtName(texts.name) }),
      residentsGroup: Number(residentsGroup),
      registeredAddress: registeredAddress || null,
      residingSince: (residingSince || null) as MergedVoterTable['residingSince'],
      ...(telephone === now.telephone ? {} : keptTelephone(telephone, sealer)),
    }
  }
  function corrected({ identityNumber: number, bornOn, sex }: RegisterPerson) {
    return number === null || bornOn === null || sex === null ? {} : keptIdentity({ number, bornOn, sex }, sealer)
  }
}
