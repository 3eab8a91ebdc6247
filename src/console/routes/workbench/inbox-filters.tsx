// Narrowing the inbox. Plain selects: the workbench must open fast on an old office computer.

import { SearchBox } from '../../../kit/search-box.tsx'
import type { Light } from '../../../wire/cases.ts'

type InboxFiltersProps = {
  scenes: readonly { value: string; label: string }[]
  lights: readonly { value: Light; label: string }[]
  filter: { scene: string; light: string; q: string }
  onChange: (change: Record<string, string>) => void
}

export function InboxFilters({ scenes, lights, filter, onChange }: InboxFiltersProps) {
  return (
    <search className="inbox-filters">
      <SearchBox value={filter.q} placeholder="搜索标题、编号" onSearch={q => onChange({ q })} />
      <select
        aria-label="场景"
        className={`plain-select ${filter.scene ? 'set' : ''}`}
        value={filter.scene}
        onChange={event => onChange({ scene: event.target.value })}
      >
        <option value="">全部场景</option>
        {scenes.map(scene => (
          <option key={scene.value} value={scene.value}>
            {scene.label}
          </option>
        ))}
      </select>
      <select
        aria-label="灯色"
        className={`plain-select ${filter.light ? 'set' : ''}`}
        value={filter.light}
        onChange={event => onChange({ light: event.target.value })}
      >
        <option value="">全部灯色</option>
        {lights.map(light => (
          <option key={light.value} value={light.value}>
            {light.label}
          </option>
        ))}
      </select>
      <span className="inbox-keys desk-only" aria-hidden="true">
        <kbd>J</kbd>
        <kbd>K</kbd> 移动 <kbd>X</kbd> 选择 <kbd>Enter</kbd> 打开
      </span>
    </search>
  )
}
