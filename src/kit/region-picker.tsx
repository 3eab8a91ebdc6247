// A region chosen by walking down: city, county, town, village. Children are read when a level is opened.
import { useQueryClient } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import { useEffect, useState } from 'react'
import type { RegionBody } from '../wire/city.ts'
import { get, listIn } from './api.ts'
import type { NameMap } from './show-value.tsx'

type Node = { id: string; pId: string | null; value: string; title: string; isLeaf: boolean; disabled: boolean }
type RegionPickerProps = {
  value: string | undefined
  onChange: (value: string | undefined) => void
  id?: string
  names?: NameMap
  level?: string | undefined
  disabled?: boolean
  invalid?: boolean
  describedBy?: string | undefined
  label?: string
  placeholder?: string
}

export function RegionPicker({
  value,
  onChange,
  id,
  names = {},
  level,
  disabled = false,
  invalid = false,
  describedBy,
  label,
  placeholder = '请选择区域',
}: RegionPickerProps) {
  const queries = useQueryClient()
  const [nodes, setNodes] = useState<readonly Node[]>([])
  const load = async (parent: string | null) => {
    const children = await queries.fetchQuery({
      queryKey: ['regions', parent],
      queryFn: () => get('/regions', { parent }),
      staleTime: Number.POSITIVE_INFINITY,
    })
    const found = listIn<RegionBody>(children).map(one => ({
      id: one.code,
      pId: parent,
      value: one.code,
      title: one.name,
      isLeaf: one.children === 0 || one.level === level,
      disabled: level !== undefined && one.level !== level,
    }))
    setNodes(list => [...list, ...found.filter(one => !list.some(other => other.id === one.id))])
    return found
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roots are read once
  useEffect(() => {
    load(null)
      .then(roots => (roots.length === 1 && roots[0] ? load(roots[0].id) : undefined))
      .catch(() => undefined)
  }, [])
  const shown =
    value && !nodes.some(node => node.id === value)
      ? [...nodes, { id: value, pId: null, value, title: names[value] ?? value, isLeaf: true, disabled: false }]
      : nodes
  return (
    <TreeSelect<string>
      {...(id && { id })}
      {...(invalid && { status: 'error' as const })}
      {...(describedBy && { 'aria-describedby': describedBy })}
      {...(label && { 'aria-label': label })}
      value={(value ?? null) as string}
      treeData={shown as Node[]}
      treeDataSimpleMode
      loadData={async node => {
        await load(String(node.value))
      }}
      showSearch
      treeNodeFilterProp="title"
      allowClear
      disabled={disabled}
      placeholder={placeholder}
      style={{ width: '100%' }}
      treeDefaultExpandedKeys={nodes[0] ? [nodes[0].id] : []}
      onChange={next => onChange(next ?? undefined)}
    />
  )
}
