import type { Role } from '../security/roles.js'

interface Entry {
  readonly href: string
  readonly text: string
  readonly roles: readonly Role[]
}

/** The main menu of those above the communities, in order; each sees the entries of their role. */
const entries: readonly Entry[] = [
  { href: '/', text: '社区与进度', roles: ['bureauAuditor', 'townshipOfficer', 'observer'] },
  { href: '/today', text: '今天的工作', roles: ['administrator'] },
  { href: '/accounts', text: '账号', roles: ['administrator'] },
  { href: '/season', text: '换届设置', roles: ['administrator'] },
  { href: '/communities', text: '街道与社区', roles: ['administrator'] },
  { href: '/registration-clashes', text: '重复登记', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/township-papers', text: '各社区文书', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/township-handovers', text: '移交与档案', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/print-runs', text: '批量打印', roles: ['townshipOfficer'] },
  { href: '/season-picture', text: '换届全景', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/weekly-digest', text: '进度周报', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/direct-election-rate', text: '直选率', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/statistics', text: '统计', roles: ['bureauAuditor', 'townshipOfficer'] },
  { href: '/season', text: '换届设置', roles: ['bureauAuditor'] },
  { href: '/audit-log', text: '操作日志', roles: ['bureauAuditor'] },
  { href: '/audit-log/verify', text: '核对日志', roles: ['administrator'] },
  { href: '/audit-log/checkpoints', text: '日志存证', roles: ['administrator'] },
  { href: '/enter-strokes', text: '笔画补录', roles: ['bureauAuditor'] },
  { href: '/wordings', text: '文书措辞', roles: ['bureauAuditor'] },
]

/** The entries a role sees; the one whose pages the address belongs to is marked. */
export function mainNavOf(role: Role, path: string) {
  return entries
    .filter(({ roles }) => roles.includes(role))
    .map(({ href, text }) => ({ href, text, isHere: path === href || (href !== '/' && path.startsWith(`${href}/`)) }))
}
