// The lines of a document as they stand, each with what its beginning says; page furniture and web remains are set aside.

import { markCells } from './cell-lines.ts'
import { dateLine, findMarker, type Marker, plainHeading, startsWithLabel, unitEnding } from './markers.ts'
import { normalForm } from './numerals.ts'

export type LineKind = 'text' | 'row' | 'cell' | 'meta' | 'boundary' | 'junk'
export type Line = {
  start: number
  end: number
  /** Normal form without outer space and list marks. */
  norm: string
  kind: LineKind
  marker: Marker | undefined
  label: boolean
  heading: number
  bullet: boolean
  indent: boolean
  blankBefore: boolean
  pageBefore: boolean
  date: boolean
  /** A document number on a line of its own. */
  numbered: boolean
}

const pageNumber =
  /^(?:[-·•\s]*\d{1,4}[-·•\s]*|[-·•\s]*第\s*\d{1,4}\s*页[\s，（/]*(?:共\s*\d{1,4}\s*页[）\s]*)?[-·•\s]*|\d{1,4}\s*\/\s*\d{1,4}|page\s*\d+(?:\s*of\s*\d+)?)$/i
const remains =
  /^(?:-->|<!--.*|\*{3,}|-{3,}|={3,}|_{3,}|扫一扫.{0,30}|〔?打印(?:本页|此页)?〕?.{0,20}|.{0,12}关闭(?:窗口|本页).{0,6}|分享(?:到|至)?：?.{0,30}|〔?字[号体]：.{0,30}|(?:信息|文章|稿件)?来源：.{0,40}|source:.*|https?:\/\/\S+|当前位置：.*|您(?:现在)?(?:的位置|所在的位置).*|首页\s*>.*|[上下]一[篇条]：?.*|(?:浏览|阅读|访问|点击)(?:次数|量|数)：?.*|返回顶部|收藏|责任编辑：.*|编辑：.{0,12}|.*icp备\d+.*|.*公网安备.*|网站(?:地图|标识码).*|版权所有.*|相关(?:链接|文档|解读|附件|阅读)：?.{0,30}|(?:政策|图文|文字|专家)解读：?.{0,30})$/i
const metaLabel =
  '(?:索引号|信息索引号|主题分类|发文机关|发文单位|制发机关|制发单位|发布机构|成文日期|成文时间|标题|名称|发文字号|文件编号|文号|发布日期|发布时间|公开日期|生成日期|主题词|关键词|有效性|公开方式|公开范围|公开类别|公开时限|体裁分类|组配分类|统一编号|规范性文件编号|废止日期|生效日期|失效日期|实施日期|施行日期|服务对象|信息分类|文件状态|内容概述|时效性)'
const metaStart = new RegExp(`^${metaLabel}[：]`)
const metaPair = new RegExp(`(${metaLabel})：([^：]*?)(?=${metaLabel}：|$)`, 'g')
const boundary =
  /^(?:（?此件(?:公开|依申请|主动|删减|不)[^。]{0,20}）?|（?(?:公开|主动)发布）?|抄送：.*|主送：.*|抄报：.*|附件?：.*|附件?\d{0,2}|附件[一二三四五六七八九十\d]{1,2}|附表\d{0,2}|.{4,40}(?:办公室|办公厅|秘书处)\s*(?:\d{4}|[零〇一二三四五六七八九]{4})年.{1,8}日(?:印发|印制)|（联系人：.*）)$/

/** What a metadata block says, label → value; the labels have no inner space. */
export type Metadata = Map<string, string>

export function readLines(text: string): { lines: Line[]; metadata: Metadata } {
  const lines = markCells(cutLines(text))
  setFurnitureAside(lines)
  const metadata = takeMetadata(lines)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (line.kind !== 'text') continue
    if (boundary.test(line.norm) || continuesBoundary(lines, at)) line.kind = 'boundary'
    else if (line.date) markSignature(lines, at)
  }
  return { lines, metadata }
}

// 抄送 lists run over several lines; the attachments named after 附件：1. are a list, not chapters.
function continuesBoundary(lines: Line[], at: number): boolean {
  const line = lines[at]!
  let above = at - 1
  while (above >= 0 && lines[above]!.kind === 'junk') above--
  const before = lines[above]
  if (before?.kind !== 'boundary' || line.norm.length > 60 || /[。：]/.test(line.norm.slice(0, -1))) return false
  if (/^抄[送报]：|[，、]$/.test(before.norm)) return !line.marker && !line.blankBefore && line.heading === 0
  return /^(?:附件：|\d{1,2}[.、])/.test(before.norm) && line.marker?.style === 'num' && line.marker.value > 1
}

function cutLines(text: string): Line[] {
  const lines: Line[] = []
  let blankBefore = false
  let pageBefore = false
  for (const found of text.matchAll(/[^\r\n\f]+|\f|\r?\n|\r/g)) {
    const piece = found[0]
    if (piece === '\f') {
      pageBefore = true
      continue
    }
    if (piece[0] === '\n' || piece[0] === '\r') {
      const before = text[found.index - 1]
      if (before === '\n' || before === '\r' || before === '\f' || before === undefined) blankBefore = true
      continue
    }
    const form = normalForm(piece)
    const lead = /^\s*/.exec(form)![0].length
    const body = form.slice(lead).trimEnd()
    if (body === '') {
      blankBefore = true
      continue
    }
    lines.push(describeLine({ body, start: found.index + lead, indent: indentWidth(piece) >= 3, blankBefore, pageBefore }))
    blankBefore = false
    pageBefore = false
  }
  return lines
}

function indentWidth(piece: string): number {
  let width = 0
  for (const character of piece) {
    if (character === '\u3000') width += 2
    else if (character === '\t') width += 4
    else if (character === ' ' || character === '\u00a0') width++
    else break
  }
  return width
}

function describeLine(given: { body: string; start: number; indent: boolean; blankBefore: boolean; pageBefore: boolean }): Line {
  const row = isRow(given.body)
  const markup = row ? '' : /^(?:>\s*)*(?:#{1,6}\s+)?(?:[-*+]\s+(?=\S))?/.exec(given.body)![0]
  const rest = given.body.slice(markup.length)
  const bold = /^[*_`]{2,3}/.exec(rest)?.[0].length ?? 0
  const norm = rest.slice(bold).trimStart()
  const start = given.start + given.body.length - norm.length
  const plain = norm.slice(0, 400).replaceAll(/\*\*|__|`/g, '')
  return {
    start,
    end: given.start + given.body.length,
    norm,
    kind: row ? 'row' : 'text',
    marker: row ? undefined : findMarker(plain),
    label: !row && startsWithLabel(plain),
    heading: /^#{1,6}(?=\s)/.exec(markup.replace(/^(?:>\s*)*/, ''))?.[0].length ?? 0,
    bullet: /[-*+]\s+$/.test(markup) && !markup.includes('#'),
    indent: given.indent,
    blankBefore: given.blankBefore,
    pageBefore: given.pageBefore,
    numbered: norm.length <= 36 && /^[\u4e00-\u9fff]{1,14}\s*[〔（]\s*(?:19|20)\d{2}\s*[〕）]\s*第?\s*\d{1,5}\s*号$/.test(norm),
    date: norm.length <= 20 && dateLine.test(norm.replaceAll(/\s/g, '')),
  }
}

function isRow(body: string): boolean {
  if (/^\|.*\|$/.test(body) || /^[^|]+(?:\|[^|]*){2,}\|$/.test(body)) return true
  return /\S\t+\s*\S/.test(body) || (body.startsWith('\t') && body.includes('\t', 1))
}

// Page numbers, and headers or footers that come back beside page numbers or page breaks.
function setFurnitureAside(lines: Line[]): void {
  const beside = new Map<string, Line[]>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (line.kind !== 'text') continue
    if (remains.test(line.norm)) line.kind = 'junk'
    else if (line.norm.length < 30 && pageNumber.test(line.norm) && isPageNumber(lines, at)) line.kind = 'junk'
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (line.kind !== 'text' || line.norm.length > 50 || line.label || line.marker || /[。，；：、]/.test(line.norm)) continue
    const edge =
      at === 0 || at === lines.length - 1 || line.pageBefore || lines[at + 1]?.pageBefore || isPage(lines[at - 1]) || isPage(lines[at + 1])
    if (!edge) continue
    const key = line.norm.replaceAll(/\s|\d+/g, '')
    if (key === '') continue
    const known = beside.get(key)
    if (known) known.push(line)
    else beside.set(key, [line])
  }
  // Where page breaks are known two are enough, in bare text it takes three, and on a good part of the pages: the end of a name
  // that a page broke off (“局”) may come back as well.
  const pages = lines.filter(isPage).length
  for (const [key, same] of beside) {
    const known = same.some(line => line.pageBefore)
    if (same.length < (known ? 2 : 3) || (!known && (key.length < 4 || same.length < pages * 0.4))) continue
    for (const line of same) line.kind = 'junk'
  }
  forgivePages(lines)
}

const isPage = (line: Line | undefined) => line !== undefined && line.kind === 'junk' && pageNumber.test(line.norm)

function isPageNumber(lines: Line[], at: number): boolean {
  const line = lines[at]!
  if (!/^\d{1,4}$/.test(line.norm)) return true
  const next = lines[at + 1]
  return line.pageBefore || next === undefined || next.pageBefore || (line.blankBefore && next.blankBefore)
}

// Empty lines around a page number were made by the page, not by the writer.
function forgivePages(lines: Line[]): void {
  for (let at = 1; at < lines.length; at++) {
    if (!isPage(lines[at - 1]) && !lines[at]!.pageBefore) continue
    lines[at]!.blankBefore = false
    lines[at]!.pageBefore = true
  }
}

function takeMetadata(lines: Line[]): Metadata {
  const metadata: Metadata = new Map()
  const head = lines.slice(0, 80)
  for (let at = 0; at < head.length; at++) {
    const line = head[at]!
    const squeezed = line.norm.slice(0, 600).replaceAll(/[\s|*]/g, '')
    if (line.kind === 'junk' || !metaStart.test(squeezed)) continue
    line.kind = 'meta'
    for (const [, label, value] of squeezed.matchAll(metaPair)) {
      let said = value ?? ''
      const next = head[at + 1]
      if (said === '' && next?.kind === 'text' && !/^(?:主题词|关键词)$/.test(label!)) {
        const following = next.norm.replaceAll(/\s/g, '')
        if (following.length <= 80 && !metaStart.test(following)) {
          said = following
          next.kind = 'meta'
        }
      }
      if (said !== '' && !metadata.has(label!)) metadata.set(label!, said)
    }
  }
  return metadata
}

// The names right above a date line are those who signed.
function markSignature(lines: Line[], at: number): void {
  lines[at]!.kind = 'boundary'
  for (let above = at - 1; above >= Math.max(0, at - 4); above--) {
    const line = lines[above]!
    const name = line.norm.replaceAll(/\s/g, '')
    if (line.kind !== 'text' || line.marker || line.label || name.length > 30 || /[。，；：、（]/.test(name) || !unitEnding.test(name))
      return
    if (plainHeading.test(name)) return
    line.kind = 'boundary'
  }
}
