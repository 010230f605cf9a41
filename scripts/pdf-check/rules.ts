/**
 * What is asked of every file, in our own words: the parts of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) that a
 * file of this house could break. What it never writes, such as notes, forms, films or layers, is one rule: `never`.
 */
export const rules = {
  header: ['PDF/A 6.1.2', '开头是版本号，第二行是四个非文本字节'],
  trailer: ['PDF/A 6.1.3', '末尾有指向目录的尾部，并有 ID'],
  encryption: ['PDF/A 6.1.3', '没有加密'],
  end: ['PDF/A 6.1.3', '结束标记之后没有别的内容'],
  table: ['PDF/A 6.1.4', '有对象表，每个对象都在表上写的位置'],
  hex: ['PDF/A 6.1.6', '十六进制文本每字节两位，没有别的字符'],
  stream: ['PDF/A 6.1.7.1', '每个数据流和写明的一样长'],
  filter: ['PDF/A 6.1.7.2', '数据流只用人人可用的压缩方法'],
  name: ['PDF/A 6.1.8', '名称是 UTF-8，不超过 127 字节'],
  spacing: ['PDF/A 6.1.9', '每个对象的起止各占一行'],
  limits: ['PDF/A 6.1.13', '数值、文本、嵌套和页面尺寸在限度之内'],
  operator: ['PDF/A 6.2.2', '页面只用规定的指令，所用资源都写明，有始有终'],
  outputIntent: ['PDF/A 6.2.3', '有一份输出意图，色彩特性文件是第 2 版或第 4 版'],
  colour: ['PDF/A 6.2.4.3', '颜色都属于输出意图的色彩'],
  picture: ['PDF/A 6.2.8', '图片不作平滑，没有替代图'],
  font: ['PDF/A 6.2.11.2', '字体是复合字体，写明类别和名称'],
  cidToGid: ['PDF/A 6.2.11.3.2', 'TrueType 字体有编码到字形的对照'],
  encoding: ['PDF/A 6.2.11.3.3', '编码为 Identity-H'],
  embedded: ['PDF/A 6.2.11.4.1', '字体嵌在文件里，用到的字形都有'],
  width: ['PDF/A 6.2.11.5', '字形的宽度和字体里的一样'],
  unicode: ['PDF/A 6.2.11.7.2', '每个字形都写明是什么字'],
  privateUse: ['PDF/A 6.2.11.7.3', '没有私用区的字'],
  notdef: ['PDF/A 6.2.11.8', '没有用到缺字的字形'],
  never: ['PDF/A 6.3–6.11', '没有批注、表单、动作、图层、附件和表单对象'],
  metadata: ['PDF/A 6.6.2.1', '有 UTF-8 的 XMP 元数据'],
  extension: ['PDF/A 6.6.2.3', 'XMP 以外的属性都有说明'],
  identified: ['PDF/A 6.6.4', '元数据写明是 PDF/A-2a'],
  info: ['PDF/A 6.6.2', '题名、作者、时间在两处写得一样'],
  marked: ['PDF/A 6.7.2', '写明已加标记；页上的一切要么属于结构，要么是装饰'],
  structure: ['PDF/A 6.7.3', '有结构树，每一块都找得到所属，来回一致'],
  tag: ['PDF/A 6.7.3.4', '结构的种类是标准的，各在其位'],
  language: ['PDF/A 6.7.4', '写明语言'],
  ua: ['PDF/UA 5', '元数据写明是 PDF/UA-1'],
  title: ['PDF/UA 7.1', '有题名，并显示题名'],
  grid: ['PDF/UA 7.2', '表格各行的列数一样'],
  figure: ['PDF/UA 7.3', '每幅图都有文字说明'],
  heading: ['PDF/UA 7.4.2', '标题从第一级起，逐级向下'],
  heads: ['PDF/UA 7.5', '每个表头写明是哪一行或者哪一列的'],
  tabs: ['PDF/UA 7.18.3', '页上按结构的次序移动'],
} as const satisfies Record<string, readonly [clause: string, words: string]>

export type RuleKey = keyof typeof rules

export interface Finding {
  readonly rule: RuleKey
  readonly where: string
}

export function found(rule: RuleKey, where = ''): Finding {
  return { rule, where }
}

/** One line a finding: the clause, what it asks for, and where it is not so. */
export function tell({ rule, where }: Finding): string {
  const [clause, words] = rules[rule]
  return `${clause}：要求${words}${where === '' ? '' : `（${where}）`}`
}
