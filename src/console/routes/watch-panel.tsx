// The watches of a scene in words: when they warn, whom, how soon it is verified, and how often they were right.
import { useQuery } from '@tanstack/react-query'
import { get } from '../../kit/api.ts'
import { AppLink } from '../../kit/app-link.tsx'
import { number } from '../../kit/format.ts'
import { useModel } from '../../kit/model.tsx'
import { Panel } from '../../kit/page-frame.tsx'
import { WarningTag } from '../../kit/warning-tag.tsx'
import type { Figures } from '../../wire/city.ts'
import type { WatchView } from '../../wire/manifest.ts'
import './watch-panel.css'

export function WatchPanel({ watches }: { watches: readonly WatchView[] }) {
  const hasBrain = useModel().scene('city-brain') !== undefined
  const rates = useQuery({
    queryKey: ['rows', 'warning', 'hit-rate'],
    queryFn: ({ signal }) => get<Figures>('/indicators/city-brain/hit-rate', { by: 'watch' }, signal),
    enabled: hasBrain,
  })
  return (
    <Panel title="预警规则" extra={<span className="muted scene-law">命中率＝属实 ÷（属实＋误报）</span>} pad={false}>
      <ul className="watches">
        {watches.map(watch => {
          const rate = rates.data?.rows.find(row => row.key['watch'] === watch.id)
          return (
            <li key={watch.id}>
              <div className="watch-head">
                <WarningTag level={watch.level} />
                <strong>{watch.label}</strong>
                <span className="watch-rate num">
                  {rate && rate.value !== null ? (
                    <AppLink href={`/scenes/city-brain/figures/hit-rate?by=watch`}>
                      命中率 {number(Math.round(rate.value))}%（{rate.numerator}/{rate.denominator}）
                    </AppLink>
                  ) : (
                    <span className="muted">尚无核实结论</span>
                  )}
                </span>
              </div>
              <p>{watch.says}。</p>
              <p className="muted">{[`通知${watch.owner}`, `${watch.verify}内核实`, ...watch.rises].join('；')}</p>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
