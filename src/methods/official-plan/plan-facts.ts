// Whose plan it is: title, issuer, document number and date, from the metadata, the head, the signature and the notice's title.
import { readDay } from './due-dates.ts'
import { type Joined, wordsOf } from './join-lines.ts'
import { dateLine, unitEnding } from './markers.ts'

export type PlanFacts = { title: string; issuer: string; number: string | null; date: string | null }

const kinds =
  '(?:方案|计划|规划|意见|办法|措施|要点|纲要|通知|决定|细则|清单|分工表?|分解表|任务书|行动|举措|安排|报告|条例|规定|指引|若干政策|政策|责任分解|任务表|目标任务|实施案)'
const kindEnd = new RegExp(`${kinds}(?:（[^（）]{1,24}）|〔[^〔〕]{1,24}〕)*(?:的(?:通知|函|批复|决定))?$`)
const numberLine = /^([\u4e00-\u9fff]{1,14}(?:（[^（）]{1,6}）)?)[〔（]?(20\d{2}|19\d{2})[〕）]?第?(\d{1,5})号$/

/** The facts of the document's head. */
export function readPlanFacts(joined: Joined): PlanFacts {
  const paragraphs = joined.paragraphs
  const words = (at: number) => joined.norm.slice(paragraphs[at]!.start, paragraphs[at]!.end)
  const firstHeading = paragraphs.findIndex(each => each.kind === 'text' && (each.marker || each.heading > 1 || each.label))
  const head = firstHeading < 0 ? Math.min(paragraphs.length, 40) : firstHeading
  const candidates = titleCandidates(joined, head)
  const noticeTitle = joined.metadata.get('标题') ?? candidates.find(each => /(?:印发|转发|下发)/.test(each)) ?? candidates[0] ?? ''
  const inner = innerTitle(noticeTitle) ?? candidates.map(innerTitle).find(each => each !== undefined)
  const own = candidates.findLast(each => innerTitle(each) === undefined && kindEnd.test(each) && !/通知$/.test(each))
  const title = squeeze(inner ?? (candidates.some(each => same(each, noticeTitle)) || !own ? noticeTitle : own))
  return {
    title: title === '' ? fallbackTitle(joined, words) : title,
    issuer: readIssuer({ joined, words, noticeTitle, head }),
    number: readNumber(joined, words, head),
    date: readDate(joined, words),
  }
}

const squeeze = (text: string) => text.replaceAll(/\s/g, '')
const same = (one: string, other: string) => squeeze(one) === squeeze(other)

function innerTitle(title: string): string | undefined {
  const found = /(?:印发|转发|下发|发布)(?:实施)?(.+?)(?:的)?(?:通知|函|公告)$/.exec(squeeze(title))?.[1]
  if (found === undefined) return undefined
  const quoted = /^[^《]{0,24}《(.+)》[^《》]{0,6}$/.exec(found)?.[1]
  return quoted ?? (kindEnd.test(found) ? found : undefined)
}

// Short paragraphs before the first heading that, alone or two or three together, end as titles end.
function titleCandidates(joined: Joined, head: number): string[] {
  const found: string[] = []
  const plain = (at: number): string | undefined => {
    const paragraph = joined.paragraphs[at]
    if (!paragraph || at >= head || paragraph.kind !== 'text') return undefined
    const norm = joined.norm.slice(paragraph.start, paragraph.end)
    if (norm.length > 70 || /[。；：！]$|^[（〔]|，.*，/.test(norm) || /文件$/.test(norm) || numberLine.test(norm) || dateLine.test(norm))
      return undefined
    return wordsOf(joined, paragraph.start, paragraph.end).replace(/^#+/, '')
  }
  for (let at = 0; at < head; at++) {
    let joinedLines = ''
    for (let count = 0; count < 4; count++) {
      const line = plain(at + count)
      if (line === undefined) break
      if (count > 0 && startsAnew(line, joinedLines)) break
      joinedLines += line
      const next = plain(at + count + 1)
      if (kindEnd.test(joinedLines) && (next === undefined || startsAnew(next, joinedLines))) {
        found.push(joinedLines)
        at += count
        break
      }
    }
  }
  return found
}

// A title over several lines goes on; a second title repeats the issuer or the first words.
function startsAnew(line: string, before: string): boolean {
  return squeeze(before).startsWith(squeeze(line).slice(0, 4)) || (kindEnd.test(before) && line.length > 5)
}

function fallbackTitle(joined: Joined, words: (at: number) => string): string {
  for (const [at, paragraph] of joined.paragraphs.entries()) {
    if (paragraph.kind !== 'text' || paragraph.marker) continue
    const text = words(at)
    if (text.length >= 4 && text.length <= 60 && !/[。；：，]$/.test(text) && !numberLine.test(text) && !/文件$/.test(text))
      return squeeze(wordsOf(joined, paragraph.start, paragraph.end))
    if (at > 12) break
  }
  return ''
}

type Place = { joined: Joined; words: (at: number) => string; noticeTitle: string; head: number }

function readIssuer({ joined, words, noticeTitle, head }: Place): string {
  const stated = ['发文机关', '发文单位', '制发机关', '制发单位', '发布机构']
    .map(label => joined.metadata.get(label))
    .find(each => each !== undefined)
  if (stated) return stated.replace(/[、，].*$/, '')
  const signed = readSignature(joined, words)
  if (signed !== '') return signed
  for (let at = 0; at < Math.max(head, 1) && at < joined.paragraphs.length; at++) {
    const found = /^(.{3,30}?)文件$/.exec(words(at))?.[1]
    if (found && unitEnding.test(found)) return found
  }
  const named =
    /^(.{2,30}?)关于/.exec(squeeze(noticeTitle))?.[1] ??
    /^(.{2,24}?(?:局|委|委员会|办公室|政府|厅|部|院|中心|公司|管委会))(?=20\d{2}年|印发|[“《])/.exec(squeeze(noticeTitle))?.[1]
  if (named && unitEnding.test(named)) return named
  for (let at = 0; at < joined.paragraphs.length; at++) {
    const found = /^(.{3,30}?)(?:\d{4}|[零〇○一二三四五六七八九]{4})年.{2,6}日印发$/.exec(words(at))?.[1]
    if (found) return found
    const next = joined.paragraphs[at + 1]
    if (
      joined.paragraphs[at]!.kind === 'boundary' &&
      next?.kind === 'boundary' &&
      /印发$/.test(words(at + 1)) &&
      unitEnding.test(words(at))
    )
      return words(at)
  }
  return ''
}

// The names right above the first date line that is not the printer's (印发).
function readSignature(joined: Joined, words: (at: number) => string): string {
  for (let at = 1; at < joined.paragraphs.length; at++) {
    const paragraph = joined.paragraphs[at]!
    if (paragraph.kind !== 'boundary' || !dateLine.test(words(at)) || /印发$/.test(words(at))) continue
    const names: string[] = []
    for (let above = at - 1; above >= 0; above--) {
      const name = words(above)
      if (joined.paragraphs[above]!.kind !== 'boundary' || name.length > 30 || !unitEnding.test(name) || /[：。，]/.test(name)) break
      names.unshift(name)
    }
    if (names.length > 0) return names.join('、')
  }
  return ''
}

function readNumber(joined: Joined, words: (at: number) => string, head: number): string | null {
  const stated = ['发文字号', '文号', '文件编号']
    .map(label => joined.metadata.get(label))
    .find(each => each !== undefined && /\d/.test(each))
  const written = stated ?? findNumberLine(joined, words, head)
  if (written === undefined) return null
  const found = /^(.+?)[〔（]?(\d{4})[〕）]?第?(\d{1,5})号$/.exec(squeeze(written))
  return found ? `${found[1]}〔${found[2]}〕${found[3]}号` : squeeze(written)
}

function findNumberLine(joined: Joined, words: (at: number) => string, head: number): string | undefined {
  for (let at = 0; at < Math.min(joined.paragraphs.length, Math.max(head, 12)); at++) {
    const text = words(at)
      .replace(/^.*(?:文号|字号|文件编号)[：:]?/, '')
      .replace(/^[（〔](.+)[）〕]$/, '$1')
      .replace(/(?:签发人|签发).*$/, '')
    if (numberLine.test(text) && /\d号$/.test(text)) return text
    const tail = /(?:文件|#)?([\u4e00-\u9fff]{2,8}[〔（]20\d{2}[〕）]\d{1,4}号)$/.exec(text)
    if (tail && text.length < 30 && !/[《》]|根据|按照/.test(text)) return tail[1]!.replace(/^.*文件/, '')
  }
  return undefined
}

function readDate(joined: Joined, words: (at: number) => string): string | null {
  const stated = joined.metadata.get('成文日期') ?? joined.metadata.get('成文时间')
  if (stated) return readDay(stated)
  let printed: string | null = null
  for (let at = 0; at < joined.paragraphs.length; at++) {
    const text = words(at)
    if (text.length > 60) continue
    if (dateLine.test(text) && !/印发$/.test(text)) return readDay(text)
    if (/日印发$/.test(text)) printed ??= readDay(text)
  }
  if (printed === null) {
    const other = ['发布日期', '公开日期', '生成日期', '发布时间'].map(label => joined.metadata.get(label)).find(each => each !== undefined)
    printed = other ? readDay(other) : null
  }
  return printed
}
