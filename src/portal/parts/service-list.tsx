// Services as a list one can press.
import type { ServiceCard } from '../../wire/portal.ts'
import { Go } from './link.tsx'

export function ServiceList({ items, place }: { items: readonly ServiceCard[]; place?: string | undefined }) {
  return (
    <ul className="list">
      {items.map(one => (
        <li key={one.name}>
          <Go href={`/s/${one.name}${place ? `?place=${place}` : ''}`} className="list-item">
            <span className="list-title">{one.title}</span>
            <span className="list-text">{one.says}</span>
            <span className="list-facts">
              {one.organ} · {one.promise}办结
            </span>
          </Go>
        </li>
      ))}
    </ul>
  )
}
