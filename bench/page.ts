// The figures as a page of the documentation: the table, the machine, how each figure grows, and where we are behind, with the reason.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { growthChart } from './chart.ts'
import { type Figures, type Line, type Missing, markOf, ratioOf, sizeText, textOf } from './line.ts'
import type { Machine } from './machine.ts'

/** Why a line may stay behind, by its part: what was found when it was looked into. Shown only where it does. */
const reasons: Readonly<Record<string, string>> = {
  step: '一步办理要在一个事务里写十来张表（数据、过程、待办、定时、参与方、账本、效果），并在每条语句上核对行级权限；服务器、数据库和发出请求的程序共用这台机器的处理器，三者之和就是上限。同行的一步只改一行，不核对权限、不留账本。',
  inbox: '待办页一次取回 30 件和六种计数，时间主要用在服务器组织应答上。',
  list: '先按权限规则挑出一页的行，再以本人身份过行级权限取数，并数清总数（一万以内），每行还要算出时限和红黄灯；同行按同样的条件取五个字段并计总数，以管理员身份，不核对权限。',
  ledger: '每个条目有三张表要写，证明读自己的树节点。',
  start: '首次启动要建库、建表、写入区划单位人员和一年的演示数据。',
  page: '',
}

export function writePage(root: string, machine: Machine, lines: readonly Line[], missing: readonly Missing[]): string {
  const folder = join(root, 'docs', 'bench')
  mkdirSync(folder, { recursive: true })
  const charts = growths(lines)
  for (const [name, svg] of charts) writeFileSync(join(folder, `${name}.svg`), svg)
  const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const behind = lines.filter(line => markOf(line) === '✗' || (ratioOf(line) ?? 1) < 1)
  const page = `# 性能实测

由 \`npm run bench\` 生成，请勿手工修改。${machine.cores} 核 ${machine.processor}，${machine.gigabytes} GB 内存；Node ${machine.node}，PostgreSQL ${machine.postgres}；
${machine.at.slice(0, 10)}。请求程序、服务器、数据库都在这一台机器上，每次提交都落盘（fsync 与 synchronous_commit 开启）。“负载”是测量时的系统负载，
高于核数说明有别的程序在抢处理器，数字会偏差。各数为三轮的中位数；“倍数”大于 1 表示我们更好。同行在同一次运行、同一台机器、同一个
PostgreSQL 上测量，都不经过权限核对，因此对同行有利。这类云主机自身的快慢前后可差近一倍，同行的数字随之变化：看增长应看同一数据量下的“倍数”。

${row('', '测什么', '数据量', '我们', '承诺', '同行', '倍数', '负载')}${row(...Array.from({ length: 8 }, () => '---'))}${lines
  .map(line =>
    row(
      markOf(line),
      line.what,
      sizeText(line.size),
      textOf(line.ours),
      textOf(line.aim),
      line.peer ? `${line.peer.name}：${textOf(line.peer)}` : '',
      ratioOf(line)?.toFixed(1) ?? '',
      line.load,
    ),
  )
  .join('')}
${charts.size > 0 ? `## 数据增长时\n\n${[...charts.keys()].map(name => `![${name}](${name}.svg)`).join('\n\n')}\n` : ''}
${behind.length > 0 ? `## 没有达到或不如同行的\n\n${behind.map(line => `- ${line.what}（${[sizeText(line.size), textOf(line.ours)].filter(Boolean).join('，')}）：${reasons[line.part] || '见上表。'}`).join('\n')}\n` : ''}
${missing.length > 0 ? `## 没能测到的同行\n\n${missing.map(one => `- ${one.name}：${one.why.replaceAll('\n', ' ')}`).join('\n')}\n` : ''}`
  const file = join(folder, 'README.md')
  writeFileSync(file, `${page.trim().replace(/\n{3,}/g, '\n\n')}\n`)
  return file
}

/** For each line that was measured at more than one size: p95, or what one takes where only a rate is known. */
function growths(lines: readonly Line[]): Map<string, string> {
  const groups = Map.groupBy(
    // The step without a pause is there twice, beside either peer: drawn beside the one that was run at every size.
    lines.filter(line => line.size !== undefined && !/每秒来|留言，不停歇/.test(line.what)),
    line => line.what,
  )
  const charts = new Map<string, string>()
  for (const [what, group] of groups) {
    const { part, aim, ours, peer } = group[0]!
    const of = (figures: (line: Line) => Figures | undefined) =>
      group.flatMap(line => {
        const ms = figures(line)?.[ours.p95 === undefined ? 'p50' : 'p95']
        return ms === undefined ? [] : [{ size: line.size!, ms }]
      })
    const points = of(line => line.ours)
    const others = of(line => line.peer)
    if (points.length < 2) continue
    const name = `${part}-${[...charts.keys()].filter(key => key.startsWith(part)).length + 1}`
    charts.set(
      name,
      growthChart({
        title: `${what}（${ours.p95 === undefined ? '中位' : 'p95'}，毫秒）`,
        points,
        ...(aim.p95 !== undefined && { aim: aim.p95 }),
        ...(peer && others.length > 1 && { peer: { name: peer.name, points: others } }),
      }),
    )
  }
  return charts
}
