import { sql } from 'kysely'
import type { Test } from 'tap'
import { type TestApp, testApp } from './app.js'
import { aHouse, anElection } from './factories.js'
import { aPolledElection } from './tally.js'

/** Rows of a plain statement. */
export async function ask<Row>({ db }: Pick<TestApp, 'db'>, statement: string): Promise<Row[]> {
  const { rows } = await sql.raw<Row>(statement).execute(db)
  return rows
}

const at = `'2027-05-20T08:00:00.000Z'`
const result = (roundId: number, registered: number, voted: number, day: string) =>
  `insert into result (round_id, outcome, hash, proposed_by, proposed_at, declared_by, declared_at, declared_on)
   values (${roundId}, '{"registered":${registered},"votersWhoVoted":${voted},"ballotsIssued":${voted},"outcome":{"isValid":true,"ballots":{"returned":${voted},"valid":${voted - 3},"invalid":2,"blank":1},"posts":[],"explanation":[]}}',
   'x', 1, ${at}, 2, ${at}, '${day}')`

/**
 * A season with a bit of everything that the statistics count: an election that succeeded at once, one by households with a
 * run-off behind it, and a community that is put off. People differ in sex, age, education, party and nationality.
 */
export async function aCountedSeason(t: Test) {
  const house = await testApp(t)
  const made = await aHouse(house)
  const [first, second, third] = made.communityIds
  const one = await aPolledElection(house, made, { communityId: first, issued: [28, 22] })
  const two = await anElection(house, made, {
    ...{ communityId: second, form: 'households', electionDay: '2027-05-12', until: 'resultDeclared', voters: 42 },
  })
  await fillFirst(house, one)
  await fillSecond(house, two)
  await ask(
    house,
    `insert into season_community (season_id, community_id, participation, reason)
     values (${made.seasonId}, ${third}, 'postponed', '旧村改造，市政府批准')`,
  )
  return { house, made, one, two }
}

type Counted = Awaited<ReturnType<typeof aPolledElection>>

async function fillFirst(house: TestApp, { id, roundId, voterIds, postIds, stationIds, candidates }: Counted) {
  const run = (statement: string) => ask(house, statement)
  const [central = 0, station = 0] = stationIds
  await run(`update voter set
    political_status = case id % 4 when 0 then '中共党员' when 1 then '群众' when 2 then '民革党员' else '中共预备党员' end,
    education = case id % 6 when 0 then '大学本科' when 1 then '大专' when 2 then '高中' when 3 then '小学' when 4 then '' else '硕士研究生' end,
    nationality = case id % 5 when 0 then '畲族' when 1 then '' else '汉族' end,
    birth_date = case when id % 7 = 0 then substr(birth_date, 1, 4) || '-05-21' else birth_date end`)
  await run(`insert into register_import (id, election_id, file_name, sha256, election_day, columns, state, rows, report, uploaded_by, uploaded_at)
    values (1, ${id}, 'a.csv', 'x', '2027-05-20', '[]', 'committed', 70, '{}', 1, ${at}), (2, ${id}, 'b.csv', 'x', '2027-05-20', '[]', 'discarded', 9, '{}', 1, ${at})`)
  await run(`insert into register_row (import_id, sheet, row_number, verdict, outcome, findings, sealed_person)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 70)
    select case when i > 68 then 2 else 1 end, 'a', i, 'accepted', case when i <= 60 then 'add' when i <= 64 then 'refused' else 'underAge' end, '[]', '' from n`)
  const people = candidates.flat()
  for (const [index, { voterId }] of people.entries()) {
    if (index % 3 === 2) continue
    await run(`insert into nominee (election_id, voter_id, post_id, occupation, political_status, education, vetting)
      values (${id}, ${voterId}, ${postIds[0]}, '', '${index % 2 === 0 ? '中共党员' : '群众'}', '${index % 2 === 0 ? '本科' : '初中'}', '${index % 2 === 0 ? 'passed' : 'open'}')`)
  }
  await run(`insert into nominee (election_id, voter_id, post_id, occupation, political_status, education, vetting, vetting_reason)
    values (${id}, ${voterIds[40]}, ${postIds[0]}, '', '中共党员', '本科', 'failed', '不合格'), (${id}, ${voterIds[41]}, ${postIds[1]}, '', '中共党员', '本科', 'withdrawn', '退出')`)
  await run(`insert into primary_vote (election_id, number, kind, held_on, opens, closes, place, electors, ballots_issued, ballots_returned, valid_ballots, invalid_ballots, is_valid, explanation, decided_on, decided_by)
    values (${id}, 1, 'regular', '2027-05-10', '08:00', '12:00', '礼堂', 40, 36, 36, 35, 1, 1, '[]', '2027-05-10', 1)`)
  await run(`update polling_station set kind = 'mobile', has_voting_booth = 0 where id = ${station}`)
  await run(`insert into proxy_grant (election_id, round_id, number, principal_id, proxy_id, relation, reason, document, manner, applied_on, registered_by, registered_at)
    select ${id}, ${roundId}, id, voter_id, ${voterIds[59]}, 'none', '外出', '委托书', 'inPerson', '2027-05-10', 1, ${at} from check_in where round_id = ${roundId} and id % 9 = 0`)
  await run(
    `update check_in set proxy_id = ${voterIds[59]}, grant_id = (select id from proxy_grant where principal_id = check_in.voter_id) where id % 9 = 0 and round_id = ${roundId}`,
  )
  await run(
    `update check_in set undone_at = ${at}, undone_by = 1, undone_reason = '误点' where station_id = ${central} and id % 13 = 0`,
  )
  await run(`insert into scribe_request (round_id, voter_id, scribe_name, requested_on, withdrawn_at, recorded_by, recorded_at)
    values (${roundId}, ${voterIds[3]}, '张三', '2027-05-10', null, 1, ${at}), (${roundId}, ${voterIds[4]}, '张三', '2027-05-10', null, 1, ${at}), (${roundId}, ${voterIds[5]}, '张三', '2027-05-10', ${at}, 1, ${at})`)
  await run(result(roundId, 60, 47, '2027-05-20'))
  for (const [index, postId] of postIds.entries()) {
    for (const { voterId, name } of (candidates[index] ?? []).slice(0, [1, 1, 3][index])) {
      await run(
        `insert into elected_member (election_id, round_id, post_id, voter_id, name, votes) values (${id}, ${roundId}, ${postId}, ${voterId}, '${name}', 40)`,
      )
    }
  }
  await run(`insert into member_facts (election_id, person_id, nationality, political_status, education, occupation, origin, service, is_full_time, party_office, recorded_by, recorded_at)
    select election_id, cast(voter_id as text), '回族', '中共党员', '大专', '', case id % 3 when 0 then 'resident' when 1 then 'graduate' else 'retired' end,
    case id % 3 when 0 then 'consecutive' when 1 then 'first' else 'again' end, id % 2, case when id % 2 = 1 then 'secretary' else 'none' end, 1, ${at} from elected_member where election_id = ${id} and id % 4 <> 0`)
  await run(
    `insert into milestone (election_id, round, name, reached_on) values (${id}, 1, 'resultDeclared', '2027-05-20')`,
  )
  await run(
    `insert into representative (election_id, voter_id, leads) select ${id}, id, case id % 3 when 0 then 'head' when 1 then 'deputy' else 'nothing' end from voter where election_id = ${id} and id % 8 < 3`,
  )
  await run(`insert into objection (election_id, number, received_on, objector, subject, person_name, grounds, state, decided_on, ruling)
    values (${id}, 1, '2027-05-02', '王小明', 'missing', '王小明', '漏登', 'upheld', '2027-05-03', '补登'), (${id}, 2, '2027-05-03', '=1+1', 'wrongDetails', '李小红', '"错字"', 'open', null, null)`)
  await run(`update election_committee_member set voter_id = ${voterIds[20]} where election_id = ${id} and rank = 1`)
  await run(`update election_committee_member set left_on = '2027-05-06' where election_id = ${id} and rank = 5`)
  await run(`insert into recorded_step (election_id, step, done_on, note, recorded_at, recorded_by, with_speeches)
    values (${id}, 'meeting', '2027-05-10', '', ${at}, 1, 1), (${id}, 'audit', '2027-05-10', '', ${at}, 1, null)`)
}

async function fillSecond(house: TestApp, { id, roundId, voterIds, postIds }: Awaited<ReturnType<typeof anElection>>) {
  const run = (statement: string) => ask(house, statement)
  await run(result(roundId, 14, 13, '2027-05-12'))
  await run(`insert into recorded_step (election_id, step, done_on, note, recorded_at, recorded_by, with_speeches)
    values (${id}, 'meeting', '2027-05-10', '', ${at}, 1, 0)`)
  await run(
    `insert into voting_round (election_id, number, kind, voting_day) values (${id}, 2, 'runoff', '2027-05-16')`,
  )
  const [runoff] = (await run(`select id from voting_round where election_id = ${id} and number = 2`)) as {
    id: number
  }[]
  await run(`insert into polling_station (round_id, number, kind, name, place, residents_groups, opens, closes, has_voting_booth)
    values (${runoff?.id}, 1, 'central', '会场', '礼堂', '[]', '08:00', '12:00', 1), (${runoff?.id}, 2, 'station', '二站', '活动室', '[]', '08:00', '12:00', 1)`)
  await run(
    `insert into check_in (round_id, station_id, voter_id, at, account_id) select ${runoff?.id}, (select max(id) from polling_station) - id % 2, id, ${at}, 1 from voter where election_id = ${id} and is_elector = 1 and id % 4 <> 0`,
  )
  await run(result(runoff?.id ?? 0, 14, 11, '2027-05-16'))
  for (const name of ['pollOpened', 'pollClosed', 'tallyCompleted', 'resultDeclared']) {
    await run(`insert into milestone (election_id, round, name, reached_on) values (${id}, 2, '${name}', '2027-05-16')`)
  }
  await run(`insert into elected_member (election_id, round_id, post_id, voter_id, name, votes)
    values (${id}, ${roundId}, ${postIds[0]}, ${voterIds[0]}, '甲', 12), (${id}, ${roundId}, ${postIds[1]}, null, '写入者', 9), (${id}, ${runoff?.id}, ${postIds[2]}, ${voterIds[9]}, '乙', 10)`)
  await run(`insert into member_facts (election_id, person_id, sex, birth_date, nationality, political_status, education, occupation, origin, service, is_full_time, party_office, recorded_by, recorded_at)
    values (${id}, 'resident-写入者', 'female', '1961-05-13', '汉族', '中国共产党党员', '', '', null, null, null, null, 1, ${at})`)
  await run(`insert into roll_change (election_id, voter_id, kind, reason, before, after, changed_on, roll_version)
    values (${id}, ${voterIds[1]}, 'added', 'movedIn', '{}', '{}', '2027-05-01', 1), (${id}, ${voterIds[2]}, 'added', 'movedIn', '{}', '{}', '2027-05-01', 1),
    (${id}, ${voterIds[3]}, 'removed', 'died', '{}', '{}', '2027-05-01', 1), (${id}, ${voterIds[4]}, 'added', 'missed', '{}', '{}', '2027-05-01', 1)`)
}
