// Open warnings by level: four tiles from red to blue, each leads to its rows; nothing is hidden when it is zero.

import { warningLabels } from '#declare'
import { AppLink } from '../../../../kit/app-link.tsx'
import { WarningTag } from '../../../../kit/warning-tag.tsx'
import type { Figures } from '../../../../wire/city.ts'
import { countsOf, is, isOpen, levelsDown, warningsHref } from './board-data.ts'

export function Levels({ figures }: { figures: Figures | undefined }) {
  const counts = countsOf(figures, 'level')
  return (
    <ul className="cb-levels">
      {levelsDown.map(level => (
        <li key={level}>
          <AppLink
            href={warningsHref(`${warningLabels[level]}在办预警`, isOpen, is('level', level))}
            className={`cb-level l-${level} ${counts.get(level) ? '' : 'quiet'}`}
          >
            <b className="num">{counts.get(level) ?? 0}</b>
            <WarningTag level={level} />
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
