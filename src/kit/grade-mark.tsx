// The grade a scene has earned, as a medal with its word; on its own page also what it lacks for the next one.
import type { SceneView } from '../wire/manifest.ts'
import './grade-mark.css'

const words = { none: '未达标', bronze: '铜级', silver: '银级', gold: '金级' } as const

export function GradeMark({ grade, missing }: { grade: SceneView['grade']; missing?: readonly string[] }) {
  const says =
    grade === 'gold'
      ? '说明、演示、期限、保护、算例、全程浏览器测试都已具备'
      : missing && missing.length > 0
        ? `还缺：${missing.join('；')}`
        : '按说明、演示、期限、保护、算例和全程测试自动评定'
  return (
    <span className={`grade-mark ${grade}`} title={says}>
      <i aria-hidden="true" />
      {words[grade]}
      {missing === undefined ? null : <span className="visually-hidden">，{says}</span>}
    </span>
  )
}
