// Regions as a tree (WAI-ARIA), children read when a branch is opened.
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { get, listIn } from '../../../kit/api.ts'
import { Skeleton } from '../../../kit/states.tsx'
import type { RegionBody } from '../../../wire/city.ts'

type TreeProps = { chosen: string; onChoose: (code: string) => void }

export function RegionTree(props: TreeProps) {
  const roots = useRegions(null)
  if (!roots.data) return <Skeleton rows={6} />
  return (
    <ul role="tree" aria-label="区域" className="tree" onKeyDown={move}>
      {roots.data.map((region, at) => (
        <Branch key={region.code} region={region} depth={1} start={roots.data.length === 1} first={at === 0} {...props} />
      ))}
    </ul>
  )
}

function Branch({
  region,
  depth,
  start,
  first,
  chosen,
  onChoose,
}: TreeProps & { region: RegionBody; depth: number; start: boolean; first: boolean }) {
  const [open, setOpen] = useState(start)
  const children = useRegions(region.code, open && region.children > 0)
  const leaf = region.children === 0
  const pressed = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'ArrowRight' && !leaf) setOpen(true)
    else if (event.key === 'ArrowLeft') setOpen(false)
    else if (event.key === 'Enter' || event.key === ' ') onChoose(region.code)
    else return
    event.preventDefault()
  }
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={depth}
        aria-selected={chosen === region.code}
        {...(!leaf && { 'aria-expanded': open })}
        tabIndex={chosen === region.code || (first && depth === 1) ? 0 : -1}
        onKeyDown={pressed}
        className={`tree-row ${chosen === region.code ? 'chosen' : ''}`}
        style={{ paddingInlineStart: depth * 16 - 6 }}
        onClick={() => {
          onChoose(region.code)
          if (!open) setOpen(true)
        }}
      >
        <span
          className={`tree-arrow ${open ? 'open' : ''} ${leaf ? 'leaf' : ''}`}
          onClick={event => {
            event.stopPropagation()
            setOpen(!open)
          }}
          aria-hidden="true"
        />
        <span className="grow">{region.name}</span>
        {leaf ? null : <span className="muted num tree-count" aria-hidden="true" data-count={region.children} />}
      </div>
      {open && !leaf ? (
        children.data ? (
          <ul role="group">
            {children.data.map(child => (
              <Branch key={child.code} region={child} depth={depth + 1} start={false} first={false} chosen={chosen} onChoose={onChoose} />
            ))}
          </ul>
        ) : (
          <Skeleton rows={3} />
        )
      ) : null}
    </li>
  )
}

const useRegions = (parent: string | null, enabled = true) =>
  useQuery({
    queryKey: ['regions-of', parent],
    queryFn: async ({ signal }) => listIn<RegionBody>(await get('/regions', { parent }, signal)),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })

function move(event: KeyboardEvent) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}
