// npx shuzhi scenes: every scene with the grade it has earned, and what it lacks for the next one.
import { type AreaId, areas } from '../../src/declare/scene.ts'
import { type Graded, gradeAll } from '../../src/server/grade.ts'
import { loadScenes, sceneFolders } from '../../src/server/load-scenes.ts'

const usage = `用法：npx shuzhi scenes [--json]
  --json   打印 [{ id, title, area, plan, grade, missing: [] }]`

export const gradeLabels = { none: '未达标', bronze: '铜', silver: '银', gold: '金' } as const

/** Runs the command; the answer is the exit code: 0 printed, 2 wrong call. */
export async function scenesCommand(args: string[]): Promise<number> {
  const unknown = args.find(arg => !['--json', '--help', '-h'].includes(arg))
  if (unknown !== undefined || args.includes('--help') || args.includes('-h')) {
    ;(unknown === undefined ? console.log : console.error)(unknown === undefined ? usage : `不认识“${unknown}”。\n${usage}`)
    return unknown === undefined ? 0 : 2
  }
  const graded = gradeAll(await loadScenes(), sceneFolders())
  console.log(args.includes('--json') ? JSON.stringify(graded, null, 2) : gradeTable(graded))
  return 0
}

/** The table as text; Chinese characters take two columns. */
export function gradeTable(graded: readonly Graded[]): string {
  const rows = [
    ['场景', '名称', '领域', '规划', '等级', '还缺'],
    ...graded.map(one => [
      one.id,
      one.title,
      areas[one.area as AreaId] ?? one.area,
      one.plan,
      gradeLabels[one.grade],
      one.missing.join('；') || '—',
    ]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => width(row[column]!))))
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - width(cell)))
      .join('  ')
      .trimEnd(),
  )
  const count = (grade: Graded['grade']) => graded.filter(one => one.grade === grade).length
  return [
    ...lines,
    '',
    `共${graded.length}个场景：金${count('gold')}，银${count('silver')}，铜${count('bronze')}，未达标${count('none')}`,
  ].join('\n')
}

const width = (text: string): number => [...text].reduce((sum, char) => sum + (/[\u1100-\uffff]/.test(char) ? 2 : 1), 0)
