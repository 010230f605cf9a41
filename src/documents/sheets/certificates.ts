import { longDate, termText } from '../../lib/chinese-text.js'
import { certificateNumberText } from '../../rules/certificates.js'
import { listCertificates, listMembers, notePrints } from '../../handover/queries.js'
import type { Picked } from '../define-sheet.js'
import { defineSheet } from '../define-sheet.js'
import type { Db } from '../../infra/db/database.js'
import type { Block } from '../layout/blocks.js'

interface Facts {
  readonly certificates: readonly {
    readonly number: string
    readonly name: string
    readonly post: string
    /** Took a freed seat by votes (递补). */
    readonly hasFollowed: boolean
    readonly committee: string
    readonly from: string
    readonly until: string
    readonly issuer: string
    readonly issuedOn: string
  }[]
}

/** 当选证书: one page each, with a border and room for the seal; all in force, or the one of a number. */
export const certificates = defineSheet<Facts>({
  key: 'certificates',
  title: '当选证书',
  use: '已颁发的当选证书，横向，每人一张，盖章后发给本人。填编号印一张，不填印全部有效的。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: ['resultDeclared'],
  options: ['certificate'],
  page: { orientation: 'landscape', margins: 'official', unnumbered: true, bordered: true },
  load: async ({ db }, { election }, picked) => ({
    certificates: (await wantedOf(db, election.id, picked)).map((one) => ({
      hasFollowed: one.hasFollowed,
      number: certificateNumberText(one.issuedOn, election.communityName, one.number),
      name: one.name,
      post: one.postTitle,
      committee: `${election.communityName}${termText(election.termNumber)}居民委员会`,
      from: longDate(one.termFrom),
      until: longDate(one.termUntil),
      issuer: one.issuerName,
      issuedOn: longDate(one.issuedOn),
    })),
  }),
  count: (facts) => facts.certificates.length,
  printed: async (trx, { election, today }, picked, actor) => {
    await notePrints(trx, actor, await wantedOf(trx, election.id, picked), today)
  },
  blocks: (facts) =>
    facts.certificates.flatMap((one, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'headline', text: '当选证书' },
      { kind: 'numberLine', text: one.number },
      { kind: 'addressee', text: `${one.name}同志：` },
      {
        kind: 'paragraph',
        text: `${waysIn(one)}${one.committee}${one.post}，任期自${one.from}起至${one.until}止。`,
      },
      { kind: 'paragraph', text: '特发此证。' },
      { kind: 'signature', issuer: one.issuer, date: one.issuedOn },
    ]),
  sample: {
    certificates: [
      {
        ...{ number: '（2027）桃源里社区居选证第1号', name: '欧阳𬱖', post: '主任', hasFollowed: false },
        ...{ committee: '桃源里社区第九届居民委员会', from: '2027年5月20日', until: '2032年5月19日' },
        ...{ issuer: '云岭街道办事处', issuedOn: '2027年5月24日' },
      },
    ],
  },
})

async function wantedOf(db: Db, electionId: number, { certificate }: Picked) {
  const inForce = (await listCertificates(db, electionId)).filter(({ isWithdrawn }) => !isWithdrawn)
  const followed = (await listMembers(db, electionId)).filter(({ hasFollowed }) => hasFollowed)
  return inForce
    .filter(({ number }) => certificate === undefined || number === certificate)
    .map((one) => ({
      ...one,
      hasFollowed: followed.some(({ personId, postId }) => personId === one.personId && postId === one.postId),
    }))
}

/** How the bearer came to the post, up to its name. */
function waysIn({ hasFollowed, post }: { readonly hasFollowed: boolean; readonly post: string }): string {
  return hasFollowed ? `经依法选举，因${post}出缺，您按得票顺序递补为` : '经依法选举，您当选为'
}
