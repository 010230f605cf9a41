import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import type { SeasonRecord } from '../../src/oversight/season-schema.js'
import { statisticsTables } from '../../src/oversight/statistics-tables.js'
import { aClient } from '../helpers/client.js'
import { aCountedSeason, ask } from '../helpers/counted-season.js'
import { lastEvents } from '../helpers/events.js'
import { unzip } from '../helpers/unzip.js'

const url = '/statistics/package'

t.test('one ZIP of every table that names nobody and of the public record, with the hash of each file', async (t) => {
  const { house } = await aCountedSeason(t)
  const auditor = await aClient(house, 'bureauAuditor')
  t.match((await auditor.get(url)).body, '制作资料包')
  t.equal((await auditor.get(`${url}/file`)).statusCode, 404)
  t.equal((await auditor.post(url)).headers['location'], url)
  t.match(await lastEvents(house, 1), [{ type: 'statisticsExported', facts: { table: 'package', format: 'zip' } }])
  const page = (await auditor.get(url)).body
  t.match(page, `${url}/file`)
  const answer = await auditor.get(`${url}/file`)
  t.equal(answer.headers['content-type'], 'application/zip')
  t.match(
    decodeURIComponent(String(answer.headers['content-disposition'])),
    '奉化市民政局第九届换届统计资料（2027-05-20）.zip',
  )
  t.match(page, createHash('sha256').update(answer.rawPayload).digest('hex'))
  const files = await unzip(answer.rawPayload)
  const tables = statisticsTables.filter((table) => !table.isPersonal)
  t.strictSame(
    [...files.keys()].sort(),
    [
      ...['统计表（按社区）.xlsx', '统计表（按街道、镇）.xlsx', '换届公开数据.json', 'season.schema.json', '目录.csv'],
      ...tables.flatMap(({ title }) => [`CSV/${title}.csv`, `PDF/${title}.pdf`]),
    ].sort(),
  )
  const [, ...index]: string[][] = parse(files.get('目录.csv') ?? Buffer.from(''), { bom: true })
  t.equal(index.length, files.size - 1)
  for (const [path = '', bytes, sha256] of index) {
    const file = files.get(path) ?? Buffer.from('')
    t.equal(file.length, Number(bytes), path)
    t.equal(createHash('sha256').update(file).digest('hex'), sha256, path)
  }
  const record = JSON.parse(files.get('换届公开数据.json')?.toString('utf8') ?? '{}') as SeasonRecord
  t.equal(record.communities.length, 3)
  const season = files.get('CSV/社区居民委员会换届选举情况统计表.csv')?.toString('utf8') ?? ''
  t.match(season, '武岭社区')
  t.equal((await unzip(files.get('统计表（按社区）.xlsx') ?? Buffer.from(''))).has('xl/worksheets/sheet9.xml'), true)
})

t.test('everybody has a package of their own place, for as long as it is kept', async (t) => {
  const { house } = await aCountedSeason(t)
  const officer = await aClient(house, 'townshipOfficer-other')
  await officer.post(url)
  const files = await unzip((await officer.get(`${url}/file`)).rawPayload)
  t.notOk(files.has('统计表（按街道、镇）.xlsx'), 'one township has no sums of townships')
  const record = JSON.parse(files.get('换届公开数据.json')?.toString('utf8') ?? '{}') as SeasonRecord
  t.strictSame(
    record.communities.map(({ community }) => community),
    ['武岭社区'],
  )
  const other = await aClient(house, 'townshipOfficer')
  t.equal((await other.get(`${url}/file`)).statusCode, 404, 'nobody has the package of somebody else')
  t.match((await officer.get(`${url}?format=json`)).json(), { isActive: false })
  await ask(house, 'delete from stored_file_piece')
  await ask(house, 'delete from stored_file')
  t.match((await officer.get(url)).body, '上一次的文件已经过期')
  t.equal((await officer.get(`${url}/file`)).statusCode, 404)
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    const client = await aClient(house, role)
    t.equal((await client.get(url)).statusCode, 403, role)
    t.equal((await client.post(url)).statusCode, 403, role)
    t.equal((await client.get(`${url}/file`)).statusCode, 403, role)
  }
})
