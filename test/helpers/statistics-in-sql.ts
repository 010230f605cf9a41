/**
 * Every figure of the statistics as a statement of its own, written from the forms and not from the program: of one
 * election (`$e`) or community (`$c`), null where there is nothing to count yet. `table.column` names it.
 */
const age = (birth: string, election: string) =>
  `(cast(strftime('%Y', ${election}) as integer) - cast(strftime('%Y', ${birth}) as integer) - (strftime('%m%d', ${election}) < strftime('%m%d', ${birth})))`

/** Those elected, with sex, age, party, nationality and education as register, nomination and roll say in this order. */
const members = `(select em.*, p.position,
    coalesce(v.sex, mf.sex) as sex,
    ${age('coalesce(v.birth_date, mf.birth_date)', 'e.election_day')} as age,
    case when coalesce(v.nationality, '') <> '' then v.nationality else coalesce(mf.nationality, '') end as nat,
    coalesce(mf.political_status, n.political_status, v.political_status, '') as party,
    coalesce(mf.education, n.education, v.education, '') as edu,
    mf.origin, mf.service, mf.is_full_time, mf.party_office
  from elected_member em join election e on e.id = em.election_id join post p on p.id = em.post_id
  left join voter v on v.id = em.voter_id
  left join nominee n on n.election_id = em.election_id and n.voter_id = em.voter_id
  left join member_facts mf on mf.election_id = em.election_id and mf.person_id = coalesce(cast(em.voter_id as text), 'resident-' || em.name)
  where em.election_id = $e)`

const isDeclared = `exists (select 1 from milestone where election_id = $e and name = 'resultDeclared')`
const ofMembers = (what: string) =>
  `select case when ${isDeclared} then (select count(*) from ${members} where ${what}) end`
const party = `(party like '中共%党员' or party = '中国共产党党员')`
const minority = `(nat not in ('', '汉族'))`
const higher = `(edu like '%本科%' or edu like '%大专%' or edu like '%研究生%')`
const known = `(${higher} or edu like '%高中%' or edu like '%中专%' or edu like '%小学%' or edu like '%初中%')`

const roll = (table: string, what: string, has: string) =>
  `select case when ${has} then (select count(*) from ${table} where ${what}) end`
const nominees = `(select v.sex, n.political_status as party, v.nationality as nat from nominee n join voter v on v.id = n.voter_id where n.election_id = $e and n.vetting in ('open', 'passed'))`
const hasNominees = `exists (select 1 from nominee where election_id = $e and vetting in ('open', 'passed'))`
const candidates = `(select coalesce(v.sex, c.sex) as sex, coalesce(n.political_status, v.political_status) as party, v.nationality as nat
  from candidate_list l join voting_round r on r.id = l.round_id join candidate_list_place pl on pl.list_id = l.id join candidate c on c.id = pl.candidate_id
  left join voter v on v.id = c.voter_id left join nominee n on n.election_id = $e and n.voter_id = c.voter_id
  where r.election_id = $e and r.number = 1 and l.version = (select max(version) from candidate_list where round_id = r.id))`
const hasCandidates = `exists (select 1 from milestone where election_id = $e and name = 'candidatesConfirmed')`
const representatives = `(select v.sex, v.political_status as party, v.nationality as nat, r.leads from representative r join voter v on v.id = r.voter_id where r.election_id = $e)`
const hasRepresentatives = `exists (select 1 from representative where election_id = $e)`
const committee = `(select v.political_status as party from election_committee_member m left join voter v on v.id = m.voter_id where m.election_id = $e and m.left_on is null)`
const hasCommittee = `exists (select 1 from milestone where election_id = $e and name = 'electionCommitteeFormed')`

const four = (table: string, key: string, people: string, has: string) => ({
  [`${table}.${key}`]: roll(people, '1', has),
  [`${table}.${key}Women`]: roll(people, `sex = 'female'`, has),
  [`${table}.${key}Party`]: roll(people, party, has),
  [`${table}.${key}Minority`]: roll(people, minority, has),
})

const isFirst = `r.election_id = $e and r.number = 1`
const checkIns = (where: string) =>
  `select case when exists (select 1 from check_in c join voting_round r on r.id = c.round_id where ${isFirst}) or ${isDeclared}
   then (select count(*) from check_in c join polling_station s on s.id = c.station_id join voting_round r on r.id = c.round_id where ${isFirst} and c.undone_at is null and ${where}) end`
const places = (rounds: string, what: string, where: string) =>
  `select case when exists (select 1 from voting_round r where ${rounds}) and ${isDeclared} then (select ${what} from polling_station s join voting_round r on r.id = s.round_id where ${rounds} and ${where}) end`
const later = `r.election_id = $e and r.kind <> 'first'`
const laterCheckIns = (where: string) =>
  `select case when exists (select 1 from voting_round r where ${later}) then (select count(*) from check_in c join polling_station s on s.id = c.station_id join voting_round r on r.id = c.round_id where ${later} and c.undone_at is null and ${where}) end`
const declaredFigure = (field: string) =>
  `select json_extract(outcome, '$.${field}') from result join voting_round r on r.id = result.round_id where ${isFirst} and declared_on is not null`
const changes = (reason: string) =>
  `select case when $e > 0 then (select count(*) from roll_change where election_id = $e and reason = '${reason}') end`
const seats = `select sum(seats) from post where election_id = $e`
const entitled = `select case when count(*) > 0 then count(*) end from register_row rr join register_import i on i.id = rr.import_id where i.election_id = $e and i.state = 'committed' and rr.outcome in ('add', 'refused')`
const registered = `select case when count(*) > 0 then count(*) end from voter where election_id = $e and state = 'registered'`
const selected = (body: string) => `select selected_by = '${body}' from election_committee where election_id = $e`
const put = (participation: string) =>
  `select exists (select 1 from season_community where community_id = $c and participation = '${participation}')`
const held = `(${isDeclared})`
const has = (kind: string) => `exists (select 1 from voting_round where election_id = $e and kind = '${kind}')`
const origin = (name: string) => ofMembers(`origin = '${name}'`)
const form = (name: string) => `select ${held} and exists (select 1 from election where id = $e and form = '${name}')`

export const figuresInSql: Readonly<Record<string, string>> = {
  'preparation.entitled': entitled,
  'preparation.registered': registered,
  'preparation.byAssembly': selected('residentsAssembly'),
  'preparation.byRepresentatives': selected('representativesAssembly'),
  'preparation.committee': roll(committee, '1', hasCommittee),
  'preparation.committeeParty': roll(committee, party, hasCommittee),
  ...four('nominees', 'nominees', nominees, hasNominees),
  'candidates.seats': seats,
  'candidates.byPrimary': `select case when ${hasCandidates} then exists (select 1 from primary_vote where election_id = $e and is_valid = 1) end`,
  'candidates.speeches': `select with_speeches from recorded_step where election_id = $e and step = 'meeting'`,
  'candidates.noSpeeches': `select 1 - with_speeches from recorded_step where election_id = $e and step = 'meeting'`,
  'candidates.direct': `select case when ${hasCandidates} then not exists (select 1 from primary_vote where election_id = $e and is_valid = 1) end`,
  ...four('candidates', 'candidates', candidates, hasCandidates),
  'voting.electors': declaredFigure('registered'),
  'voting.voted': declaredFigure('votersWhoVoted'),
  'voting.central': checkIns(`s.kind = 'central' and c.proxy_id is null`),
  'voting.station': checkIns(`s.kind = 'station' and c.proxy_id is null`),
  'voting.mobile': checkIns(`s.kind = 'mobile' and c.proxy_id is null`),
  'voting.byPost': checkIns('0'),
  'voting.proxy': checkIns('c.proxy_id is not null'),
  'voting.scribes': `select case when ${isDeclared} then (select count(*) from scribe_request q join voting_round r on r.id = q.round_id where ${isFirst} and q.withdrawn_at is null) end`,
  'voting.stations': places(isFirst, 'count(*)', `s.kind = 'station'`),
  'voting.boxes': places(isFirst, 'count(*)', `s.kind = 'mobile'`),
  'voting.booths': places(isFirst, 'coalesce(sum(has_voting_booth), 0)', '1'),
  'elected.elected': ofMembers('1'),
  'elected.electedWomen': ofMembers(`sex = 'female'`),
  'elected.electedParty': ofMembers(party),
  'elected.consecutive': ofMembers(`service = 'consecutive'`),
  'elected.first': ofMembers(`service in ('first', 'again')`),
  'elected.to30': ofMembers('age <= 30'),
  'elected.to60': ofMembers('age > 30 and age <= 60'),
  'elected.over60': ofMembers('age > 60'),
  'elected.ageUnknown': ofMembers('age is null'),
  'elected.college': ofMembers(higher),
  'elected.belowCollege': ofMembers(`${known} and not ${higher}`),
  'elected.educationUnknown': ofMembers(`not ${known}`),
  'elected.onBoth': ofMembers(`party_office in ('member', 'deputySecretary', 'secretary')`),
  'elected.secretaryAndChair': ofMembers(`party_office = 'secretary' and position = 'chair'`),
  'elected.from-resident': origin('resident'),
  'elected.from-enterprise': origin('enterprise'),
  'elected.from-association': origin('association'),
  'elected.from-returned': origin('returned'),
  'elected.from-seconded': origin('seconded'),
  'elected.from-graduate': origin('graduate'),
  'elected.from-graduateOfficial': origin('graduateOfficial'),
  'elected.from-retired': origin('retired'),
  'elected.originUnknown': ofMembers('origin is null'),
  ...four('representatives', 'representatives', representatives, hasRepresentatives),
  'representatives.heads': roll(representatives, `leads = 'head'`, hasRepresentatives),
  'representatives.headWomen': roll(representatives, `leads = 'head' and sex = 'female'`, hasRepresentatives),
  'representatives.headParty': roll(representatives, `leads = 'head' and ${party}`, hasRepresentatives),
  'representatives.headMinority': roll(representatives, `leads = 'head' and ${minority}`, hasRepresentatives),
  'completion.due': `select not exists (select 1 from season_community where community_id = $c and participation <> 'takingPart')`,
  'completion.atOnce': `select ${held} and not ${has('runoff')} and not ${has('rerun')}`,
  'completion.runoff': `select ${held} and ${has('runoff')}`,
  'completion.rerun': `select ${held} and ${has('rerun')}`,
  'completion.completed': `select ${held}`,
  'completion.notCompleted': `select not ${held} and not exists (select 1 from season_community where community_id = $c and participation <> 'takingPart')`,
  'completion.postponed': put('postponed'),
  'completion.notHeld': put('notHeld'),
  'later-votes.cameOfAge': changes('cameOfAge'),
  'later-votes.movedIn': changes('movedIn'),
  'later-votes.marriedIn': changes('marriedIn'),
  'later-votes.rightsRestored': changes('rightsRestored'),
  'later-votes.movedAway': changes('movedAway'),
  'later-votes.marriedAway': changes('marriedAway'),
  'later-votes.died': changes('died'),
  'later-votes.rightsLost': changes('rightsLost'),
  'later-votes.laterVoted': laterCheckIns('1'),
  'later-votes.proxy': laterCheckIns('c.proxy_id is not null'),
  'later-votes.mobile': laterCheckIns(`s.kind = 'mobile' and c.proxy_id is null`),
  'later-votes.scribes': `select case when exists (select 1 from voting_round r where ${later}) then (select count(*) from scribe_request q join voting_round r on r.id = q.round_id where ${later} and q.withdrawn_at is null) end`,
  'later-votes.stations': places(later, 'count(*)', `s.kind = 'station'`),
  'later-votes.boxes': places(later, 'count(*)', `s.kind = 'mobile'`),
  'season.communities': 'select 1',
  'season.due': `select not exists (select 1 from season_community where community_id = $c and participation <> 'takingPart')`,
  'season.held': `select ${held}`,
  'season.completed': `select ${held}`,
  'season.postponed': put('postponed'),
  'season.notHeld': put('notHeld'),
  'season.direct': form('allVoters'),
  'season.households': form('households'),
  'season.representatives': form('representatives'),
  'season.atOnce': `select ${held} and not ${has('runoff')} and not ${has('rerun')}`,
  'season.runoff': `select ${held} and ${has('runoff')}`,
  'season.rerun': `select ${held} and ${has('rerun')}`,
  'season.entitled': entitled,
  'season.registered': registered,
  'season.electors': declaredFigure('registered'),
  'season.voted': declaredFigure('votersWhoVoted'),
  'season.proxy': checkIns('c.proxy_id is not null'),
  'season.seats': seats,
  'season.elected': ofMembers('1'),
  'season.chairs': ofMembers(`position = 'chair'`),
  'season.viceChairs': ofMembers(`position = 'viceChair'`),
  'season.members': ofMembers(`position = 'member'`),
  'season.women': ofMembers(`sex = 'female'`),
  'season.party': ofMembers(party),
  'season.womenChairs': ofMembers(`sex = 'female' and position = 'chair'`),
  'season.oneBoth': ofMembers(`party_office = 'secretary' and position = 'chair'`),
  'season.onBoth': ofMembers(`party_office in ('member', 'deputySecretary', 'secretary')`),
  'season.consecutive': ofMembers(`service = 'consecutive'`),
  'season.newcomers': ofMembers(`service in ('first', 'again')`),
  'season.fullTime': ofMembers('is_full_time = 1'),
  'season.minority': ofMembers(minority),
  'season.to35': ofMembers('age <= 35'),
  'season.to45': ofMembers('age between 36 and 45'),
  'season.to59': ofMembers('age between 46 and 59'),
  'season.from60': ofMembers('age >= 60'),
  'season.ageSum': `select case when ${isDeclared} then (select coalesce(sum(age), 0) from ${members}) end`,
  'season.aged': ofMembers('age is not null'),
  'season.graduate': ofMembers(`edu like '%研究生%'`),
  'season.bachelor': ofMembers(`edu like '%本科%'`),
  'season.college': ofMembers(`edu like '%大专%'`),
  'season.secondary': ofMembers(`edu like '%高中%' or edu like '%中专%'`),
  'season.lower': ofMembers(`edu like '%小学%' or edu like '%初中%'`),
  'season.educationUnknown': ofMembers(`not ${known}`),
  'season.collegeUp': ofMembers(higher),
  'teams.elected': ofMembers('1'),
  'teams.ageSum': `select case when ${isDeclared} then (select coalesce(sum(age), 0) from ${members}) end`,
  'teams.aged': ofMembers('age is not null'),
  'teams.collegeUp': ofMembers(higher),
  'teams.secondary': ofMembers(`edu like '%高中%' or edu like '%中专%'`),
  'teams.lower': ofMembers(`edu like '%小学%' or edu like '%初中%'`),
  'teams.party': ofMembers(party),
  'teams.onBoth': ofMembers(`party_office in ('member', 'deputySecretary', 'secretary')`),
  'teams.oneBoth': ofMembers(`party_office = 'secretary' and position = 'chair'`),
}
